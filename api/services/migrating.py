"""Moves a graph to another engine and builds its index there; a run after one that was cut off goes on from there.

1 pour     nodes, then edges, in changes of some thousand; a marker in the target says how many are in, and their digest
2 verify   the target's own dump has the source's digest
3 index    filled from the target's graph, as after any ingest
4 vectors  listed from the target's graph, and taken from where the source has them
5 publish  the marker goes; until then the target can't be opened by anything else
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any, TypeVar

import orjson

from api.services.container import MOVING, Services
from api.services.doctor import Diagnosis, diagnose
from api.services.indexing import FINGERPRINT, sync_index
from api.services.ingest import Progress
from api.services.vectors import move_vectors
from schemas.errors import InvalidInput, StoreUnavailable
from schemas.model import NODE_KINDS
from schemas.ports import Changes, Edge, GraphStore, OwnedNode
from schemas.settings import Settings
from search.semantic import Meaning

Item = OwnedNode | Edge
T = TypeVar("T")

# Nodes or edges of one change: half a second on a server, and far from the memory that its transactions have.
_CHUNK = 10_000
# What belongs to the place and not to the data.
_LOCAL = (MOVING, FINGERPRINT)


@dataclass(frozen=True, slots=True)
class Migration:
    """What was moved; `resumed` is how many nodes and edges an earlier run had moved already."""

    nodes: int
    edges: int
    resumed: int
    indexed: int
    digest: str
    diagnosis: Diagnosis
    vectors: int = 0


@dataclass(frozen=True, slots=True)
class _Poured:
    """How far a target is filled: number of nodes and edges, and the digest of all of them in order."""

    nodes: int = 0
    edges: int = 0
    digest: str = hashlib.sha256().hexdigest()


def migrate(source: GraphStore, target: Services, progress: Progress, meaning: Meaning | None = None) -> Migration:
    """Make `target` hold what `source` holds, and nothing else; `meaning` are the source's vectors, if they move too.

    Raises InvalidInput for a target that holds other data, StoreBusy while either is written to, and StoreUnavailable
    when a server fails: the same call goes on from there.
    """
    store = target.store
    with source.hold_writer(), store.hold_writer():
        done = _begin(source, store)
        whole = _pour(source, store, done, progress)
        _verify(store, whole, progress)
        store.apply(Changes(meta={k: v for k, v in source.dump_meta().items() if k not in _LOCAL}))
        progress.begin("index", None)
        indexed = sync_index(store, target.index, progress.advance)
        vectors = move_vectors(meaning, target, progress) if meaning else 0
        diagnosis = diagnose(target)
        store.apply(Changes(meta={MOVING: None}))
    return Migration(whole.nodes, whole.edges, done.nodes + done.edges, indexed, whole.digest, diagnosis, vectors)


def fill_index(services: Services, progress: Progress, meaning: Meaning | None = None) -> Migration:
    """Bring the index in line with a graph that stays where it is: another engine of index and vectors was chosen."""
    with services.store.hold_writer():
        progress.begin("index", None)
        indexed = sync_index(services.store, services.index, progress.advance)
        vectors = move_vectors(meaning, services, progress) if meaning else 0
    return Migration(0, 0, 0, indexed, "", diagnose(services), vectors)


def same_graph(one: Settings, other: Settings) -> bool:
    """Whether both settings name the same graph."""
    if one.graph_url or other.graph_url:
        return (one.graph_url, one.dataset) == (other.graph_url, other.dataset)
    return one.data.resolve() == other.data.resolve()


def _begin(source: GraphStore, store: GraphStore) -> _Poured:
    """How far an earlier run came, of this source as it is now; all that it poured goes when the source has changed."""
    if source.meta(MOVING) is not None:
        raise InvalidInput("the source was not filled to the end itself", "run the migration into it again first")
    marker = store.meta(MOVING)
    if marker is None:
        if _is_filled(store):
            raise InvalidInput("the target holds data already", "give an empty directory, or another FATU_DATASET")
        _mark(store, _Poured())
        return _Poured()
    done = _Poured(**orjson.loads(marker))
    if _digest(source, done.nodes, done.edges) == done:
        return done
    _empty(store)
    _mark(store, _Poured())
    return _Poured()


def _pour(source: GraphStore, store: GraphStore, done: _Poured, progress: Progress) -> _Poured:
    digest, nodes, edges = hashlib.sha256(), 0, 0
    progress.begin("nodes", sum(n for kind in NODE_KINDS for _, n in source.count_by(kind)))
    for owned in _chunks(source.dump_nodes()):
        nodes += len(owned)
        _feed(digest, owned)
        if nodes > done.nodes:
            now = _Poured(nodes, 0, digest.hexdigest())
            store.apply(Changes(put_nodes=owned, meta={MOVING: _marker(now)}))
        progress.advance(len(owned))
    progress.begin("edges", sum(n for kind, n in source.edge_counts().items() if kind != "PART_OF"))
    for put in _chunks(source.dump_edges()):
        edges += len(put)
        _feed(digest, put)
        if edges > done.edges:
            now = _Poured(nodes, edges, digest.hexdigest())
            store.apply(Changes(put_edges=put, meta={MOVING: _marker(now)}))
        progress.advance(len(put))
    return _Poured(nodes, edges, digest.hexdigest())


def _verify(store: GraphStore, whole: _Poured, progress: Progress) -> None:
    progress.begin("verify", whole.nodes + whole.edges)
    digest, nodes, edges = hashlib.sha256(), 0, 0
    for chunk in _chunks(store.dump_nodes()):
        nodes += len(chunk)
        _feed(digest, chunk)
        progress.advance(len(chunk))
    for part in _chunks(store.dump_edges()):
        edges += len(part)
        _feed(digest, part)
        progress.advance(len(part))
    if _Poured(nodes, edges, digest.hexdigest()) != whole:
        raise StoreUnavailable(
            f"the target holds {nodes:,} nodes and {edges:,} edges that are not those of the source "
            f"({whole.nodes:,} and {whole.edges:,})",
            "empty the target and run `fatu migrate` again",
        )


def _digest(source: GraphStore, nodes: int, edges: int) -> _Poured:
    """The digest of the first so many nodes and edges."""
    digest, seen_nodes, seen_edges = hashlib.sha256(), 0, 0
    for chunk in _chunks(islice(source.dump_nodes(), nodes)):
        _feed(digest, chunk)
        seen_nodes += len(chunk)
    for part in _chunks(islice(source.dump_edges(), edges)):
        _feed(digest, part)
        seen_edges += len(part)
    return _Poured(seen_nodes, seen_edges, digest.hexdigest())


def _is_filled(store: GraphStore) -> bool:
    return any(store.count_by(kind) for kind in NODE_KINDS)


def _empty(store: GraphStore) -> None:
    for kind in NODE_KINDS:
        ids = list(store.ids(kind))
        for first in range(0, len(ids), _CHUNK):
            store.apply(Changes(remove_nodes=ids[first : first + _CHUNK]))


def _mark(store: GraphStore, poured: _Poured) -> None:
    store.apply(Changes(meta={MOVING: _marker(poured)}))


def _marker(poured: _Poured) -> str:
    return orjson.dumps(asdict(poured)).decode()


def _feed(digest: Any, items: Iterable[Item]) -> None:
    for item in items:
        digest.update(orjson.dumps(item, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE))


def _chunks(items: Iterator[T]) -> Iterator[list[T]]:
    while chunk := list(islice(items, _CHUNK)):
        yield chunk
