"""Random changes leave every engine in the state of the plain model, and every query gives its rows."""

from __future__ import annotations

import json
import random

import pytest

from schemas.ports import Direction, Edge, GraphStore
from tests.contracts.graph.engines import Engine
from tests.contracts.graph.reference import Reference, edge_key
from tests.contracts.graph.world import EXPRESSIONS, random_changes

KINDS = (
    "Work",
    "Expression",
    "Provision",
    "Body",
    "Source",
    "Citation",
    "PowerItem",
    "ListItem",
    "DutyItem",
    "Concept",
)
EDGES = ("PART_OF", "VERSION_OF", "ISSUED_BY", "EXTRACTED_FROM", "CITES", "REPEALS", "AMENDS", "HAS_DUTY", "ABOUT")
DIRECTIONS: tuple[Direction, ...] = ("out", "in", "both")


@pytest.mark.parametrize("seed", range(4))
def test_engine_agrees_with_plain_model(engine: Engine, seed: int) -> None:
    dice, reference, store = random.Random(seed), Reference(), engine.fresh()
    for step in range(5):
        store.apply(random_changes(reference, dice, step))
        check_nodes(store, reference)
        check_edges(store, reference)
        check_rest(store, reference)
    store.close()
    again = engine.again()
    check_nodes(again, reference)
    check_edges(again, reference)
    check_rest(again, reference)
    again.close()


@pytest.mark.parametrize("seed", range(3))
def test_same_rows_over_traversals(crowd: tuple[GraphStore, Reference], seed: int) -> None:
    """A hundred traversals a seed, three hundred in all."""
    store, reference = crowd
    dice = random.Random(seed + 100)
    for _ in range(100):
        starts = dice.sample([*reference.nodes, "cn:law:无此法"], k=dice.randint(1, 3))
        kinds = dice.choice((None, ["CITES"], ["PART_OF"], ["PART_OF", "VERSION_OF", "CITES"], []))
        direction, depth = dice.choice(DIRECTIONS), dice.randint(1, 4)
        walked = store.walk(starts, kinds=kinds, direction=direction, depth=depth, limit=25)
        expected = reference.walk(starts, kinds, direction, depth)[:25]
        assert [(r.depth, r.node) for r in walked] == [(d, reference.nodes[i]) for d, i in expected]
        neighbours = [(o, w, exact(e), n) for o, w, e, n in reference.neighbours(starts, kinds, direction)]
        assert read_pages(store, starts, kinds, direction, dice.choice((5, 50))) == neighbours


def exact(edge: Edge) -> tuple[object, ...]:
    """An edge as something to compare."""
    return (
        *edge_key(edge), edge.owner, edge.evidence, edge.start, edge.end, edge.quote, edge.rule, edge.verdict,
        edge.valid_from, edge.valid_to, json.dumps(edge.properties, sort_keys=True),
    )  # fmt: skip


def read_pages(
    store: GraphStore, ids: list[str], kinds: list[str] | None, direction: Direction, limit: int
) -> list[tuple[object, ...]]:
    """All neighbours, page by page."""
    rows: list[tuple[object, ...]] = []
    cursor = None
    while True:
        page = store.neighbours(ids, kinds=kinds, direction=direction, limit=limit, cursor=cursor)
        rows += [(n.origin, n.direction, exact(n.edge), n.node) for n in page.items]
        assert len(page.items) == limit or page.next_cursor is None
        cursor = page.next_cursor
        if cursor is None:
            assert len(rows) == page.total
            return rows


def check_nodes(store: GraphStore, reference: Reference) -> None:
    ids = [*reference.nodes, "cn:law:无此法", "cn:law:甲法@2020-01-01~art_99"]
    assert store.nodes(ids) == reference.nodes
    assert store.held(ids) == reference.nodes.keys()
    for kind in KINDS:
        expected = reference.find(kind, {})
        assert list(store.ids(kind)) == [n.id for n in expected]
        assert store.find(kind) == expected
    for expressions in (EXPRESSIONS, EXPRESSIONS[::-2]):
        assert list(store.provisions(expressions)) == reference.provisions(expressions, None)
        assert list(store.items(expressions)) == reference.items(expressions)
        assert list(store.provisions(expressions, ["article", "chapter"])) == reference.provisions(
            expressions, ["article", "chapter"]
        )


def check_edges(store: GraphStore, reference: Reference) -> None:
    assert store.edge_counts() == reference.edge_counts()
    for kind in EDGES:
        assert [exact(e) for e in store.edges(kind)] == [exact(e) for e in reference.edges(kind)]


def check_rest(store: GraphStore, reference: Reference) -> None:
    waiting = store.outbox(10_000)
    assert [e.expression for e in waiting] == reference.queue
    numbers = [e.number for e in waiting]
    assert numbers == sorted(set(numbers))
    for key in ("a", "b", "c", "step", "none"):
        assert store.meta(key) == reference.settings.get(key)
    for kind, names in (
        ("Citation", ["verdict", "quoted"]),
        ("Provision", ["expression", "parent"]),
        ("PowerItem", ["record", "parent"]),
        ("Work", []),
    ):
        counts = store.count_by(kind, names)
        got = {tuple(json.dumps(v, sort_keys=True) for v in values): n for values, n in counts}
        assert got == reference.count_by(kind, names)
        assert [n for _, n in counts] == sorted((n for _, n in counts), reverse=True)
