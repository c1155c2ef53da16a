"""The stage that resolves citations in the store: reads Citation nodes and the catalogue, writes verdicts and edges.

Works block by block, since a block's edges are replaced together. What is to be done survives a crash: citations
are `pending` until their verdict is written, and touched titles stand in the store's meta until they are done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import orjson

from schemas.citations import Verdict
from schemas.ports import Changes, GraphStore, Json, Node

if TYPE_CHECKING:
    from ingest.resolution.cases import Resolution

TOUCHED = "touched_titles"
"""Meta key: JSON list of the slugs of works that changed since citations were last resolved."""

RESOLVED_ON = "resolved_on"
"""Meta key: the day (ISO) that citations were last resolved on; versions that came into force since touch theirs."""

# Citations per transaction: bounds memory to some tens of megabytes.
_BATCH = 20_000


def resolve_pending(store: GraphStore, today: str, progress: Callable[[int], None] = lambda n: None) -> int:
    """Resolve what is pending, and what cites a touched title; the number of citations done."""
    touched = sorted({*touched_titles(store), *_come_into_force(store, today)})
    resolution: Resolution | None = None
    done = 0
    for batch in _batches(store, touched):
        # Its patterns take a tenth of a second to compile, which an ingest waits for before it has anything to resolve.
        from ingest.resolution.cases import Resolution

        resolution = resolution or Resolution(store, today)
        store.apply(resolution.build_changes(batch))
        done += len(batch)
        progress(len(batch))
    if touched or store.meta(RESOLVED_ON) != today:
        store.apply(Changes(remove_nodes=_orphans(store, touched), meta={TOUCHED: None, RESOLVED_ON: today}))
    return done


def touched_titles(store: GraphStore) -> list[str]:
    """Slugs of the works that changed since the last complete resolution."""
    return [str(s) for s in orjson.loads(store.meta(TOUCHED) or "[]")]


def _come_into_force(store: GraphStore, today: str) -> Iterator[str]:
    """Slugs of works with a version in force since the last resolution: what drifted is another thing now."""
    since = store.meta(RESOLVED_ON)
    if since is None or since >= today:
        return
    for node in store.find("Expression"):
        if since < str(node.properties["effective_from"] or "") <= today:
            yield str(node.properties["work"]).split(":", 2)[2]


def _batches(store: GraphStore, touched: Sequence[str]) -> Iterator[list[Node]]:
    """Citations to resolve, whole blocks together: first what is pending, then what else names a touched title."""
    rest: list[Json] = [v for v in Verdict if v != Verdict.PENDING]
    named = store.find("Citation", {"slug": list(touched), "verdict": rest}) if touched else []
    again = {str(n.properties["block"]) for n in named}
    after: str | None = None
    while page := store.find("Citation", {"verdict": [Verdict.PENDING]}, limit=_BATCH, after=after):
        blocks = list(dict.fromkeys(str(n.properties["block"]) for n in page))
        again.difference_update(blocks)
        beside = store.find("Citation", {"block": blocks, "verdict": rest})
        # The page may end within a block, whose citations follow each other.
        whole = {n.id: n for n in (*page, *beside, *store.find("Citation", {"block": blocks[-1:]}))}
        after = max(whole)
        yield [whole[i] for i in sorted(whole)]
    ordered = sorted(again)
    # About one citation and a half stand in a citing block.
    step = _BATCH * 2 // 3
    for first in range(0, len(ordered), step):
        yield store.find("Citation", {"block": ordered[first : first + step]})


def _orphans(store: GraphStore, touched: Sequence[str]) -> list[str]:
    """Placeholders of instruments that nothing names any more, or that are held now."""
    waiting = [n.id for n in store.find("Work", {"slug": list(touched)}) if not n.properties["held"]]
    return [i for i in waiting if store.neighbours([i], limit=1).total == 0]
