"""The floor of an ingest: the same text tokenised, indexed and inserted with rjieba, tantivy and SQLite bare.

python -m bench.floor LAWS OUT     prints seconds and articles as JSON
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import rjieba
import tantivy

_ARTICLE = re.compile(r"^(?=第[一二三四五六七八九十百千零〇]+条)", re.MULTILINE)


def main() -> None:
    """Run once and print what it took."""
    source, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True)
    started = time.perf_counter()
    rows = list(_read(source))
    _index(rows, out / "index")
    _insert(rows, out / "floor.sqlite")
    print(json.dumps({"seconds": round(time.perf_counter() - started, 3), "texts": len(rows)}))


def _read(source: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(source.rglob("*.md")):
        body = file.read_text("utf8", "replace").split("<!-- INFO END -->", 1)[-1]
        for number, text in enumerate(_ARTICLE.split(body)):
            yield f"{file.name}~{number}", text


def _index(rows: list[tuple[str, str]], path: Path) -> None:
    path.mkdir()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("text", tokenizer_name="whitespace")
    index = tantivy.Index(builder.build(), str(path))
    writer = index.writer(200_000_000)
    for key, text in rows:
        writer.add_document(tantivy.Document(id=key, text=" ".join(rjieba.cut_for_search(text))))
    writer.commit()
    writer.wait_merging_threads()


def _insert(rows: list[tuple[str, str]], path: Path) -> None:
    store = sqlite3.connect(path)
    store.execute("PRAGMA journal_mode=WAL")
    store.execute("CREATE TABLE provision (id TEXT PRIMARY KEY, text TEXT)")
    with store:
        store.executemany("INSERT OR REPLACE INTO provision VALUES (?, ?)", rows)
    store.close()


if __name__ == "__main__":
    main()
