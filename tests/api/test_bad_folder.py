"""One broken file never stops the folder; what is of no use is rejected with its reason; --type decides the kind."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from api.cli.application import app

LIST = "序号,事项名称,权力类型,实施依据,责任事项内容\n1,甲处罚,行政处罚,《中华人民共和国行政处罚法》第五条,立案\n"


def ingest(folder: Path, *more: str) -> dict[str, object]:
    result = CliRunner().invoke(app, ["ingest", str(folder), "--data", str(folder.parent / "data"), "--json", *more])
    assert result.exit_code == 0, result.output
    [report] = [json.loads(line) for line in result.stdout.splitlines()]
    return dict(report)


def test_the_rest_of_a_folder_is_held(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    broken = {
        "broken.xlsx": b"PK\x03\x04 cut short",
        "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
        "empty.docx": b"",
        "broken.pdf": b"%PDF-1.7 nothing",
        "data.json": b'{"a": [1, 2, 3]}\n' * 50,
        "program.py": b"import os\nprint(os.name)\n" * 50,
        "noise.bin": bytes(range(256)) * 20,
    }
    for name, data in broken.items():
        (folder / name).write_bytes(data)
    (folder / "甲市权责清单.csv").write_text(LIST, encoding="utf-8")
    report = ingest(folder)
    assert report["items"] == 1
    rejected = {r["path"]: r["reason"] for r in report["rejected"]}  # type: ignore[attr-defined]
    assert rejected.keys() == broken.keys()
    assert all(rejected.values())


def test_the_user_says_what_a_file_is(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "甲.csv").write_text("编号,说明,备注\n1,某事项,无\n2,另一事项,无\n", encoding="utf-8")
    assert ingest(folder)["items"] == 2
    assert ingest(folder)["unchanged"] == 1
    report = ingest(folder, "--type", "service_list")
    assert (report["read"], report["items"]) == (1, 2)
    assert ingest(folder, "--type", "便民服务事项清单")["unchanged"] == 1
