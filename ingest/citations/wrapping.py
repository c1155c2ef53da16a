"""Cells whose lines are broken every few characters (a narrow column): joined for the search, with the way back."""

from __future__ import annotations

from dataclasses import replace

from schemas.citations import Citation

# Columns of the lists break after 3 to 8 characters; paragraphs and items of quoted articles are longer than that.
_NARROW = 10
_FEWEST_LINES = 5


def is_wrapped(text: str) -> bool:
    """Whether a text's lines are those of a narrow column and not its paragraphs."""
    if text.count("\n") < _FEWEST_LINES - 1:
        return False
    lines = [line.strip() for line in text.split("\n")]
    full = [line for line in lines if line]
    return len(full) >= _FEWEST_LINES and sum(len(line) <= _NARROW for line in full) >= 0.9 * len(full)


def join_lines(text: str) -> tuple[str, list[int]]:
    """The text without its line breaks and the blanks around them, and for each of its characters where it stood."""
    kept: list[int] = []
    position = 0
    for line in text.split("\n"):
        inner = line.strip(" \t\u3000\xa0\r")
        start = position + line.find(inner) if inner else position
        kept += range(start, start + len(inner))
        position += len(line) + 1
    return "".join(text[i] for i in kept), kept


def restore_span(citation: Citation, text: str, kept: list[int]) -> Citation:
    """The citation with its span in the text as it was given."""
    start, end = kept[citation.start], kept[citation.end - 1] + 1
    return replace(citation, start=start, end=end, text=text[start:end])
