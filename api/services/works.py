"""An instrument as a whole: what it is, its versions, contents and sources."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from api.services.answers import ContentsEntry, VersionSummary, WorkAnswer
from api.services.container import Services
from api.services.lookup import find_node, find_work
from api.services.summaries import load_sources, read_history, summarise_version, summarise_work
from api.services.values import texts_of, words_of
from api.services.versions import load_versions, summarise_versions, version_in_force
from schemas.documents import INNER_LEVELS, Level
from schemas.errors import NotFound
from schemas.ports import GraphStore, Node

OUTER_LEVELS = tuple(level for level in Level if level not in INNER_LEVELS)


def show_work(services: Services, work_id: str, day: date, *, contents: bool = True) -> WorkAnswer:
    """The instrument under the id of a work, or of a version, which then is the one chosen.

    Raises NotFound for an id that nothing is held under.
    """
    store = services.store
    work = find_work(store, work_id)
    versions = load_versions(store, work.id)
    chosen = _choose(versions, work_id, day)
    at = chosen.properties if chosen else {}
    return WorkAnswer(
        work=summarise_work(work),
        on=day.isoformat(),
        short_titles=texts_of(work.properties, "short_titles"),
        version=summarise_version(chosen, day) if chosen else None,
        document_numbers=texts_of(at, "document_numbers"),
        history=read_history(at),
        versions=summarise_versions(versions, day),
        contents=tuple(_contents(store, chosen.id)) if chosen and contents else (),
        sources=load_sources(store, [chosen.id])[chosen.id] if chosen else (),
    )


def _choose(versions: list[Node], asked: str, day: date) -> Node | None:
    named = next((v for v in versions if v.id == asked), None)
    return named or version_in_force(versions, day) or (versions[0] if versions else None)


def _contents(store: GraphStore, expression: str) -> Iterator[ContentsEntry]:
    for node, depth in read_outline(store, expression):
        at = node.properties
        yield ContentsEntry(
            node.id, words_of(at, "eid"), words_of(at, "level"), words_of(at, "num"), words_of(at, "heading"), depth
        )


def read_outline(store: GraphStore, expression: str) -> Iterator[tuple[Node, int]]:
    """Divisions and blocks of a version in document order, with their depth from 0."""
    depths: dict[str, int] = {}
    for node in store.provisions([expression], OUTER_LEVELS):
        depth = depths.get(words_of(node.properties, "parent"), -1) + 1
        depths[node.id] = depth
        yield node, depth


def read_version(services: Services, expression: str, day: date) -> tuple[VersionSummary, list[tuple[Node, int]]]:
    """A version with its whole text: divisions and blocks in order, with their depth."""
    node = find_node(services.store, expression)
    if node.kind != "Expression":
        raise NotFound(f"{expression[:200]} is no version", "ids of versions have an @ and a date")
    return summarise_version(node, day), list(read_outline(services.store, expression))
