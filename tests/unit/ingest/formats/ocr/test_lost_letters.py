"""A letter that the engine has lost leaves its room behind."""

from __future__ import annotations

import pytest

pytest.importorskip("rapidocr", reason="needs the extra: fatu[ocr]", exc_type=ImportError)

from ingest.formats.ocr.engine import Letter, mark_lost


def spread(text: str) -> list[Letter]:
    """Letters 30 wide, 32 apart; `_` is room without a letter."""
    return [Letter(t, 1.0, 32 * at, 0, 32 * at + 30, 30) for at, t in enumerate(text) if t != "_"]


@pytest.mark.parametrize(
    ("line", "unsure"),
    [
        ("依照条例第_十七条的规定处罚", "第十"),
        ("依照条例第三十七条的规定处罚", ""),
        ("第一条_ 为了规范渡船管理", ""),
        ("目_录", ""),
        ("渡船管理，_并且依照本条例办理", ""),
    ],
)
def test_letters_beside_too_much_room_are_unsure(line: str, unsure: str) -> None:
    letters = mark_lost(spread(line))
    assert "".join(x.text for x in letters if not x.confidence) == unsure
