"""What `fatu ingest` makes of the sample city, held to its answer key: works, records, citations, statuses, findings."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.services.container import Services, open_services
from api.services.doctor import diagnose
from api.services.export import export_works
from api.services.ingest import IngestReport, run_ingest
from api.services.record_export import export_records
from schemas.authority import Kind
from schemas.settings import Settings

SAMPLES = Path(__file__).parents[2] / "samples"
KEY = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
FOLDERS = ("laws", "documents", "lists", "reports")
FACTS = (
    "title", "kind_code", "jurisdiction", "issuers", "adopted", "published", "first_effective", "effective_from",
    "effective_to", "status", "document_numbers",
)  # fmt: skip


@dataclass(frozen=True)
class City:
    """The samples as held, and as exported by path."""

    services: Services
    report: IngestReport
    works: dict[str, dict[str, Any]]
    records: dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    settings = Settings(data=tmp_path_factory.mktemp("city"), workers=1)
    with open_services(settings, write=True) as services:
        report = run_ingest(services, [SAMPLES / f for f in FOLDERS])
        works: dict[str, Any] = {str(w["path"]): w for w in export_works(services.store, date.fromisoformat(KEY["on"]))}
        records: dict[str, Any] = defaultdict(list)
        for record in export_records(services.store):
            records[str(record["path"])].append(record)
        yield City(services, report, works, records)


def path_of(entry: dict[str, Any]) -> str:
    return str(entry["path"]).partition("/")[2]


def test_every_file_is_held_and_graph_and_index_agree(city: City) -> None:
    assert city.report.rejected == []
    assert city.works.keys() == {path_of(e) for e in KEY["laws"] + KEY["files"]}
    assert diagnose(city.services).findings == ()


@pytest.mark.parametrize("entry", KEY["laws"] + KEY["files"], ids=path_of)
def test_works(city: City, entry: dict[str, Any]) -> None:
    work = city.works[path_of(entry)]
    expected = {f: entry[f] for f in FACTS if f in entry}
    assert {f: work[f] for f in expected} == expected


@pytest.mark.parametrize("entry", [e for e in KEY["files"] if "records" in e], ids=path_of)
def test_records(city: City, entry: dict[str, Any]) -> None:
    records = city.records[path_of(entry)]
    assert Counter(r["kind_code"] for r in records) == entry["records"]
    items = Counter(r.get("sheet") for r in records if r["kind_code"] != "power_subitem")
    assert {s: items[s] for s in entry.get("sheets", {})} == entry.get("sheets", {})


CITED = [(e, c) for e in KEY["files"] for c in e.get("citations", ()) if "row" in c]


@pytest.mark.parametrize(("entry", "wanted"), CITED, ids=[f"row {c['row']}" for _, c in CITED])
def test_citations_of_items(city: City, entry: dict[str, Any], wanted: dict[str, Any]) -> None:
    here = [
        c
        for r in city.records[path_of(entry)]
        if (r["sheet"], r["row"]) == (wanted["sheet"], wanted["row"])
        for c in r["citations"]
        if wanted["text"] in c["text"] or c["text"] in wanted["text"]
    ]
    found = [(bare(c["title"] or ""), [place(t) for t in c["targets"]]) for c in here]
    assert (bare(wanted["title"]), wanted["targets"]) in found
    assert wanted.get("verdict", here[0]["verdict"]) in {c["verdict"] for c in here}


def bare(title: str) -> str:
    return title.removeprefix("中华人民共和国")


def place(target: dict[str, int | None]) -> str:
    """16.2 for 第十六条第二款, 34..3 for its 第三项 where the paragraph is not named, 23a for 之一."""
    suffix = target["article_suffix"]
    article = f"{target['article'] or ''}{chr(96 + suffix) if suffix else ''}"
    return ".".join([article, *(str(target[k] or "") for k in ("paragraph", "item", "subitem"))]).rstrip(".")


FINDINGS = [
    (e, f) for e in KEY["files"] for f in e.get("findings", ()) if f["rule"] in ("declared_count", "wrong_label")
]


@pytest.mark.parametrize(("entry", "wanted"), FINDINGS, ids=[f"{f['rule']} {n}" for n, (_, f) in enumerate(FINDINGS)])
def test_findings_are_reported(city: City, entry: dict[str, Any], wanted: dict[str, Any]) -> None:
    said = [f.reason for f in city.report.findings if f.path == path_of(entry) and f.reason.startswith(wanted["rule"])]
    if wanted["rule"] == "declared_count":
        assert any(str(wanted["declared"]) in s and str(wanted["counted"]) in s for s in said)
    else:
        assert any(
            f"【{wanted['label']}】" in s and bare(wanted["title"]) in s and f"row {wanted['row']}" in s for s in said
        )


def test_labels_that_fit_are_no_findings(city: City) -> None:
    wanted = [f for _, f in FINDINGS if f["rule"] == "wrong_label"]
    assert sum(f.reason.startswith("wrong_label") for f in city.report.findings) == len(wanted)


def test_the_clean_up_decision_is_the_evidence(city: City) -> None:
    store = city.services.store
    [lapsed] = [e for e in store.find("Expression") if "首违不罚" in str(e.properties["title"])]
    work = str(lapsed.properties["work"])
    edges = [e for e in store.edges("REPEALS") if e.target == work]
    assert edges
    for edge in edges:
        item = store.node(edge.source)
        assert item is not None
        assert item.properties["record"] == "cleanup_item"
        assert edge.evidence == item.id
        assert str(item.properties["text"])[edge.start : edge.end] == edge.quote


def test_drafts_and_explainers_are_never_law(city: City) -> None:
    for entry in KEY["files"]:
        if entry.get("is_law") is False:
            work = city.works[path_of(entry)]
            assert not Kind(work["kind_code"]).is_law
            assert (work["status"], work["effective_from"]) == ("未知", None)


def test_shared_texts_bodies_and_tiers(city: City) -> None:
    [power] = [e for e in KEY["files"] if e["type"] == "权责清单"]
    counts = city.services.store.edge_counts()
    assert len(list(city.services.store.ids("DutyItem"))) == power["shared_duty_texts"] + power["shared_grounds"]
    bodies = {b["name"] for r in city.records[path_of(power)] for b in r["bodies"]}
    assert power["body"] in bodies
    assert min(counts[k] for k in ("HAS_DUTY", "EXERCISED_BY", "HAS_TIER")) > 0


def test_a_second_run_changes_nothing_and_removing_the_lists_leaves_none(city: City, tmp_path: Path) -> None:
    again = run_ingest(city.services, [SAMPLES / f for f in FOLDERS])
    assert (again.read, again.unchanged) == (0, len(city.works))
    settings = Settings(data=tmp_path / "data", workers=1)
    folder = tmp_path / "lists"
    folder.mkdir()
    [source] = SAMPLES.glob("lists/权责清单/*.xls")
    (folder / source.name).write_bytes(source.read_bytes())
    with open_services(settings, write=True) as services:
        assert run_ingest(services, [folder]).items == 49
        (folder / source.name).unlink()
        assert run_ingest(services, [folder], prune=True).removed == 1
        left = {
            k: n for k in ("PowerItem", "DutyItem", "Expression", "Citation") if (n := len(list(services.store.ids(k))))
        }
        assert left == {}
        assert diagnose(services).findings == ()
