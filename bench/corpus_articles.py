"""Articles of the real corpus as index entries, read in the simplest way that is good enough to measure search by."""

from __future__ import annotations

import itertools
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from schemas.authority import Kind
from schemas.queries import HitType, IndexDocument

_ARTICLE = re.compile(r"(第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?)[\s　]*(.*)")
_NAME = re.compile(r"(.*?)(?:\((\d{4}-\d\d-\d\d)\))?\.md\Z")
_FOLDERS = {
    "DLC": Kind.LOCAL_REGULATION,
    "司法解释": Kind.JUDICIAL_INTERPRETATION,
    "案例": Kind.CASE,
    "部门规章": Kind.DEPT_RULE,
    "行政法规": Kind.ADMIN_REGULATION,
    "宪法": Kind.CONSTITUTION,
    "其他": Kind.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Article:
    """One article as printed."""

    path: str
    title: str
    date: str | None
    headings: str
    number: str
    text: str


def shared_folder() -> Path:
    """Where the corpus and the gold sets lie (FATU_TEST_SHARED)."""
    if not (folder := os.environ.get("FATU_TEST_SHARED")):
        raise SystemExit("set FATU_TEST_SHARED to the folder of corpus and gold sets")
    return Path(folder)


def read_articles(laws: Path) -> list[Article]:
    """Every article of every file below `laws`, in the order of the paths."""
    return [a for file in sorted(laws.rglob("*.md")) for a in _read_file(file, str(file.relative_to(laws)))]


def build_documents(articles: list[Article]) -> Iterator[IndexDocument]:
    """Entries of the articles; a version ends where the next of the same title begins."""
    dates: dict[str, set[str]] = defaultdict(set)
    for a in articles:
        dates[a.title].add(a.date or "")
    following = {(t, d): n for t, ds in dates.items() for d, n in _pairs(sorted(ds))}
    for seq, a in enumerate(articles):
        kind = _FOLDERS.get(a.path.partition("/")[0], Kind.LAW)
        yield IndexDocument(
            id=f"{a.path}~{a.number}~{seq}",
            type=HitType.ARTICLE,
            work=f"cn:{kind}:{a.title}",
            expression=a.path,
            title=a.title,
            headings=a.headings,
            text=a.text,
            kind=kind,
            jurisdiction="000000",
            issuers=(),
            year=int(a.date[:4]) if a.date else None,
            effective_from=a.date,
            effective_to=following.get((a.title, a.date or "")),
            ended=False,
            path=a.path,
            article=a.number,
            seq=seq % 10_000,
        )


def _pairs(dates: list[str]) -> list[tuple[str, str]]:
    return list(itertools.pairwise(dates))


def _read_file(file: Path, path: str) -> list[Article]:
    title, date = _NAME.match(file.name).groups()  # type: ignore[union-attr]
    title = f"民法典 {title}" if path.startswith("民法典/") else title
    heads: list[str] = []
    rows: list[tuple[str, str, list[str]]] = []
    is_open = False
    for raw in file.read_text("utf8").split("<!-- INFO END -->", 1)[-1].splitlines():
        line = raw.strip()
        if line.startswith("#"):
            depth = len(line) - len(line.lstrip("#"))
            heads = heads[: max(0, depth - 2)] + ([line.lstrip("# ")] if depth > 1 else [])
            is_open = False
        elif found := _ARTICLE.match(line):
            rows.append((found[1], " ".join(heads), [found[2]]))
            is_open = True
        elif line and is_open:
            rows[-1][2].append(line)
    return [Article(path, title, date, above, number, "\n".join(lines)) for number, above, lines in rows]
