"""An ingest goes on when Neo4j was away for a moment: it waits, takes the writer's place again, and ends well."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from api.services.container import open_services
from api.services.doctor import diagnose
from api.services.engines import open_store
from api.services.indexing import _WORTH_A_COMMIT, FINGERPRINT, waiting_versions
from api.services.ingest import IngestReport, run_ingest
from schemas.errors import StoreBusy
from schemas.ports import Changes
from schemas.settings import Settings
from tests.contracts.graph.relay import Relay
from tests.generated import make_documents, write_documents
from tests.servers.places import Places


class CutAt:
    """Cuts the connections once, at the first step of a stage."""

    def __init__(self, relay: Relay, settings: Settings, stage: str) -> None:
        self._relay, self._settings, self._stage = relay, settings, stage
        self._now = ""
        self.cut = False

    def begin(self, stage: str, steps: int | None) -> None:
        self._now = stage

    def advance(self, steps: int = 1) -> None:
        if self._now == self._stage and not self.cut:
            self.cut = True
            self.prepare()
            self._relay.cut()
            time.sleep(1.5)
            self._relay.mend()

    def prepare(self) -> None:
        """Nothing."""


class CutWhileIndexing(CutAt):
    """Waits until the process that indexes alongside has brought something to an end."""

    def prepare(self) -> None:
        with closing(open_store(self._settings)) as store:
            begun = time.monotonic()
            while len(waiting_versions(store)) >= _WORTH_A_COMMIT:
                assert time.monotonic() - begun < 120, "nothing was indexed alongside"
                time.sleep(0.05)


class Meddling(CutAt):
    """Another process writes while this one is cut off."""

    def prepare(self) -> None:
        with closing(open_store(self._settings, write=True)) as store:
            store.apply(Changes(meta={"meddled": "yes"}))


@pytest.fixture
def cut_off(places: Places) -> Iterator[tuple[Relay, Settings, Settings]]:
    """A relay, a place that is reached through it, and the same place as it is."""
    settings = places("neo4j").model_copy(update={"patience": 20.0})
    relay = Relay(settings.graph_url)
    yield relay, settings.model_copy(update={"graph_url": relay.url}), settings
    relay.cut()


def load(through: Settings, folder: Path, cutter: CutAt) -> IngestReport:
    with open_services(through, write=True) as services:
        return run_ingest(services, [folder], progress=cutter)


@pytest.mark.parametrize("stage", ["read", "resolve"])
def test_an_ingest_outlives_a_lost_connection(
    cut_off: tuple[Relay, Settings, Settings], tmp_path: Path, stage: str
) -> None:
    relay, through, settings = cut_off
    write_documents(tmp_path / "laws", make_documents(20))
    cutter = CutAt(relay, settings, stage)
    assert load(through, tmp_path / "laws", cutter).read == 20
    check(settings, cutter, 20)


@pytest.mark.slow
def test_an_ingest_that_indexes_alongside_does_too(cut_off: tuple[Relay, Settings, Settings], tmp_path: Path) -> None:
    """What its own process for the index writes is not taken for another's."""
    relay, through, settings = cut_off
    number = _WORTH_A_COMMIT + 20
    write_documents(tmp_path / "laws", make_documents(number, articles=3))
    cutter = CutWhileIndexing(relay, settings, "resolve")
    report = load(through, tmp_path / "laws", cutter)
    assert (report.read, report.indexed) == (number, number)
    check(settings, cutter, number)


def check(settings: Settings, cutter: CutAt, versions: int) -> None:
    assert cutter.cut
    with open_services(settings) as services:
        assert services.store.count_by("Expression") == [((), versions)]
        assert services.store.meta(FINGERPRINT) == services.index.fingerprint
        diagnosis = diagnose(services)
        assert diagnosis.healthy, diagnosis.findings


def test_what_another_wrote_meanwhile_ends_it(cut_off: tuple[Relay, Settings, Settings], tmp_path: Path) -> None:
    """Since what was read before may no longer be so; the next run completes it."""
    relay, through, settings = cut_off
    write_documents(tmp_path / "laws", make_documents(20))
    cutter = Meddling(relay, settings, "resolve")
    with pytest.raises(StoreBusy, match="another process has written while the server was away"):
        load(through, tmp_path / "laws", cutter)
    assert cutter.cut
    load(settings, tmp_path / "laws", cutter)
    check(settings, cutter, 20)
