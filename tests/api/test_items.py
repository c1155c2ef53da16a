"""Items of lists: by HTTP, as a page, on the command line, exported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from api.cli.application import app
from api.http.urls import API

LIST = "cn-370200:list:青岛市示例监督局2024年权责清单@2024-01-01"
PENALTY, LICENCE = f"{LIST}~sheet_1__power_2", f"{LIST}~sheet_1__power_3"
REGULATION = "cn-370000:local_regulation:山东省示例监督条例@2022-05-27"


def show(client: TestClient, item: str) -> Any:
    answer = client.get(f"{API}/items/{quote(item, safe='')}")
    assert answer.status_code == 200
    return answer.json()["data"]


def test_an_item_tells_fields_basis_bodies_and_place(client: TestClient) -> None:
    item = show(client, PENALTY)
    assert (item["record"], item["name"], item["type"], item["level"]) == (
        "power",
        "对未出示证件的处罚",
        "行政处罚",
        "市级",
    )
    fields = {f["name"]: f for f in item["fields"]}
    assert list(fields) == ["serial", "name", "type", "basis", "body", "duty_items", "level"]
    assert fields["duty_items"]["text"] == "立案；调查；决定；送达"
    basis = fields["basis"]
    assert item["text"][basis["start"] : basis["end"]] == basis["text"]
    [link] = item["basis"]
    assert (link["link"]["kind"], link["link"]["node"]["id"]) == ("BASED_ON", f"{REGULATION}~art_2")
    [body] = item["bodies"]
    assert body["node"]["label"] == "青岛市示例监督局"
    assert (item["place"]["row"], item["sources"][0]["path"]) == (2, "清单/青岛市示例监督局2024年权责清单.csv")


def test_a_basis_that_is_not_held_is_said_to_be_so(client: TestClient) -> None:
    linked = {b["link"]["node"]["label"]: b["link"]["node"]["held"] for b in show(client, LICENCE)["basis"]}
    assert linked == {"第二条": True, "中华人民共和国未收录之法": False}


@pytest.mark.parametrize("item", [f"{REGULATION}~art_2", f"{LIST}~sheet_1__power_99", "x"])
def test_what_is_no_item_is_not_found(client: TestClient, item: str) -> None:
    assert client.get(f"{API}/items/{quote(item, safe='')}").status_code == 404


def test_search_by_kind_of_record(client: TestClient) -> None:
    for record in ("power", "权责事项"):
        hits = client.get(f"{API}/search", params={"q": "示例", "record": record}).json()["data"]["hits"]
        assert {h["id"] for h in hits} == {PENALTY, LICENCE}
        assert {(h["type"], h["record"], h["record_label"]) for h in hits} == {("item", "power", "权责事项")}
    assert client.get(f"{API}/search", params={"q": "示例", "record": "tier"}).json()["data"]["total"] == 0
    assert client.get(f"{API}/search", params={"q": "示例", "record": "law"}).status_code == 422


def test_the_page_of_an_item_links_its_basis(client: TestClient) -> None:
    page = client.get(f"/items/{quote(PENALTY)}")
    assert page.status_code == 200
    assert f"/provisions/{quote(REGULATION + '~art_2', safe=':@~!()')}" in page.text
    assert "青岛市示例监督局" in page.text
    assert (
        f"/items/{quote(PENALTY, safe=':@~!()')}" in client.get("/", params={"q": "未出示证件", "record": "power"}).text
    )


def test_export_counts_citations_in_their_fields(data: Path) -> None:
    result = CliRunner().invoke(app, ["export", "records", "--data", str(data), "--record", "power"])
    assert result.exit_code == 0
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(r["kind_code"], r["row"], len(r["citations"])) for r in records] == [("power", 2, 1), ("power", 3, 2)]
    for record in records:
        assert record["bodies"][0]["name"] == "青岛市示例监督局"
        for found in record["citations"]:
            assert record["fields"][found["field"]][found["start"] : found["end"]] == found["text"]
            assert found["relation"] == "based_on"
    assert [c["verdict"] for r in records for c in r["citations"]] == ["resolved", "resolved", "not_held"]


def test_show_prints_the_item(data: Path) -> None:
    result = CliRunner().invoke(app, ["show", PENALTY, "--data", str(data)])
    assert result.exit_code == 0
    assert "对未出示证件的处罚" in result.stdout
    assert "row 2" in result.stdout


def test_a_printed_rank_that_is_not_the_instruments_is_a_finding(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "清单"
    folder.mkdir()
    (folder / "权责清单.csv").write_text(
        "序号,事项名称,权力类型,实施依据,责任事项内容\n1,甲处罚,行政处罚,【法规】《中华人民共和国行政处罚法》第五条,立案\n"
        "2,乙处罚,行政处罚,【法律】《中华人民共和国行政处罚法》第六条,立案\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(app, ["ingest", str(folder), "--data", str(tmp_path / "data"), "--json"])
    [report] = [json.loads(line) for line in result.stdout.splitlines()]
    assert report["items"] == 2
    [finding] = report["findings"]
    assert "【法规】" in finding["reason"]
    assert "row 2" in finding["reason"]
