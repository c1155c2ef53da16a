"""Data move from a directory to the servers and back, also in several attempts."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path

import pytest

from api.services import migrating
from api.services.container import open_services
from api.services.engines import open_store
from api.services.ingest import run_ingest
from api.services.migrating import Migration, migrate
from schemas.errors import InvalidInput, StoreUnavailable
from schemas.ports import Changes
from schemas.queries import SearchRequest
from schemas.settings import Settings
from tests.servers.places import MIXES, Places, samples


class Silent:
    def begin(self, stage: str, steps: int | None) -> None:
        pass

    def advance(self, steps: int = 1) -> None:
        pass


class CutOff(Silent):
    """Ends the run like a signal, after so many steps."""

    def __init__(self, steps: int) -> None:
        self.steps = steps

    def advance(self, steps: int = 1) -> None:
        self.steps -= steps
        if self.steps < 0:
            raise KeyboardInterrupt


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "_CHUNK", 200)


@pytest.fixture(scope="module")
def source(places: Places) -> Settings:
    settings = places("files")
    with open_services(settings, write=True) as services:
        run_ingest(services, [samples(), samples().parent / "regions.tsv"])
    return settings


@pytest.fixture(params=MIXES)
def target(request: pytest.FixtureRequest, places: Places) -> Settings:
    return places(request.param)


def move(source: Settings, target: Settings, progress: Silent | None = None) -> Migration:
    with closing(open_store(source)) as store, open_services(target, write=True, half_moved=True) as services:
        return migrate(store, services, progress or Silent())


def hits(settings: Settings) -> list[str]:
    with open_services(settings) as services:
        found = services.index.search(SearchRequest("行政执法 证件", "2026-01-01")).hits
        assert services.store.held([h.id for h in found])
        return [h.id for h in found]


def test_there_and_back(source: Settings, target: Settings, places: Places) -> None:
    there = move(source, target)
    assert there.diagnosis.healthy
    assert there.nodes > 1000
    back = places("files")
    assert move(target, back).digest == there.digest
    assert hits(source) == hits(target) == hits(back) != []
    with closing(open_store(source)) as one, closing(open_store(back)) as other:
        assert {**one.dump_meta(), "index_fingerprint": ""} == {**other.dump_meta(), "index_fingerprint": ""}


@pytest.mark.parametrize("steps", [300, 1500])
def test_cut_off_and_gone_on(source: Settings, places: Places, steps: int) -> None:
    cut_off_and_go_on(source, places("files"), steps)


def test_cut_off_and_gone_on_servers(source: Settings, places: Places) -> None:
    cut_off_and_go_on(source, places("neo4j+elasticsearch"), 700)


def cut_off_and_go_on(source: Settings, target: Settings, steps: int) -> None:
    with pytest.raises(KeyboardInterrupt):
        move(source, target, CutOff(steps))
    for write in (False, True):
        with pytest.raises(StoreUnavailable, match="cut off"), open_services(target, write=write):
            pass
    done = move(source, target)
    assert done.resumed >= 200
    assert done.diagnosis.healthy
    assert hits(target) == hits(source)


def test_source_that_changed_is_moved_anew(source: Settings, places: Places, tmp_path: Path) -> None:
    first, target = places("files"), places("files")
    move(source, first)
    with pytest.raises(KeyboardInterrupt):
        move(first, target, CutOff(900))
    with closing(open_store(first, write=True)) as store:
        gone = next(iter(store.ids("Expression")))
        store.apply(Changes(remove_nodes=[gone]))
    done = move(first, target)
    assert done.resumed == 0
    with closing(open_store(target)) as store:
        assert store.node(gone) is None


def test_target_with_other_data_is_refused(source: Settings, places: Places) -> None:
    target = places("files")
    move(source, target)
    with pytest.raises(InvalidInput, match="holds data already"):
        move(source, target)
    assert hits(target)


def test_digest_sees_every_property() -> None:
    from schemas.ports import Edge, Node, OwnedNode

    def digest(item: object) -> str:
        made = hashlib.sha256()
        migrating._feed(made, [item])  # type: ignore[list-item]
        return made.hexdigest()

    items = [
        Edge("a", "CITES", "b"),
        Edge("a", "CITES", "b", rule="x"),
        Edge("a", "CITES", "b", properties={"n": 1}),
        OwnedNode(Node("a", "Work", {"title": "x"})),
        OwnedNode(Node("a", "Work", {"title": "y"})),
        OwnedNode(Node("a", "Work", {"title": "x"}), "source:1"),
    ]
    assert len({digest(i) for i in items}) == len(items)
