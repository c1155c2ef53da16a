"""A plain BM25 index of the corpus's articles, for figures only: the same ground under every reading of a query."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import rjieba
import tantivy

from bench.corpus import laws
from schemas.readings import TermGroup

_ARTICLE = re.compile(r"^(第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?)[\s　]*(.*)")
# Share of the other terms of a group that adds to the best one's; 0, 0.5, 0.7 give 0.709, 0.718, 0.712 and this 0.719.
_OTHERS = 0.3
_MARKS = re.compile(r"[\W_]+")


def read_articles(root: Path) -> Iterator[tuple[str, str, str]]:
    """Path, printed number and text (title and headings in front) of every article of every version."""
    for file in sorted(root.rglob("*.md")):
        title = re.sub(r"\(\d{4}-\d\d-\d\d\)$", "", file.stem)
        heads: list[str] = []
        number, lines = "", [""]
        for line in file.read_text("utf8").split("<!-- INFO END -->", 1)[-1].splitlines():
            line = line.strip()
            found = _ARTICLE.match(line)
            if (found or line.startswith("#")) and number:
                yield str(file.relative_to(root)), number, "\n".join(lines)
                number = ""
            if found:
                number, lines = found[1], [f"{title} {' '.join(heads[-2:])}", found[2]]
            elif line.startswith("#"):
                depth = len(line) - len(line.lstrip("#"))
                heads = heads[: max(0, depth - 2)] + ([line.lstrip("# ")] if depth > 1 else [])
            elif number:
                lines.append(line)
        if number:
            yield str(file.relative_to(root)), number, "\n".join(lines)


def find_tokens(text: str) -> list[str]:
    """jieba's words for search, without marks."""
    return [t for t in rjieba.cut_for_search(text.lower()) if not _MARKS.fullmatch(t)]


class PlainWords:
    """Articles by words: OR of tokens, BM25, nothing else."""

    def __init__(self) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("words", tokenizer_name="whitespace")
        builder.add_text_field("place", stored=True, tokenizer_name="raw", index_option="basic")
        self._folder = tempfile.TemporaryDirectory(prefix="fatu-bench-")
        self._index = tantivy.Index(builder.build(), path=self._folder.name)
        writer = self._index.writer(128_000_000, 1)
        for path, number, text in read_articles(laws()):
            writer.add_document(tantivy.Document(words=" ".join(find_tokens(text)), place=f"{path}\t{number}"))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def search_words(self, text: str, limit: int = 50) -> list[tuple[str, str]]:
        """Hits for the words of a Chinese query."""
        return self._run(self._any(find_tokens(text)), limit)

    def search_groups(self, groups: Iterable[TermGroup], limit: int = 50, text: str = "") -> list[tuple[str, str]]:
        """Hits for weighted groups of terms: the best term of each group counts, plus a share of the others.

        `text` is searched beside them, and the terms then count by those of their words that it lacks.
        """
        own = find_tokens(text)
        parts = [part for group in groups if (part := self._group(group, frozenset(own)))]
        if own:
            parts.append(self._any(own))
        return self._run(tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts]), limit)

    def _group(self, group: TermGroup, own: frozenset[str]) -> tantivy.Query | None:
        terms = [
            tantivy.Query.boost_query(self._any(words), term.weight)
            for term in group.terms
            if (words := [w for w in find_tokens(term.text) if w not in own])
        ]
        return tantivy.Query.disjunction_max_query(terms, _OTHERS) if terms else None

    def _any(self, tokens: Sequence[str]) -> tantivy.Query:
        schema = self._index.schema
        words = [
            tantivy.Query.term_query(schema, "words", token, index_option="freq") for token in dict.fromkeys(tokens)
        ]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, word) for word in words])

    def _run(self, query: tantivy.Query, limit: int) -> list[tuple[str, str]]:
        hits = self._searcher.search(query, limit).hits
        places = (self._searcher.doc(address)["place"][0] for _, address in hits)
        return [(path, number) for path, _, number in (str(place).partition("\t") for place in places)]
