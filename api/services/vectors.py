"""Whether vectors agree with the graph, and moving them from one engine to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from api.services.container import Services
from api.services.embedding import find_stamps, require_meaning
from api.services.indexing import build_entries
from api.services.ingest import Progress
from schemas.errors import IncompatibleData, ModelUnavailable
from schemas.queries import IndexDocument, MeaningStatus
from schemas.settings import Settings
from search.semantic import Meaning
from search.semantic.meaning import check_installed


def find_meaning_status(services: Services) -> MeaningStatus:
    """Whether search by meaning is on."""
    return services.meaning.status() if services.meaning else MeaningStatus(False, "it is not set up here")


def compare_vectors(services: Services, expected: set[str]) -> tuple[list[str], MeaningStatus]:
    """Entries that are listed for their vectors or `expected` in the graph, but not both; and the status.

    Versions that changed since they were listed are none of these: the status tells how many wait.
    """
    status = find_meaning_status(services)
    if not status.on:
        return [], status
    reader = require_meaning(services).open_reader()
    stamps, listed = find_stamps(services.store), reader.stamps()
    current = {version for version, stamp in stamps.items() if listed.get(version) == stamp}
    waiting = len(stamps) - len(current) + len(listed.keys() - stamps.keys())
    there, here = ({i for i in ids if i.partition("~")[0] in current} for ids in (expected, reader.ids()))
    if waiting:
        note = f"{waiting:,} versions wait to be listed for their vectors: `fatu embed`"
        status = replace(status, note="; ".join(n for n in (status.note, note) if n))
    return sorted(there ^ here), status


def move_vectors(source: Meaning, target: Services, progress: Progress) -> int:
    """List the target's entries, and take their vectors from where the source has them; how many were taken.

    What the source lacks waits for `fatu embed`; nothing is done where it has none, or the libraries are missing.
    """
    try:
        check_installed()
        reader = source.open_reader()
    except (ModelUnavailable, IncompatibleData):
        return 0
    from search.semantic.filling import open_filler

    def read(expressions: Sequence[str]) -> Iterator[IndexDocument]:
        progress.advance(len(expressions))
        return build_entries(target.store, expressions)

    with open_filler(require_meaning(target).vectors) as filler:
        progress.begin("list", None)
        wanted = filler.list_entries(find_stamps(target.store), read)
        progress.begin("vectors", len(wanted.texts))
        return filler.take_vectors(reader.vectors(), progress.advance)


def same_vectors(one: Settings, other: Settings) -> bool:
    """Whether both settings name the same place of vectors."""
    if one.search_url or other.search_url:
        return (one.search_url, one.dataset) == (other.search_url, other.dataset)
    return one.data.resolve() == other.data.resolve()
