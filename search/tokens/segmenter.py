"""jieba's dictionary and its cutting for search, by rjieba (20 times faster) or by jieba where that is missing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from types import ModuleType

from search.tokens.folding import fold_text
from search.tokens.punctuation import PUNCTUATION


@dataclass(frozen=True, slots=True)
class Segmenter:
    """Cuts text into words. `name` and `version` tell by what; the words added to the dictionary are `user_words`."""

    name: str
    user_words: tuple[str, ...]
    cut_words: Callable[[str], list[str]]
    cut_search: Callable[[str], list[str]]

    @property
    def fingerprint(self) -> str:
        """Changes when texts would be cut otherwise. Both implementations cut alike, hence share it."""
        return hashlib.sha256("\n".join(("jieba-search-1", *self.user_words)).encode()).hexdigest()[:12]

    def join_tokens(self, text: str) -> str:
        """The tokens of a text, words inside long words included, joined by blanks; marks are left for the analyser."""
        return " ".join(self.cut_search(fold_text(text)))

    def find_tokens(self, text: str) -> list[str]:
        """The tokens of a text without marks and blanks, in order."""
        return [t for t in self.cut_search(fold_text(text)) if t not in PUNCTUATION and not t.isspace()]

    def find_words(self, text: str) -> list[str]:
        """The longest words of a text, none inside another, without marks and blanks, in order."""
        return [t for t in self.cut_words(fold_text(text)) if t not in PUNCTUATION and not t.isspace()]


@cache
def load_user_words() -> tuple[str, ...]:
    """The legal terms that jieba's dictionary lacks, one a line in `legal_terms.txt`."""
    return tuple(_load_lines("legal_terms.txt"))


@cache
def load_stop_words() -> frozenset[str]:
    """Words that a query is searched without, one a line in `stop_words.txt`."""
    return frozenset(_load_lines("stop_words.txt"))


def _load_lines(name: str) -> list[str]:
    lines = resources.files(__package__).joinpath(name).read_text("utf8").splitlines()
    return [word for line in lines if (word := line.partition("#")[0].strip())]


def load_segmenter(cache_dir: Path | None = None) -> Segmenter:
    """The fastest segmenter installed. `cache_dir` is where jieba may keep its dictionary in binary form."""
    return load_rjieba() if _has_rjieba() else load_jieba(cache_dir)


@cache
def _has_rjieba() -> bool:
    """Asked once: to look through what is installed takes half a millisecond."""
    try:
        metadata.version("rjieba")
    except metadata.PackageNotFoundError:
        return False
    return True


@cache
def load_rjieba() -> Segmenter:
    """Segmenter by rjieba (Rust), which carries the dictionary; that is read when the first text is cut."""
    return Segmenter(
        "rjieba",
        load_user_words(),
        lambda text: _open_rjieba().cut(text),
        lambda text: _open_rjieba().cut_for_search(text),
    )


@cache
def _open_rjieba() -> ModuleType:
    """Takes 0.15 s, which an ingest spares its first process."""
    import rjieba

    for word in load_user_words():
        rjieba.add_word(word, None, None)
    return rjieba


@cache
def load_jieba(cache_dir: Path | None = None) -> Segmenter:
    """Segmenter by jieba (Python), slow but everywhere."""
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    if cache_dir is not None:
        cache_dir.mkdir(parents=True, exist_ok=True)
        jieba.dt.tmp_dir = str(cache_dir)
    words = load_user_words()
    for word in words:
        jieba.add_word(word)
    return Segmenter("jieba", words, jieba.lcut, jieba.lcut_for_search)
