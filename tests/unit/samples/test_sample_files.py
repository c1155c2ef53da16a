"""The answer key of the lists, documents and reports fits the files, read here with no code of fatu's."""

import json
import re
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
import python_calamine

SAMPLES = Path(__file__).parents[3] / "samples"
FILES: list[dict[str, Any]] = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))["files"]
KEY = {entry["path"]: entry for entry in FILES}
WORKBOOKS = [path for path in KEY if path.endswith((".xls", ".xlsx"))]
Rows = list[list[Any]]


def read_sheets(path: str) -> dict[str, Rows]:
    book = python_calamine.load_workbook(str(SAMPLES / path))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def read_text(path: Path) -> str:
    """All text of a file, by the plainest reader of its format."""
    if path.suffix in {".xls", ".xlsx"}:
        rows = read_sheets(str(path.relative_to(SAMPLES))).values()
        return "\n".join(str(cell) for sheet in rows for row in sheet for cell in row)
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    if path.suffix == ".pdf":
        return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(str(path)))
    encoding = KEY[str(path.relative_to(SAMPLES))].get("encoding", "utf-8")
    return path.read_bytes().decode(encoding)


def count_numbers(rows: Rows) -> int:
    """Items of a sheet: its numbers in the first column, `2,3` being two."""
    cells = [str(row[0]).removesuffix(".0") for row in rows if row]
    return sum(cell.count(",") + 1 for cell in cells if re.fullmatch(r"\d+(,\d+)*", cell))


def test_every_file_has_its_entry() -> None:
    folders = [SAMPLES / name for name in ("lists", "documents", "reports")]
    held = {str(path.relative_to(SAMPLES)) for folder in folders for path in folder.rglob("*") if path.is_file()}
    assert held == set(KEY)


@pytest.mark.parametrize("path", [path for path in WORKBOOKS if "sheets" in KEY[path]])
def test_items_per_sheet(path: str) -> None:
    sheets = read_sheets(path)
    assert {name: count_numbers(sheets[name]) for name in KEY[path]["sheets"]} == KEY[path]["sheets"]


@pytest.mark.parametrize("path", ["lists/行政执法事项清单/云汐市市场监督管理局行政执法事项清单.xlsx",
                                  "lists/双随机抽查/云汐市双随机抽查事项清单.xlsx",
                                  "lists/执法机构台账/云汐市行政执法机构台账.xlsx",
                                  "lists/政务服务/一件事一次办事项清单.xlsx",
                                  "lists/政务服务/行政审批中介服务事项清单（2025版）.xlsx",
                                  "lists/政务服务/证明事项告知承诺清单.xlsx"])  # fmt: skip
def test_items_of_one_sheet_lists(path: str) -> None:
    first = next(iter(read_sheets(path).values()))
    assert [count_numbers(first)] == list(KEY[path]["records"].values())


def test_cited_passages_stand_in_their_rows() -> None:
    path = WORKBOOKS[0]
    sheets = read_sheets(path)
    missing = [c["text"] for c in KEY[path]["citations"] if c["text"] not in str(sheets[c["sheet"]][c["row"] - 1])]
    assert [text for text in missing if not text.startswith("本条例")] == []


def test_rows_of_findings() -> None:
    rows = read_sheets(WORKBOOKS[0])["行政处罚（31项）"]
    assert "环境噪声污染防治法" in rows[29][4]
    assert [rows[n - 1][5] for n in (17, 33)] == ["云汐市城市管理局"] * 2
    assert [rows[n - 1][6] for n in (32, 33)] == ["园林绿化科"] * 2
    assert all("2017年修正" in rows[n - 1][10] for n in (12, 15, 32))
    assert (rows[25][4], rows[25][7]) == ("【法规】《城市绿化条例》第九十九条", "县（区）级")


def test_tiers_and_alternatives() -> None:
    path = next(path for path in WORKBOOKS if "裁量权基准" in path)
    tiers = [row[3] for rows in read_sheets(path).values() for row in rows[2:]]
    assert sum(bool(tier) for tier in tiers) == KEY[path]["records"]["tier"]
    assert sum(not tier for tier in tiers) == KEY[path]["alternatives"]


@pytest.mark.parametrize("path", [path for path in KEY if path.endswith(".docx") and "records" in KEY[path]])
def test_rows_of_word_tables(path: str) -> None:
    document = docx.Document(str(SAMPLES / path))
    rows = sum(len(table.rows) - 1 for table in document.tables)
    cases = sum(paragraph.text.startswith("案例") for paragraph in document.paragraphs)
    assert rows + cases == next(iter(KEY[path]["records"].values()))


@pytest.mark.parametrize("path", [path for path in KEY if "document_numbers" in KEY[path]])
def test_document_numbers_and_titles_are_in_the_text(path: str) -> None:
    entry, text = KEY[path], read_text(SAMPLES / path)
    assert all(number in text for number in entry["document_numbers"])
    assert entry.get("title", "") in text


def test_no_personal_data() -> None:
    pattern = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|联系人|联系电话|身份证号")
    assert [path for path in KEY if pattern.search(read_text(SAMPLES / path))] == []
