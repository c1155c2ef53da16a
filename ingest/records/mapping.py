"""Column maps: which headers of which kind of list mean what. The data lie in `columns/*.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from ingest.records.texts import clean_header
from schemas.records import DocumentKind, RecordKind, Role

_FIRM = re.compile(r"(?:施工|建设|用人|生产|经营|排污|监理|设计|申请|申报|填报|使用|所在)单位")
_LONGEST = 30  # characters of a header; longer ones are sentences


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column of a kind of list.

    `follow` names the second column under one merged header; `contains` are words that give a header away that is
    none of the synonyms.
    """

    name: str
    role: Role
    synonyms: tuple[str, ...]
    follow: str | None = None
    contains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """How a kind of list is laid out.

    `titles` are words of its titles, longest first. `required` are groups of column names, each of which needs one for
    the columns alone to tell the kind; `fits` those that a table of a document known to be of the kind needs.
    """

    record: RecordKind
    subitem: RecordKind | None
    document: DocumentKind
    titles: tuple[str, ...]
    required: tuple[tuple[str, ...], ...]
    fits: tuple[tuple[str, ...], ...]
    columns: tuple[ColumnSpec, ...]
    by_header: dict[str, ColumnSpec]
    seen: dict[str, ColumnSpec | None] = field(default_factory=dict, compare=False)

    def find_column(self, header: str) -> ColumnSpec | None:
        """The column printed under `header`: exactly, else without what stands in brackets, else by a word in it."""
        key = clean_header(header)
        if len(key) > _LONGEST and key not in self.by_header:
            return None
        if key not in self.seen:
            self.seen[key] = self._look_up(key)
        return self.seen[key]

    def _look_up(self, key: str) -> ColumnSpec | None:
        # Of a header in two levels (抽查项目/抽查事项) the lower one says more.
        upper, mark, lower = key.rpartition("/")
        for name in (key, key.partition("（")[0], *((lower, lower.partition("（")[0], upper) if mark else ())):
            if name and (found := self.by_header.get(name)):
                return found
        return next((c for c in self.columns if any(w in key for w in c.contains)), None)

    def missing(self, headers: Iterable[str], *, known: bool = False) -> list[tuple[str, ...]]:
        """The groups that none of the headers fills: of `fits` where the kind is known, else of `required`."""
        return self.lacking({spec.name for h in headers if (spec := self.find_column(h))}, known=known)

    def lacking(self, names: Set[str], *, known: bool = False) -> list[tuple[str, ...]]:
        """The same groups, by the names of the columns that are there."""
        return [group for group in (self.fits if known else self.required) if names.isdisjoint(group)]


@cache
def load_column_maps() -> tuple[ColumnMap, ...]:
    """Every column map, in the order of the record kinds."""
    folder = files("ingest.records") / "columns"
    shared = {c["name"]: c for c in _load(folder, "shared.toml")["column"]}
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith(".toml") and f.name != "shared.toml")
    maps = [_build(_load(folder, name), shared) for name in names]
    order = list(RecordKind)
    return tuple(sorted(maps, key=lambda m: order.index(m.record)))


def column_map_for(document: DocumentKind) -> ColumnMap | None:
    """The column map of a kind of document, None for kinds without a table form."""
    return next((m for m in load_column_maps() if m.document is document), None)


@cache
def known_headers() -> frozenset[str]:
    """Every header that any map knows."""
    return frozenset(h for m in load_column_maps() for h in m.by_header)


def _load(folder: Any, name: str) -> dict[str, Any]:
    return tomllib.loads((folder / name).read_text("utf-8"))


def _build(data: dict[str, Any], shared: dict[str, Any]) -> ColumnMap:
    own = [_column(c) for c in data["column"]]
    taken = {c.name for c in own}
    columns = own + [_column(shared[name]) for name in data.get("shared", ()) if name not in taken]
    by_header: dict[str, ColumnSpec] = {}
    for column in columns:
        for synonym in column.synonyms:
            by_header.setdefault(clean_header(synonym), column)
    subitem = data.get("subitem")
    return ColumnMap(
        record=RecordKind(data["record"]),
        subitem=RecordKind(subitem) if subitem else None,
        document=DocumentKind(data["document"]),
        titles=tuple(sorted(data["titles"], key=len, reverse=True)),
        required=tuple(tuple(g) for g in data["required"]),
        fits=tuple(tuple(g) for g in data.get("fits", data["required"])),
        columns=tuple(columns),
        by_header=by_header,
    )


def _column(data: dict[str, Any]) -> ColumnSpec:
    synonyms, contains = tuple(data["synonyms"]), tuple(data.get("contains", ()))
    return ColumnSpec(data["name"], Role(data["role"]), synonyms, data.get("follow"), contains)


@cache
def load_role_words() -> tuple[tuple[str, Role], ...]:
    """Words in a header that no map knows, and the role that they give its column."""
    data = _load(files("ingest.records") / "columns", "shared.toml")
    return tuple((word, Role(entry["role"])) for entry in data["unknown"] for word in entry["contains"])


def find_role(header: str) -> Role:
    """What a column under an unknown header is for, as far as its words tell."""
    key = clean_header(header)
    # 排污单位类型 is about units and names none: what a column of bodies is called ends in the word. Firms are none.
    last = "" if _FIRM.search(key) else key.partition("（")[0].removesuffix("名称")
    words = load_role_words()
    return next((r for w, r in words if (last.endswith(w) if r is Role.BODY else w in key)), Role.TEXT)
