"""Every mix of engines answers alike: the same data ingested into each, the same requests over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from api.http.app import create_app
from api.services.container import Services, open_services
from api.services.doctor import diagnose
from api.services.ingest import run_ingest
from schemas.model import EDGE_KINDS, NODE_KINDS
from schemas.settings import Settings
from tests.servers.places import MIXES, Places, sample_folders

QUERIES = (
    "出示证件",
    "云汐市市容和环境卫生管理条例第十二条",
    "行政处罚 罚款",
    "餐厨垃圾由谁管",
    "岚江省",
    "不存在的词语",
)
# What is asked of the items of lists, beside the words.
ITEM_QUERIES = (
    "q=处罚&record=power",
    "q=罚款&record=tier",
    "q=登记&type=item",
    "q=餐厨垃圾&type=item&record=lenient_item",
)


@pytest.fixture(scope="module")
def opened(places: Places) -> Iterator[dict[str, Services]]:
    """Each mix with the samples in it, open for reading."""
    with ExitStack() as stack:
        made = {}
        for mix in MIXES:
            settings = places(mix)
            fill(settings)
            made[mix] = stack.enter_context(open_services(settings))
        yield made


def fill(settings: Settings) -> None:
    with open_services(settings, write=True) as services:
        report = run_ingest(services, sample_folders())
        assert report.rejected == []
        again = run_ingest(services, sample_folders())
        assert (again.read, again.unchanged) == (0, report.read)


@pytest.fixture(scope="module")
def requests(opened: dict[str, Services]) -> list[str]:
    """What to ask: searches, and every page of some works, versions and articles."""
    store = opened["files"].store
    works = [n.id for n in store.find("Work") if n.properties["held"]][:6]
    versions = list(store.ids("Expression"))[:4]
    articles = [n.id for n in store.provisions(versions, ["article"])][::9][:12]
    items = [n.id for n in store.items(list(store.ids("Expression")))][::25]
    paths = [f"search?q={quote(q)}&facets=all" for q in QUERIES]
    paths += [f"search?{quote(q, safe='=&')}&facets=all" for q in ITEM_QUERIES]
    paths += [f"items/{quote(i)}" for i in items]
    paths += [f"suggest?q={quote(q)}" for q in ("云汐市", "行政", "管理条例")]
    paths += [f"works/{quote(w)}{more}" for w in works for more in ("", "/versions")]
    paths += [f"provisions/{quote(a)}{more}" for a in articles for more in ("", "/cited", "/citing")]
    return [*paths, *(f"graph/{quote(a)}/neighbours" for a in [*articles, *works, *versions, *items]), "stats"]


@pytest.mark.parametrize("mix", MIXES[1:])
def test_same_answers(opened: dict[str, Services], requests: list[str], mix: str) -> None:
    one, other = (TestClient(create_app(opened[m])) for m in ("files", mix))
    for path in requests:
        expected, given = (c.get(f"/api/v1/{path}") for c in (one, other))
        assert given.status_code == expected.status_code, path
        assert answer(given.json()) == answer(expected.json()), path
        assert expected.status_code == 200, path


def answer(body: dict[str, Any]) -> object:
    """What is said, without scores: those of two engines differ in the last digits."""
    meta = {k: v for k, v in body["meta"].items() if k in ("total", "relaxed", "facets", "next_cursor")}
    return without_scores({"data": body["data"], **meta})


def without_scores(value: object) -> object:
    if isinstance(value, dict):
        return {k: without_scores(v) for k, v in value.items() if k not in ("score", "ingested_at")}
    return [without_scores(v) for v in value] if isinstance(value, list) else value


@pytest.mark.parametrize("mix", MIXES)
def test_doctor_is_clean(opened: dict[str, Services], mix: str) -> None:
    diagnosis = diagnose(opened[mix])
    assert diagnosis.healthy, diagnosis.findings
    assert diagnosis.entries_held > 100


@pytest.mark.parametrize("mix", MIXES[1:])
def test_same_graph(opened: dict[str, Services], mix: str) -> None:
    one, other = opened["files"].store, opened[mix].store
    ingested = {"ingested_at", "origin", "at"}
    for kind in NODE_KINDS:
        pairs = zip(one.find(kind), other.find(kind), strict=True)
        for a, b in pairs:
            assert (a.id, {**a.properties, **dict.fromkeys(ingested)}) == (
                b.id,
                {**b.properties, **dict.fromkeys(ingested)},
            )
    for edge in EDGE_KINDS:
        assert list(one.edges(edge)) == list(other.edges(edge))
