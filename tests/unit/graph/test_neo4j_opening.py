"""What can be wrong before any server answers."""

from __future__ import annotations

import time

import pytest

from graph.neo4j import open_neo4j
from graph.neo4j.naming import Naming
from graph.neo4j.store import check_server
from schemas.errors import InvalidInput, StoreUnavailable
from schemas.model import EDGE_KINDS, NODE_KINDS


def test_a_server_that_is_down() -> None:
    begun = time.monotonic()
    with pytest.raises(StoreUnavailable, match="can't be reached") as caught:
        open_neo4j("bolt://127.0.0.1:9", "neo4j", "x")
    assert "start the server" in caught.value.hint
    assert caught.value.status == 503
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize("url", ["http://127.0.0.1:7687", "nonsense", "", "bolt://", "bolt://host:notaport"])
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        open_neo4j(url, "neo4j", "x")
    assert caught.value.hint


@pytest.mark.parametrize("dataset", ["", "Big", "a_b", "1a", "a" * 31, "a`b", "法"])
def test_a_data_set_without_a_proper_name(dataset: str) -> None:
    with pytest.raises(InvalidInput):
        Naming(dataset)


@pytest.mark.parametrize("version", ["", "4.4.41", "5.1.0", "5.25.1", "x"])
def test_a_server_too_old(version: str) -> None:
    with pytest.raises(StoreUnavailable, match=r"too old .*5\.26"):
        check_server(version)


@pytest.mark.parametrize("version", ["5.26.0", "5.27.0-aura", "2025.01.0", "2026.08.1"])
def test_a_server_new_enough(version: str) -> None:
    check_server(version)


def test_constraints_and_indexes_follow_the_model() -> None:
    schema = "\n".join(Naming("x").schema)
    for kind in NODE_KINDS.values():
        for prop in kind.properties:
            assert (f"(n:x_{kind.name}) ON (n.`{prop.name}`)" in schema) == prop.indexed
    for edge in EDGE_KINDS:
        assert (f"[r:x_{edge}]-() ON (r.evidence)" in schema) == (edge != "PART_OF")
    assert "(n:x_Node) REQUIRE n.id IS UNIQUE" in schema
