"""Whether graph, index and vectors agree, to the id, and whether anything was left half done."""

from __future__ import annotations

from dataclasses import dataclass

from api.services.container import Services
from api.services.indexing import FINGERPRINT
from api.services.vectors import compare_vectors
from ingest.reading import digest_text
from ingest.resolution.stage import touched_titles
from schemas.documents import BLOCK_LEVELS
from schemas.model import ITEM_KINDS
from schemas.ports import GraphStore, Node
from schemas.queries import MeaningStatus

# Identifiers named per finding: enough to start from.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: what, how many, some of them, and what to do."""

    check: str
    count: int
    examples: tuple[str, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The counts compared, what was found, and whether search by meaning is on, which is no finding either way."""

    entries_expected: int
    entries_held: int
    findings: tuple[Finding, ...]
    meaning: MeaningStatus

    @property
    def healthy(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


_AGAIN = "run `fatu ingest` again: it completes what was left"


def diagnose(services: Services) -> Diagnosis:
    """Compare the graph, the index and the vectors id by id, and look for what a broken run would leave."""
    store, index = services.store, services.index
    expected, held = expected_entries(store), set(index.ids())
    pending = [n.id for n in store.find("Citation", {"verdict": ["pending"]}, limit=_NAMED + 1)]
    waiting = [e.expression for e in store.outbox(_NAMED + 1)]
    fingerprint = [] if not expected or store.meta(FINGERPRINT) == index.fingerprint else [index.fingerprint]
    misplaced, meaning = compare_vectors(services, expected)
    findings = [
        _finding("in the graph but not in the index", sorted(expected - held), _AGAIN),
        _finding("in the index but not in the graph", sorted(held - expected), _AGAIN),
        _finding("versions that wait for the index", waiting, _AGAIN),
        _finding("citations not yet resolved", pending, _AGAIN),
        _finding("titles whose citations wait", touched_titles(store), _AGAIN),
        _finding("versions without provisions or source", _hollow(store), _AGAIN),
        _finding("index of another tokeniser or schema", fingerprint, _AGAIN),
        _finding("listed for their vectors, but not as in the graph", misplaced, "run `fatu embed`"),
    ]
    return Diagnosis(len(expected), len(held), tuple(f for f in findings if f.count), meaning)


def expected_entries(store: GraphStore) -> set[str]:
    """The ids that the index must hold: every version, every block of text and every item."""
    expressions = list(store.ids("Expression"))
    blocks = store.provisions(expressions, list(BLOCK_LEVELS))
    items = (i for kind in ITEM_KINDS for i in store.ids(kind))
    return {*expressions, *(n.id for n in blocks), *items}


def _hollow(store: GraphStore) -> list[str]:
    expressions = set(store.ids("Expression"))
    sources = {str(n.properties["expression"]): n for n in store.find("Source")}
    sourced = set(sources)
    filled = {str(n.properties["expression"]) for n in store.provisions(sorted(expressions), list(BLOCK_LEVELS))}
    filled.update(i.partition("~")[0] for kind in ITEM_KINDS for i in store.ids(kind))
    # A file that holds a title and nothing else is kept, with a warning.
    filled |= {e for e, n in store.nodes(sorted(expressions - filled)).items() if _is_bare(n, sources.get(e))}
    return sorted((expressions - (sourced & filled)) | (sourced - expressions))


def _is_bare(version: Node, source: Node | None) -> bool:
    return source is not None and source.properties["digest"] == digest_text(str(version.properties["title"]))


def _finding(check: str, examples: list[str], advice: str) -> Finding:
    return Finding(check, len(examples), tuple(examples[:_NAMED]), advice)
