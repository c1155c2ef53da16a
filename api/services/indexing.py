"""Keeps the search index in step with the graph store: replays the outbox, which a crash can't lose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from ingest.assembly.topics import find_concept_ids, find_item_concepts
from schemas.documents import BLOCK_LEVELS, INNER_LEVELS, Level
from schemas.ports import Changes, GraphStore, Json, Node, OutboxEntry, SearchIndex
from schemas.queries import HitType, IndexDocument

FINGERPRINT = "index_fingerprint"
"""Meta key: the fingerprint of the index that the outbox has been replayed into."""

# Versions per index commit: a city's law goes in one, since each commit starts a process that cuts words (0.5 s of CPU)
# and waits for it at both ends. Entries stream, so that memory is that of tantivy's heap whatever the number.
_BATCH = 5_000

# Versions that are worth a commit while more come, since each makes a segment of its own; seconds between two looks.
_WORTH_A_COMMIT, _PAUSE = 500, 0.2

# More than any store holds.
_ALL = 1 << 40

_OUTER = [level for level in Level if level not in INNER_LEVELS]


def sync_index(store: GraphStore, index: SearchIndex, progress: Callable[[int], None] = lambda n: None) -> int:
    """Bring the index up to date with the store; the number of versions written anew."""
    adopt_index(store, index)
    done = 0
    while entries := store.outbox(_BATCH):
        written = _replay(store, index, entries)
        done += written
        progress(written)
    index.publish()
    return done


def follow_store(store: GraphStore, index: SearchIndex, ended: Callable[[float], bool]) -> None:
    """Bring the index up to date with a store that another process goes on changing, which has adopted it.

    `ended` waits for so many seconds at most, and says whether nothing more will come.
    """
    while True:
        over = ended(0)
        entries = store.outbox(_BATCH)
        if len(entries) >= _WORTH_A_COMMIT or (over and entries):
            _replay(store, index, entries)
        elif over:
            break
        else:
            ended(_PAUSE)
    index.publish()


def _replay(store: GraphStore, index: SearchIndex, entries: Sequence[OutboxEntry]) -> int:
    expressions = list(dict.fromkeys(e.expression for e in entries))
    index.replace(expressions, build_entries(store, expressions))
    store.acknowledge(entries[-1].number)
    return len(expressions)


def adopt_index(store: GraphStore, index: SearchIndex) -> None:
    """Note which index the store is replayed into.

    One of another fingerprint (new tokeniser, schema or user words, or made anew) is filled from the beginning, beside
    the old one, which answers until the new is published.
    """
    if store.meta(FINGERPRINT) != index.fingerprint:
        waiting = waiting_versions(store)
        missing = [e for e in store.ids("Expression") if e not in waiting]
        store.apply(Changes(index=missing, meta={FINGERPRINT: index.fingerprint}))


def waiting_versions(store: GraphStore) -> set[str]:
    """The versions that the index has not been brought up to date with."""
    return {e.expression for e in store.outbox(_ALL)}


def build_entries(store: GraphStore, expressions: Sequence[str]) -> Iterator[IndexDocument]:
    """What the index holds of those versions: each as a whole, its blocks, its items. Versions gone yield nothing."""
    held = store.nodes(expressions)
    works = store.nodes(list({str(n.properties["work"]) for n in held.values()}))
    paths = _paths(store, list(held))
    items: dict[str, list[Node]] = {}
    for item in store.items(list(held)):
        items.setdefault(str(item.properties["expression"]), []).append(item)
    for expression, blocks in _blocks(store, list(held)):
        node = held[expression]
        work = works[str(node.properties["work"])]
        where = paths.get(expression, {})
        first = min(where.values(), default="")
        entry = _entry(node, work)
        title = str(node.properties["title"])
        about: dict[str, None] = dict.fromkeys(find_concept_ids(title, ""))
        beginning: list[str] = []
        for block, headings in blocks:
            at = block.properties
            body = str(at["text"])
            if len(beginning) < _BEGINNING:
                beginning.append(body)
            concepts = find_concept_ids(title, headings)
            about.update(dict.fromkeys(concepts))
            yield entry(
                id=block.id,
                type=HitType.ARTICLE,
                headings=headings,
                text=body,
                path=where.get(str(at["source"]), first),
                article=str(at["num"]) if at["level"] == Level.ARTICLE else "",
                seq=_int(at["seq"]) + 1,
                concepts=concepts,
            )
        for item in items.get(expression, ()):
            at = item.properties
            yield entry(
                id=item.id,
                type=HitType.ITEM,
                headings=str(at["name"] or ""),
                text=str(at["text"] or ""),
                path=first,
                article="",
                seq=_int(at["seq"]) + 1,
                record=str(at["record"]),
                concepts=find_item_concepts(title, str(at["name"] or "")),
            )
        text = "\n".join(beginning)
        yield entry(
            id=expression,
            type=HitType.DOCUMENT,
            headings="",
            text=text,
            path=first,
            article="",
            seq=0,
            concepts=tuple(about),
        )


# Blocks of a version's beginning that its whole-document entry is found by: purpose, scope, definitions.
_BEGINNING = 3


def _entry(node: Node, work: Node) -> Callable[..., IndexDocument]:
    """Makes the entries of one version: what they share is filled in."""
    at = node.properties
    date = str(at["adopted"] or at["published"] or at["version"])
    return partial(
        IndexDocument,
        work=work.id,
        expression=node.id,
        title=str(at["title"]),
        kind=str(work.properties["kind"]),
        jurisdiction=str(work.properties["jurisdiction"]),
        issuers=tuple(str(i) for i in at["issuers"]) if isinstance(at["issuers"], list) else (),
        year=int(date[:4]) if date[:4].isdigit() else None,
        effective_from=_text(at["effective_from"]),
        effective_to=_text(at["effective_to"]),
        ended=at["ended_as"] is not None,
        ended_as=_text(at["ended_as"]),
    )


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) else None


def _paths(store: GraphStore, expressions: Sequence[str]) -> dict[str, dict[str, str]]:
    """Locators of the sources by version and source id."""
    paths: dict[str, dict[str, str]] = {}
    for source in store.find("Source", {"expression": list(expressions)}):
        at = source.properties
        paths.setdefault(str(at["expression"]), {})[source.id] = str(at["locator"])
    return paths


def _blocks(store: GraphStore, expressions: Sequence[str]) -> Iterator[tuple[str, list[tuple[Node, str]]]]:
    """For each version its blocks with the headings above them."""
    grouped: dict[str, list[tuple[Node, str]]] = {e: [] for e in expressions}
    headings: dict[str, str] = {}
    for node in store.provisions(expressions, _OUTER):
        at = node.properties
        above = headings.get(str(at["parent"]), "")
        if at["level"] in BLOCK_LEVELS:
            own = f"{above} {at['heading']}" if at["heading"] else above
            grouped[str(at["expression"])].append((node, own.strip()))
        else:
            headings[node.id] = f"{above} {_title(at)}".strip()
    yield from grouped.items()


def _title(at: Mapping[str, Json]) -> str:
    return f"{at['num'] or ''} {at['heading'] or ''}".strip()


def _int(value: Json) -> int:
    return value if isinstance(value, int) else 0
