from __future__ import annotations

import pytest

from ingest.formats import Line, read_layout
from schemas.errors import UnreadableSource

MARKDOWN = """# 湖畔市渡船管理条例

2020年5月1日 湖畔市第一届人民代表大会常务委员会第二次会议通过

2020年6月1日 施行

<!-- INFO END -->

## 第一章　总　　则

第一条 为了规范渡船管理，制定本条例。
<!-- FORCE BREAK -->
第二条 渡船应当按时开航。
"""


def test_markdown_in_the_layout_of_lawrefbook() -> None:
    layout, media_type = read_layout(MARKDOWN.encode(), "x")
    assert media_type == "text/markdown"
    assert layout.titles == ("湖畔市渡船管理条例",)
    assert len(layout.notes) == 2
    assert layout.lines == (
        Line(2, "第一章　总　　则"),
        Line(0, "第一条 为了规范渡船管理，制定本条例。"),
        Line(0, "第二条 渡船应当按时开航。"),
    )
    assert layout.warnings == ()


def test_without_the_mark_notes_are_told_by_their_words() -> None:
    layout, _ = read_layout(MARKDOWN.replace("<!-- INFO END -->", "").encode(), "x")
    assert len(layout.notes) == 2
    assert layout.lines[0].text.startswith("第一章")
    assert "INFO END" in layout.warnings[0]


def test_without_a_title_the_name_of_the_file() -> None:
    layout, _ = read_layout("<!-- INFO END -->\n第一条 好。".encode(), "渡船办法")
    assert layout.titles == ("渡船办法",)
    assert "title" in layout.warnings[0]


def test_a_text_that_ends_with_its_notes() -> None:
    layout, _ = read_layout("# 渡船办法\n\n<!-- INFO END -->\n".encode(), "x")
    assert layout.lines == ()
    assert layout.warnings == ("no text below the notes",)


@pytest.mark.parametrize(
    ("text", "title", "notes", "first"),
    [
        (
            "湖畔市渡船管理条例\n（2020年5月1日湖畔市第一届人民代表大会常务委员会第二次会议通过）\n第一条 好。",
            "湖畔市渡船管理条例",
            1,
            "第一条 好。",
        ),
        (
            "湖畔市人民政府令\n第3号\n湖畔市渡船管理办法\n第一章 总则\n第一条 好。",
            "湖畔市渡船管理办法",
            2,
            "第一章 总则",
        ),
        (
            "湖畔市人民政府办公室关于印发\n湖畔市渡船管理办法的通知\n各区：\n现印发。",
            "湖畔市人民政府办公室关于印发湖畔市渡船管理办法的通知",
            0,
            "各区：",
        ),
        ("第一条 没有标题。", "x", 0, "第一条 没有标题。"),
        (
            "　　湖畔市渡船管理办法（试行）　\n湖府〔2020〕3号\n第一条 好。",
            "湖畔市渡船管理办法（试行）",
            1,
            "第一条 好。",
        ),
    ],
    ids=["regulation", "order", "notice", "no title", "number"],
)
def test_plain_text(text: str, title: str, notes: int, first: str) -> None:
    layout, media_type = read_layout(text.encode(), "x")
    assert media_type == "text/plain"
    assert layout.titles == (title,)
    assert len(layout.notes) == notes
    assert layout.lines[0] == Line(0, first)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 ...", b"PK\x03\x04....", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x89PNG\r\n\x1a\n", b"\x7fELF"]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableSource, match="no text"):
        read_layout(data, "x")
