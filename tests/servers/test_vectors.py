"""Search by meaning over Elasticsearch: the same answers as over files, from any machine, and plain words when it can't.

A tiny model stands for the real one; all else is real.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from api.http.app import create_app
from api.services.container import Services, open_services
from api.services.doctor import diagnose
from api.services.embedding import EmbedReport, run_embedding
from api.services.ingest import run_ingest
from api.services.migrating import migrate
from api.services.readiness import check_readiness
from schemas.errors import StoreBusy, StoreUnavailable
from schemas.queries import Filters, MeaningUse, SearchRequest, SearchResult
from schemas.settings import Settings
from search import SearchServer, open_vectors_server
from search.semantic import HybridIndex, Meaning, find_fingerprint, open_local
from tests.servers.places import Places, samples
from tests.servers.test_migrating import Silent
from tests.unit.search.elastic.stand_ins import Wire

for name in ("numpy", "onnx", "onnxruntime", "tokenizers"):
    pytest.importorskip(name, reason=f"search by meaning is not installed: no {name}")

MIXES = ("files", "elasticsearch")
QUERIES = (
    "餐厨垃圾由谁来管",
    "执法人员不出示证件怎么办",
    "占道经营罚多少钱",
    "水库边上能不能钓鱼",
    "信息公开的时限",
    "云汐市",
)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Meaning:
    """A model, installed once; its own vectors are of no concern."""
    from tests.unit.search.semantic.tiny import open_tiny

    return open_tiny(tmp_path_factory.mktemp("tiny"))


@contextmanager
def light(settings: Settings, tiny: Meaning, *, url: str = "", **more: bool) -> Iterator[Services]:
    """The services of a place with the tiny model; vectors by way of `url` where it is given."""
    with open_services(settings, **more) as services:
        assert isinstance(services.index, HybridIndex)
        vectors = (
            open_vectors_server(
                SearchServer(url or settings.search_url, settings.dataset, patience=settings.patience),
                fingerprint=find_fingerprint(tiny.spec),
                dimensions=tiny.spec.dimensions,
                exact=True,
            )
            if settings.search_url
            else open_local(settings.data / "meaning", tiny.spec)
        )
        meaning = Meaning(tiny.files.folder.parent, vectors, tiny.spec)
        yield replace(services, index=HybridIndex(services.index.words, meaning), meaning=meaning)
        meaning.close()


def embed(services: Services) -> EmbedReport:
    return run_embedding(services, Silent(), threads=2)


def fill(settings: Settings, tiny: Meaning) -> EmbedReport:
    with light(settings, tiny, write=True) as services:
        run_ingest(services, [samples(), samples().parent / "regions.tsv"])
        return embed(services)


@pytest.fixture(scope="module")
def filled(places: Places, tiny: Meaning) -> dict[str, Settings]:
    """The samples in files and on the server, embedded."""
    made = {mix: places(mix) for mix in MIXES}
    reports = [fill(settings, tiny) for settings in made.values()]
    assert reports[0].embedded == reports[1].embedded > 100
    return made


def agree(one: SearchResult, other: SearchResult) -> bool:
    """The same hits in each place, up to ties."""
    scores = {h.id: h.score for h in other.hits}
    lowest = other.hits[-1].score if other.hits else 0.0
    return len(one.hits) == len(other.hits) and all(
        abs(a.score - b.score) < 1e-3 and abs(scores.get(a.id, lowest) - a.score) < 1e-3
        for a, b in zip(one.hits, other.hits, strict=True)
    )


def test_same_answers(filled: dict[str, Settings], tiny: Meaning) -> None:
    with ExitStack() as stack:
        one, other = (stack.enter_context(light(filled[mix], tiny)) for mix in MIXES)
        used = 0
        for query in QUERIES:
            for filters in (Filters(), Filters(all_versions=True), Filters(kinds=("local_regulation",))):
                request = SearchRequest(
                    query, "2026-01-01", filters, limit=30, facets=("kind", "type", "year", "status")
                )
                expected, found = (s.index.search(request) for s in (one, other))
                assert agree(expected, found), query
                assert (found.total, found.facets, found.meaning) == (expected.total, expected.facets, expected.meaning)
                used += found.meaning is MeaningUse.USED
                for hit in found.hits[:3]:
                    told, same = (s.index.explain(request, hit.id) for s in (one, other))
                    assert told is not None
                    assert same is not None
                    assert [(p.kind, p.text) for p in told.parts] == [(p.kind, p.text) for p in same.parts]
                    assert told.score == pytest.approx(same.score, abs=1e-2)
        assert used >= 12
        for services in (one, other):
            diagnosis = diagnose(services)
            assert diagnosis.healthy, diagnosis.findings
            assert (diagnosis.meaning.on, diagnosis.meaning.note) == (True, "")
            assert diagnosis.meaning.entries == services.index.count()


def test_a_second_machine_needs_no_files_of_vectors(filled: dict[str, Settings], tiny: Meaning, tmp_path: Path) -> None:
    settings = filled["elasticsearch"]
    assert not (settings.data / "meaning").exists()
    shutil.copytree(settings.data / "graph", tmp_path / "graph")
    with light(settings.model_copy(update={"data": tmp_path}), tiny) as services:
        assert services.index.search(SearchRequest(QUERIES[0], "2026-01-01")).meaning is MeaningUse.USED
        assert embed(services).embedded == 0
    assert not (tmp_path / "meaning").exists()


def test_what_is_ingested_later_is_followed(places: Places, tiny: Meaning, tmp_path: Path) -> None:
    settings = places("elasticsearch")
    shutil.copytree(samples(), tmp_path / "laws")
    file = next(p for p in sorted((tmp_path / "laws").rglob("*.md")) if "第二条 " in p.read_text("utf8"))
    with light(settings, tiny, write=True) as services:
        run_ingest(services, [tmp_path / "laws"])
        assert diagnose(services).meaning.note.startswith("nothing is embedded yet")
        first = embed(services)
        before = {h.id for h in services.index.search(SearchRequest("雪豹怎么保护", "2026-01-01")).hits}
        file.write_text(file.read_text("utf8").replace("第二条 ", "第二条 雪豹的保护，适用本条。"), "utf8")
        run_ingest(services, [tmp_path / "laws"])
        late = services.index.search(SearchRequest("雪豹怎么保护", "2026-01-01"))
        assert (late.meaning, {h.id for h in late.hits} - before != set()) == (MeaningUse.USED, True), "found by words"
        behind = diagnose(services)
        assert behind.healthy, behind.findings
        assert "wait to be listed" in behind.meaning.note
        again = embed(services)
        assert 0 < again.embedded < first.embedded
        assert diagnose(services).meaning.note == ""
        file.unlink()
        run_ingest(services, [tmp_path / "laws"])
        assert embed(services).embedded == 0
        assert diagnose(services).healthy
        assert services.meaning is not None
        assert set(services.meaning.open_reader().ids()) == set(services.index.ids())


def test_vectors_move_there_and_back(filled: dict[str, Settings], places: Places, tiny: Meaning) -> None:
    answers = {}
    with ExitStack() as stack:
        services = stack.enter_context(light(filled["files"], tiny))
        for mix in ("elasticsearch", "files"):
            target = stack.enter_context(light(places(mix), tiny, write=True, half_moved=True))
            done = migrate(services.store, target, Silent(), services.meaning)
            assert done.diagnosis.healthy
            assert (done.diagnosis.meaning.on, done.diagnosis.meaning.note) == (True, "")
            assert done.vectors > 100
            assert embed(target).embedded == 0
            answers[mix] = [target.index.search(SearchRequest(q, "2026-01-01")) for q in QUERIES]
            services = target
    assert all(agree(a, b) for a, b in zip(answers["files"], answers["elasticsearch"], strict=True))


def test_a_server_that_is_away_is_said_and_come_back_to(filled: dict[str, Settings], tiny: Meaning) -> None:
    settings = filled["elasticsearch"].model_copy(update={"patience": 0.5})
    at = urlsplit(settings.search_url)
    wire = Wire(at.hostname or "", at.port or 80)
    through = settings.model_copy(update={"search_url": wire.url})
    with light(through, tiny) as services, TestClient(create_app(services), raise_server_exceptions=False) as client:

        def ask(query: str) -> tuple[int, bool, str]:
            answer = client.get("/api/v1/search", params={"q": query})
            body = answer.json()
            return (
                answer.status_code,
                "retry-after" in answer.headers,
                body["data"]["meaning"] if "data" in body else "",
            )

        for _ in range(2):
            assert ask(QUERIES[0]) == (200, False, "used")
            wire.cut()
            assert [ask(q) for q in QUERIES] == [(503, True, "")] * len(QUERIES)
            assert not check_readiness(services).ready
            with pytest.raises(StoreUnavailable, match="does not answer"):
                embed(services)
            wire.mend()
            assert check_readiness(services).ready
        assert ask(QUERIES[0]) == (200, False, "used")
    wire.cut()


def test_only_vectors_away_is_no_silent_answer_by_words(filled: dict[str, Settings], tiny: Meaning) -> None:
    """The words' server answers and that of vectors does not: who asked for both is told to ask again."""
    settings = filled["elasticsearch"]
    at = urlsplit(settings.search_url)
    wire = Wire(at.hostname or "", at.port or 80)
    with light(settings, tiny, url=wire.url) as services:
        request = SearchRequest(QUERIES[0], "2026-01-01")
        assert services.index.search(request).meaning is MeaningUse.USED
        wire.cut()
        with pytest.raises(StoreUnavailable, match="does not answer"):
            services.index.search(request)
        named = services.index.search(SearchRequest("云汐市市容和环境卫生管理条例第十二条", "2026-01-01"))
        assert named.hits, "what words alone answer needs no vectors"


def test_two_machines_do_not_embed_the_same(filled: dict[str, Settings], tiny: Meaning) -> None:
    with ExitStack() as stack:
        one, other = (stack.enter_context(light(filled["elasticsearch"], tiny)) for _ in range(2))
        assert one.meaning is not None
        with one.meaning.vectors.open_writer(), pytest.raises(StoreBusy, match="another process"):
            embed(other)
        embed(other)


def test_vectors_of_another_model_are_refused(filled: dict[str, Settings], tmp_path: Path, tiny: Meaning) -> None:
    from tests.unit.search.semantic.tiny import open_tiny

    other = open_tiny(tmp_path / uuid.uuid4().hex, seed=8)
    with light(filled["elasticsearch"], other) as services:
        result = services.index.search(SearchRequest(QUERIES[0], "2026-01-01"))
        assert result.hits
        assert (result.meaning, "another model's" in result.meaning_note) == (MeaningUse.OFF, True)
        assert "another model's" in diagnose(services).meaning.note
    with light(filled["elasticsearch"], tiny) as services:
        assert services.index.search(SearchRequest(QUERIES[0], "2026-01-01")).meaning is MeaningUse.USED
