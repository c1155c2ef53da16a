"""The pages of the documentation as tests read them: fenced blocks, sessions, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")
PAGES = [ROOT / p for p in (*READMES, "CHANGELOG.md", "samples/README.md")] + sorted((ROOT / "docs").rglob("*.md"))

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, its text, and where the text stands in the page."""

    language: str
    text: str
    start: int
    end: int

    @property
    def commands(self) -> list[str]:
        """The lines of a shell block; those of a session that begin with `$`."""
        lines = self.text.splitlines()
        if self.language == "console":
            return [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
        return [line for line in lines if line.strip() and not line.startswith("#")]


def find_blocks(text: str, *languages: str) -> list[Block]:
    """The fenced blocks in these languages."""
    return [Block(m[1], m[2], m.start(2), m.end(2)) for m in _FENCE.finditer(text) if m[1] in languages]


def find_links(text: str) -> Iterator[str]:
    """Where the links of a page lead, code left out."""
    bare = re.sub(r"`[^`\n]*`", "", _FENCE.sub("", text))
    yield from (m[1] for m in _LINK.finditer(bare))


def find_anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower().replace("`", "")).strip().replace(" ", "-") for h in headings}
