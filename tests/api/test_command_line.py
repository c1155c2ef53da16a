"""The command as users run it: in a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

FATU = Path(sys.executable).with_name("fatu")
NEW = "cn:law:示例监督法@2021-01-22"


def fatu(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [FATU, *arguments]
    return subprocess.run(command, check=False, input=stdin, capture_output=True, timeout=120, env={**os.environ})


def lines(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr.decode()
    return [orjson.loads(line) for line in done.stdout.splitlines()]


def test_search_as_json_prints_nothing_else(data: Path) -> None:
    hits = lines(fatu("search", "出示证件", "检查", "--data", data, "--json"))
    assert hits[0]["id"].startswith(NEW)


def test_search_by_concept(data: Path) -> None:
    found = lines(fatu("search", "示例", "--data", data, "--concept", "权责清单", "--json"))
    assert {line["type"] for line in found} <= {"item", "document", "article"}
    assert found
    assert all("权责清单" in line["title"]["text"] for line in found)
    refused = fatu("search", "示例", "--data", data, "--concept", "月球")
    assert refused.returncode != 0
    assert "is no concept of the thesaurus" in refused.stderr.decode()


def test_search_for_people(data: Path) -> None:
    done = fatu("search", "出示证件", "--data", data, "--level", "法律", "--in", "全国", "--type", "article")
    text = done.stdout.decode()
    assert "中华人民共和国示例监督法 第四条" in text
    assert "现行有效" in text
    assert "不是法律意见" in done.stderr.decode()


def test_search_without_hits_says_what_to_try(data: Path) -> None:
    done = fatu("search", "夜间施工噪声", "--data", data)
    assert done.returncode == 0
    assert "其他版本" in done.stderr.decode()


def test_batch(data: Path) -> None:
    queries = '{"id": 7, "query": "出示证件", "more": 1}\n\n{"id": "b", "query": "噪声"}\n'.encode()
    first, second = lines(fatu("search", "--batch", "-", "--top", "2", "--data", data, stdin=queries))
    assert (first["id"], second["id"]) == (7, "b")
    assert len(first["hits"]) == 2
    assert set(first["hits"][0]) == {"id", "path", "article", "score"}
    assert {h["path"] for h in second["hits"]} == {"DLC/山东省/青岛市噪声示例条例(2099-01-01).md"}
    under = lines(fatu("search", "--batch", "-", "--under", "DLC/", "--data", data, stdin=queries))[0]
    assert {h["path"].partition("/")[0] for h in under["hits"]} == {"DLC"}
    not_under = lines(fatu("search", "--batch", "-", "--not-under", "DLC/", "--data", data, stdin=queries))[0]
    assert {h["path"].partition("/")[0] for h in not_under["hits"]} == {"行政法"}
    current = lines(fatu("search", "--batch", "-", "--versions", "current", "--data", data, stdin=queries))
    assert current[1]["hits"] == []


@pytest.mark.parametrize("words", [("示例监督法", "第四条"), ("示例监督法第4条",), (f"{NEW}~art_4",)])
def test_show_a_provision(data: Path, words: tuple[str, ...]) -> None:
    (shown,) = lines(fatu("show", *words, "--data", data, "--json"))
    assert shown["id"] == f"{NEW}~art_4"
    text = fatu("show", *words, "--data", data).stdout.decode()
    assert "应当出示证件" in text
    assert "山东省示例监督条例" in text


def test_show_a_provision_on_another_day(data: Path) -> None:
    text = fatu("show", f"{NEW}~art_4", "--data", data, "--on", "2018-01-01").stdout.decode()
    assert "moved" in text
    (shown,) = lines(fatu("show", "示例监督法第三条", "--data", data, "--on", "2018-01-01", "--json"))
    assert shown["id"] == "cn:law:示例监督法@2015-03-15~art_3"


def test_show_a_work(data: Path) -> None:
    done = fatu("show", "示例监督法", "--data", data)
    assert "已被修改" in done.stdout.decode()
    (shown,) = lines(fatu("show", "中华人民共和国示例监督法", "--data", data, "--json"))
    assert shown["version"]["id"] == NEW


def test_stats(data: Path) -> None:
    (counted,) = lines(fatu("stats", "--data", data, "--json"))
    assert counted["works"] == 4
    assert "4 works" in fatu("stats", "--data", data).stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("show", "无此法第一条"), 3, "fatu search"),
        (("show", "cn:law:无此法"), 3, "search"),
        (("search", "监督", "--on", "2023-02-30"), 2, "YYYY-MM-DD"),
        (("search", "监督", "--level", "x"), 2, "法律"),
        (("search", "监督", "--in", "亚特兰蒂斯"), 2, "370000"),
        (("search",), 2, "words"),
        (("search", "监督", "--batch", "-"), 2, "one of them"),
        (("search", "--batch", "-", "--versions", "old"), 2, "current or all"),
    ],
)
def test_errors_are_a_line_and_a_hint(data: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    done = fatu(*arguments, "--data", data)
    told = done.stderr.decode()
    assert done.returncode == code, told
    assert done.stdout == b""
    assert told.startswith("fatu: ")
    assert said in told
    assert "Traceback" not in told


def test_missing_data(tmp_path: Path) -> None:
    done = fatu("search", "监督", "--data", tmp_path / "none")
    assert (done.returncode, done.stdout) == (4, b"")
    assert "Traceback" not in done.stderr.decode()


def test_bad_batch_lines_are_named(data: Path) -> None:
    done = fatu("search", "--batch", "-", "--data", data, stdin=b'{"id": 1, "query": "x"}\n[1]\n')
    assert done.returncode == 2
    assert "line 2" in done.stderr.decode()


def test_demo_answers_its_own_questions(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with log.open("wb") as file:
        demo = subprocess.Popen([FATU, "demo", "--data", tmp_path / "data", "--port", "0"], stderr=file, stdout=file)
    try:
        for _ in range(600):
            if found := re.search(r"http://[\d.:]+", log.read_text()):
                break
            assert demo.poll() is None, log.read_text()
            time.sleep(0.1)
        questions = re.findall(r"try: (.+)", log.read_text())
        assert len(questions) == 3
        assert found
        for question in questions:
            data = httpx.get(f"{found[0]}/api/v1/search", params={"q": question}).json()["data"]
            assert data["hits"] or data["direct"], question
        assert httpx.get(found[0]).status_code == 200
    finally:
        demo.send_signal(signal.SIGINT)
        demo.wait(20)


def test_port_in_use(data: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = fatu("serve", "--data", data, "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "--port" in done.stderr.decode()


def test_version() -> None:
    assert re.fullmatch(rb"fatu \d+\.\d+\.\d+\n", fatu("--version").stdout)


def test_batch_file_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jsonl", tmp_path):
        done = fatu("cite", "--batch", path)
        assert done.returncode == 2
        assert done.stderr.decode().startswith(f"fatu: {path}: ")


def test_show_prints_the_ids_that_correct_takes(data: Path) -> None:
    (shown,) = lines(fatu("show", "山东省示例监督条例第一条", "--data", data, "--json"))
    text = fatu("show", "山东省示例监督条例第一条", "--data", data).stdout.decode()
    assert shown["mentions"]
    for mention in shown["mentions"]:
        assert f"{mention['id']}\n" in text
        assert f"({mention['verdict']} · " in text
        assert all(target in text for target in mention["targets"])


def test_show_an_instrument_names_what_cites_it(data: Path) -> None:
    text = fatu("show", "示例监督法", "--data", data).stdout.decode()
    assert "cited by" in text


def test_show_an_instrument_that_is_only_named(tmp_path: Path) -> None:
    (tmp_path / "湖畔市示例条例.txt").write_text(
        "湖畔市示例条例\n第一条　根据《别处示例规定》第三条，制定本条例。\n", encoding="utf-8"
    )
    data = tmp_path / "data"
    fatu("ingest", tmp_path / "湖畔市示例条例.txt", "--data", data)
    text = fatu("show", "《别处示例规定》", "--data", data).stdout.decode()
    assert "not held" in text
    assert "《湖畔市示例条例》第一条" in text


def test_a_path_that_is_not_there_leaves_no_data_directory(tmp_path: Path) -> None:
    done = fatu("ingest", tmp_path / "none", "--data", tmp_path / "data")
    assert done.returncode == 2
    assert not (tmp_path / "data").exists()


def test_a_bare_title_is_kept_and_healthy(tmp_path: Path) -> None:
    laws = tmp_path / "laws"
    laws.mkdir()
    notes = "2022年5月30日 湖畔市人民代表大会常务委员会通过\n\n<!-- INFO END -->\n"
    (laws / "湖畔市 示例条例(2022-05-30).md").write_text(f"# 湖畔市 示例条例\n\n{notes}", encoding="utf-8")
    (laws / "题名.txt").write_text("只有题名", encoding="utf-8")
    data = tmp_path / "data"
    done = fatu("ingest", laws, "--data", data)
    assert "no text below" in done.stdout.decode()
    healthy = fatu("doctor", "--data", data)
    assert healthy.returncode == 0, healthy.stdout.decode()


def test_cite_prints_a_document_with_its_citations(data: Path, tmp_path: Path) -> None:
    draft = tmp_path / "云溪市渡船办法.txt"
    draft.write_text(
        "云溪市渡船办法\n\n第一条 依照《中华人民共和国示例监督法》第四条和《未收录条例》第五条，制定本办法。\n", "utf-8"
    )
    text = fatu("cite", draft, "--data", data).stdout.decode()
    assert "依照[《中华人民共和国示例监督法》第四条][1]和[《未收录条例》第五条][2]，" in text
    assert "2 citations" in text
    held, unknown = lines(fatu("cite", draft, "--data", data, "--json"))
    assert (held["number"], held["block"], held["links"][0]["id"]) == (1, "art_1", f"{NEW}~art_4")
    assert (unknown["verdict"], unknown["links"]) == ("not_held", [])


def test_cite_names_titles_without_data(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("依照《行政处罚法》第三条处理。", "utf-8")
    command = [str(FATU), "cite", str(draft), "--json"]
    done = subprocess.run(command, check=False, capture_output=True, timeout=120, cwd=tmp_path, env={**os.environ})
    [found] = lines(done)
    assert (found["title"], found["links"]) == ("中华人民共和国行政处罚法", [])


def test_cite_takes_a_file_or_a_batch(tmp_path: Path) -> None:
    for arguments in ((), (tmp_path / "a.txt", "--batch", tmp_path / "b.jsonl"), (tmp_path / "missing.docx",)):
        done = fatu("cite", *arguments)
        assert done.returncode != 0
        assert done.stderr.startswith(b"fatu: ")


def test_batch_reads_english(data: Path) -> None:
    queries = b'{"id": 1, "query": "show credentials during inspection"}\n'
    (found,) = lines(fatu("search", "--batch", "-", "--top", "1", "--data", data, stdin=queries))
    assert found["hits"][0]["article"] == "第四条"


def test_explain(data: Path) -> None:
    (told,) = lines(fatu("explain", "出示证件 检查", "示例监督法第四条", "--json", "--data", data))
    assert (told["rank"], told["id"]) == (1, "cn:law:示例监督法@2021-01-22~art_4")
    assert sum(p["score"] for p in told["parts"]) * told["weight"] == pytest.approx(told["score"], rel=1e-3)
    printed = fatu("explain", "出示证件 检查", "示例监督法第四条", "--data", data).stdout.decode()
    assert "number 1 of" in printed
    assert "near 出示 证件" in printed
    missing = fatu("explain", "检查", "没有这部法第一条", "--data", data)
    assert missing.returncode != 0
    assert b"Traceback" not in missing.stderr
