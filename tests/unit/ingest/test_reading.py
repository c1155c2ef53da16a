"""Files in, documents or reasons out: never an exception for what a file holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.formats.limits import FILE_BYTES
from ingest.reading import read_document
from schemas.authority import Kind
from schemas.documents import Document, Rejected

REGULATION = """# 杭州市渡船管理条例(试行)

2020年5月1日 杭州市第一届人民代表大会常务委员会第二次会议通过

2020年6月1日 浙江省第九届人民代表大会常务委员会第八次会议批准

<!-- INFO END -->

## 第一章 总则

第一条 为了规范渡船管理，制定本条例。

第二条 渡船应当有灯。

## 第二章 附则

第三条 本条例自2020年7月1日起施行。
"""


def read(folder: Path, data: bytes | str, name: str = "法.md") -> Document | Rejected:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_document(path, name)


def held(outcome: Document | Rejected) -> Document:
    assert isinstance(outcome, Document), outcome
    return outcome


def test_a_regulation(tmp_path: Path) -> None:
    document = held(read(tmp_path, REGULATION, "杭州市渡船管理条例（试行）(2020-06-09).md"))
    meta = document.metadata
    assert (meta.title, meta.kind, meta.jurisdiction) == ("杭州市渡船管理条例（试行）", Kind.LOCAL_REGULATION, "330100")
    assert (meta.version, meta.adopted, meta.published) == ("2020-06-09", "2020-05-01", None)
    assert (meta.first_effective, meta.effective_from, meta.effective_basis) == ("2020-07-01", "2020-07-01", "stated")
    assert [(e.date, e.kind) for e in meta.history] == [("2020-05-01", "adopted"), ("2020-06-01", "approved")]
    assert meta.issuers == ("杭州市人民代表大会常务委员会",)
    assert document.article_lines == 3
    assert document.warnings == ()
    assert document.source.media_type == "text/markdown"


def test_undated_files_have_the_version_undated(tmp_path: Path) -> None:
    assert held(read(tmp_path, REGULATION)).metadata.version == "undated"
    assert held(read(tmp_path, REGULATION, "法(2020-02-30).md")).metadata.version == "undated"


def test_copies_that_differ_in_marks_and_blanks_have_one_digest(tmp_path: Path) -> None:
    copy = REGULATION.replace("## ", "### ").replace("\n\n", "\n").replace("(试行)", "（试行）")
    other = REGULATION.replace("应当有灯", "应当有帆")
    digests = [held(read(tmp_path, t)).text_digest for t in (REGULATION, copy, other)]
    assert digests[0] == digests[1] != digests[2]


def test_all_encodings_give_the_same_document(tmp_path: Path) -> None:
    expected = held(read(tmp_path, REGULATION))
    for encoding in ("utf-8-sig", "gb18030", "utf-16", "utf-16-le"):
        document = held(read(tmp_path, REGULATION.encode(encoding)))
        assert (document.metadata, document.provisions) == (expected.metadata, expected.provisions), encoding


def test_a_part_of_a_work(tmp_path: Path) -> None:
    text = "# 中华人民共和国渡船法典\n\n# 船员编\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n第三百条 船员应当会游泳。\n"
    document = held(read(tmp_path, text, "船员编.md"))
    assert (document.metadata.title, document.metadata.part) == ("中华人民共和国渡船法典", "船员编")
    assert document.metadata.short_titles == ("渡船法典",)
    whole = held(read(tmp_path, text, "渡船法典.md"))
    assert whole.metadata.part is None


def test_broken_notes_are_kept_with_a_warning(tmp_path: Path) -> None:
    text = REGULATION.replace("2020年5月1日", "2023年315日")
    document = held(read(tmp_path, text))
    assert document.warnings == ("no date of the calendar: 2023年315日",)
    assert document.article_lines == 3


def test_a_text_without_the_mark_keeps_all_articles(tmp_path: Path) -> None:
    document = held(read(tmp_path, REGULATION.replace("<!-- INFO END -->", "")))
    assert document.article_lines == 3
    assert document.metadata.adopted == "2020-05-01"
    assert "INFO END" in document.warnings[0]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"%PDF-1.4\n...", "no readable PDF"),
        (bytes(range(256)) * 50, "binary"),
        (b"\x00" * 4096, "empty"),
        ("法" * 1_500_000, "line"),
    ],
    ids=["nothing", "pdf", "bytes", "zeros", "one line"],
)
def test_what_is_no_document_is_rejected_with_a_reason(tmp_path: Path, data: bytes | str, reason: str) -> None:
    outcome = read(tmp_path, data)
    assert isinstance(outcome, Rejected)
    assert reason in outcome.reason
    assert len(outcome.sha256) == 64


def test_files_too_large_are_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "法.md"
    with path.open("wb") as file:
        file.truncate(FILE_BYTES + 1)
    outcome = read_document(path, "法.md")
    assert isinstance(outcome, Rejected)
    assert f"{FILE_BYTES // 1024 // 1024} MB" in outcome.reason


def test_a_file_that_is_gone_is_rejected(tmp_path: Path) -> None:
    outcome = read_document(tmp_path / "x.md", "x.md")
    assert isinstance(outcome, Rejected)
    assert "opened" in outcome.reason


def test_a_document_without_text_is_kept_with_a_warning(tmp_path: Path) -> None:
    document = held(read(tmp_path, "# 渡船条例\n\n<!-- INFO END -->\n"))
    assert document.provisions == ()
    assert document.warnings == ("no text below the notes",)
