"""Names: long strings that many rows share, kept once and referred to by number. They are never removed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import orjson

from graph.sqlite.layout import split_id

# Names kept in memory between transactions: some 30 MB.
_KEPT = 200_000


class Names(dict[str, int]):
    """Numbers of names for a writer; asking for a name that is new makes it one.

    `begin` opens a transaction, `keep` says that it was committed; numbers made in one that was not are forgotten.
    """

    def __init__(self) -> None:
        super().__init__()
        self._connection: sqlite3.Connection
        self._made: list[str] = []

    def begin(self, connection: sqlite3.Connection) -> None:
        """A transaction begins; the one before was rolled back unless it was kept."""
        self._connection = connection
        for text in self._made:
            self.pop(text, None)
        self._made.clear()

    def __missing__(self, text: str) -> int:
        found = self._connection.execute("SELECT key FROM name WHERE text = ?", (text,)).fetchone()
        if found is None:
            base = self[text[:-1]] if text.endswith("~") else None
            cursor = self._connection.execute("INSERT INTO name (text, base) VALUES (?, ?)", (text, base))
            key = int(cursor.lastrowid or 0)
            self._made.append(text)
        else:
            key = int(found[0])
        self[text] = key
        return key

    def find(self, text: str) -> int | None:
        """The number of a name, None when there is none."""
        if (key := self.get(text)) is not None:
            return key
        found = self._connection.execute("SELECT key FROM name WHERE text = ?", (text,)).fetchone()
        return None if found is None else int(found[0])

    def keep(self) -> None:
        """The transaction is committed."""
        self._made.clear()
        if len(self) > _KEPT:
            self.clear()


def find_keys(connection: sqlite3.Connection, texts: Iterable[str]) -> dict[str, int]:
    """Numbers of those names that exist."""
    asked = dump_list(dict.fromkeys(texts))
    rows = connection.execute(
        "SELECT n.text, n.key FROM json_each(?) AS j CROSS JOIN name AS n ON n.text = j.value", (asked,)
    )
    return dict(rows.fetchall())


def find_refs(connection: sqlite3.Connection, ids: Iterable[str]) -> list[tuple[int, str]]:
    """The halves of those identifiers whose head has a number; the others are not held."""
    halves = [split_id(i) for i in dict.fromkeys(ids)]
    keys = find_keys(connection, (head for head, _ in halves))
    return [(keys[head], tail) for head, tail in halves if head in keys]


def dump_list(values: Iterable[object]) -> str:
    """A list as a parameter for `json_each`."""
    return orjson.dumps(list(values)).decode()


REFS = "json_each(?) AS j"
REF_HEAD, REF_TAIL = "json_extract(j.value, '$[0]')", "json_extract(j.value, '$[1]')"
"""The halves of an identifier in a list of pairs given as JSON."""
