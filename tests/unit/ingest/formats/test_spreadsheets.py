from __future__ import annotations

import datetime
import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlwt
from xlwt.CompoundDoc import XlsDoc

from ingest.formats.content import read_content
from schemas.errors import UnreadableSource
from schemas.sheets import Merge, Sheet, Workbook

Build = Callable[..., bytes]


def sheet_of(data: bytes, at: int = 0) -> Sheet:
    body = read_content(data).body
    assert isinstance(body, Workbook)
    return body.sheets[at]


def hide(book: Any, sheet: Any) -> None:
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.set_column("C:D", None, None, {"hidden": True})
    sheet.merge_range("A4:B5", "合并")
    hidden = book.add_worksheet("旧版")
    hidden.write(0, 0, "旧")
    hidden.hide()


def hide_xls(book: Any, sheet: Any) -> None:
    sheet.row(1).hidden = True
    sheet.col(2).hidden = True
    sheet.col(3).hidden = True
    sheet.write_merge(3, 4, 0, 1, "合并")
    hidden = book.add_sheet("旧版")
    hidden.write(0, 0, "旧")
    hidden.visibility = 1


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_anchors_merges_and_what_is_hidden(kind: str, request: pytest.FixtureRequest) -> None:
    build: Build = request.getfixturevalue(kind)
    data = build([["序号", "名称", "丙", "丁"], [1, "甲"], [2, "乙"]], hide if kind == "xlsx" else hide_xls)
    sheet = sheet_of(data)
    assert sheet.rows[0] == ("序号", "名称", "丙", "丁")
    assert sheet.rows[1][:2] == ("1", "甲")
    assert sheet.merges == (Merge(4, 1, 5, 2),)
    assert sheet.hidden_rows == {2}
    assert sheet.hidden_columns == {3, 4}
    assert [s.hidden for s in (sheet, sheet_of(data, 1))] == [False, True]


def test_values_as_printed(xlsx: Build) -> None:
    def change(book: Any, sheet: Any) -> None:
        sheet.write_datetime(0, 4, datetime.date(2024, 5, 1), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_formula(0, 5, "=1+1", None, 2)
        sheet.write_formula(0, 6, "=A99/0", None, "#DIV/0!")

    row = sheet_of(xlsx([[1, 1.5, True, "文\n本"]], change)).rows[0]
    assert row[:4] == ("1", "1.5", "TRUE", "文\n本")
    assert row[4] == "2024-05-01"
    assert row[5] == "2"
    assert row[6] in ("#DIV/0!", "")


def test_a_sheet_of_empty_columns_costs_nothing(raw_xlsx: Build) -> None:
    cells = "".join(f'<c r="{letters}1" s="1"/>' for letters in ("ZZ", "XFC", "XFD"))
    data = raw_xlsx(
        '<cols><col min="3" max="1000000" hidden="1"/></cols><sheetData>'
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>序号</t></is></c>{cells}</row>'
        '<row r="1048576" hidden="1"/></sheetData>'
    )
    sheet = sheet_of(data)
    assert [t for r in sheet.rows for t in r if t] == ["序号"]


def test_a_stray_cell_far_away_is_refused(raw_xlsx: Build, xls: Build) -> None:
    first = '<row r="1"><c r="A1"><v>1</v></c></row>'
    far = f'<sheetData>{first}<row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>'
    with pytest.raises(UnreadableSource, match="reaches to row 1048576, column 16384"):
        read_content(raw_xlsx(far))
    beyond = '<sheetData>{first}<row r="99"><c r="BDWGN99"><v>2</v></c></row></sheetData>'
    with pytest.raises(UnreadableSource, match="reaches to row 99, column 1000000"):
        read_content(raw_xlsx(beyond))
    with pytest.raises(UnreadableSource, match="reaches to row 65536, column 256"):
        read_content(xls([["x"]], lambda _, s: s.write(65535, 255, "y")))


def test_how_far_cells_reach_counts_those_near_and_far_together(xls: Build) -> None:
    """A long narrow sheet is read; one far cell below a wide row is not."""
    table = [[f"第{r}行", r, None, 2.5] for r in range(40)]
    narrow = sheet_of(xls(table, lambda _, s: s.write(65535, 1, "末行")))
    assert (len(narrow.rows), narrow.rows[65535][:2]) == (65536, ("", "末行"))
    wide = [*table, [*[None] * 199, "远列"]]
    with pytest.raises(UnreadableSource, match="reaches to row 65536, column 200"):
        read_content(xls(wide, lambda _, s: s.write(65535, 1, "末行")))


def test_hidden_rows_are_found_between_many_others(xls: Build) -> None:
    def hide_some(_: Any, sheet: Any) -> None:
        for row in (0, 7, 31, 32, 64, 199):
            sheet.row(row).hidden = True

    assert sheet_of(xls([[r, f"第{r}项", None, r / 8] for r in range(200)], hide_some)).hidden_rows == {
        1, 8, 32, 33, 65, 200,
    }  # fmt: skip


def test_a_stream_whose_sectors_lie_apart_is_read_all_the_same(xls: Build) -> None:
    """Two neighbouring sectors of a long workbook change places; the table of sectors says so."""
    data = xls([[r, f"第{r}项的名称各不相同"] for r in range(2000)], lambda _, s: setattr(s.row(1999), "hidden", True))
    before = sheet_of(data)
    moved = bytearray(data)
    table = 512 * (1 + int.from_bytes(data[76:80], "little"))

    def entry(sector: int) -> slice:
        return slice(table + 4 * sector, table + 4 * sector + 4)

    first = next(s for s in range(20, 60) if [int.from_bytes(data[entry(s + k)], "little") for k in range(-1, 3)] == [
        s, s + 1, s + 2, s + 3,
    ])  # fmt: skip
    one, two = (slice(512 * (s + 1), 512 * (s + 2)) for s in (first, first + 1))
    moved[one], moved[two] = data[two], data[one]
    for sector, follows in ((first - 1, first + 1), (first + 1, first), (first, first + 2)):
        moved[entry(sector)] = follows.to_bytes(4, "little")
    assert bytes(moved) != data
    assert sheet_of(bytes(moved)) == before
    assert before.hidden_rows == {2000}


BOMB = """
# VmHWM counts from the start of this program; getrusage would count the parent, too.
import re, sys, time
sys.path.insert(0, sys.argv[2])
from ingest.formats.content import read_content
from schemas.errors import UnreadableSource
start = time.monotonic()
try:
    read_content(open(sys.argv[1], "rb").read())
    print("read", end=" ")
except UnreadableSource as error:
    print("refused:", error, end=" ")
peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())
print(int(peak[1]) // 1024, round(time.monotonic() - start, 1))
"""


def measure(data: bytes, folder: Any) -> tuple[str, int, float]:
    """What came of the file, the peak in MB, the seconds, in a process of its own."""
    path = folder / "case"
    path.write_bytes(data)
    root = str(__import__("pathlib").Path(__file__).parents[4])
    run = subprocess.run([sys.executable, "-c", BOMB, str(path), root], capture_output=True, text=True, check=True)
    said, peak, seconds = run.stdout.rsplit(maxsplit=2)
    return said, int(peak), float(seconds)


def test_bombs_stay_small(raw_xlsx: Build, zipped: Build, docx: Build, tmp_path: Any) -> None:
    cases = {
        "one part": raw_xlsx("<sheetData/>", **{"xl/sharedStrings.xml": b"<sst>" + b"\x20" * (300 * 2**20)}),
        "many parts": raw_xlsx("<sheetData/>", **{f"xl/media/{i}.xml": b"a" * (20 * 2**20) for i in range(15)}),
        "dense": docx("<w:p/>" + "<w:p><w:r><w:t>甲</w:t></w:r></w:p>" * 1_500_000),
        "html spans": b"<html><body><table>"
        + b'<tr><td colspan="99999999" rowspan="99999999">x</td><td>y</td></tr>' * 3000,
        "html depth": b"<html><body>" + b"<div>" * 200_000 + b"x",
    }
    for name, data in cases.items():
        said, peak, seconds = measure(data, tmp_path)
        assert peak < 512, (name, peak)
        assert seconds < 60, (name, seconds)
        if name in ("one part", "many parts", "dense"):
            assert said.startswith("refused"), (name, said)


def test_a_directory_that_lies_about_sizes(raw_xlsx: Build) -> None:
    data = bytearray(raw_xlsx("<sheetData/>", **{"xl/sharedStrings.xml": b"<sst>" + b"\x20" * 10_000 + b"</sst>"}))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        size = archive.getinfo("xl/sharedStrings.xml").file_size
    at = data.rindex(size.to_bytes(4, "little"))
    data[at : at + 4] = (100).to_bytes(4, "little")
    with pytest.raises(UnreadableSource, match="can't be unpacked"):
        read_content(bytes(data))


def test_entities_are_refused(raw_xlsx: Build) -> None:
    evil = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst><si><t>&x;</t></si></sst>'
    with pytest.raises(UnreadableSource, match="declares a document type or entities"):
        read_content(raw_xlsx("<sheetData/>", **{"xl/sharedStrings.xml": evil}))


def test_macros_and_links_are_left_alone(raw_xlsx: Build) -> None:
    data = raw_xlsx(
        '<sheetData><row r="1"><c r="A1"><f>[1]外部!A1</f><v>7</v></c></row></sheetData>',
        **{"xl/vbaProject.bin": b"\x01", "xl/externalLinks/externalLink1.xml": "<externalLink/>"},
    )
    content = read_content(data)
    assert isinstance(content.body, Workbook)
    assert content.body.sheets[0].rows == (("7",),)
    assert content.body.warnings == (
        "holds macros: not run",
        "links to other workbooks: not followed, the stored values are read",
    )


def test_passwords(xls: Build, zipped: Build) -> None:
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "x")
    stream = book.get_biff_data()
    bof = 4 + int.from_bytes(stream[2:4], "little")
    out = io.BytesIO()
    XlsDoc().save(out, stream[:bof] + b"\x2f\x00\x06\x00" + b"\x01\x00\x01\x00\x02\x02" + stream[bof:])
    with pytest.raises(UnreadableSource, match="protected by a password"):
        read_content(out.getvalue())
    data = bytearray(zipped({"xl/workbook.xml": "<workbook/>", "[Content_Types].xml": "<t/>"}))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    with pytest.raises(UnreadableSource, match="encrypted"):
        read_content(bytes(data))


def test_adversarial_sheet_xml_is_linear(raw_xlsx: Build) -> None:
    start = time.monotonic()
    for part in ("<c " * 300_000, '<c r="A' * 150_000, "<row " * 200_000, '<col min="' * 100_000):
        with pytest.raises(UnreadableSource):
            read_content(raw_xlsx(f'<sheetData hidden="1">{part}'))
    assert time.monotonic() - start < 20
