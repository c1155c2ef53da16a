"""Invented entries with vectors in clusters, as texts about one thing are; no model is needed for them."""

from __future__ import annotations

from itertools import groupby

import numpy as np

from schemas.ports import VectorReader, VectorStore
from schemas.queries import Filters, HitType
from schemas.vectors import Entry, Vector, Version
from search.semantic.vectors import round_vectors

DIMENSIONS, TODAY = 48, "2024-06-01"
Groups = list[tuple[Version, list[Entry]]]

FILTERS = (
    Filters(all_versions=True),
    Filters(),
    Filters(all_versions=True, kinds=("law",)),
    Filters(all_versions=True, type=HitType.ITEM, records=("power", "tier")),
    Filters(all_versions=True, jurisdictions=("000000",), jurisdiction_prefixes=("3702",)),
    Filters(all_versions=True, path_prefix="DLC/", concepts=("fine",)),
    Filters(all_versions=True, path_not_prefix="DLC/", year_from=2003, year_to=2009),
    Filters(all_versions=True, works=("cn:law:第7法",)),
    Filters(all_versions=True, issuers=("乙机关",)),
    Filters(statuses=("已被修改",)),
    Filters(all_versions=True, type=HitType.DOCUMENT),
)


def make_groups(entries: int, *, versions: int = 50, stamp: str = "1", first: int = 0) -> Groups:
    """Versions with their entries; every seventh text stands in two of them."""
    rows = [(n % versions, n) for n in range(first, first + entries)]
    return [
        (_make_version(number, stamp), [_make_entry(number, n) for _, n in some])
        for number, some in groupby(sorted(rows), key=lambda row: row[0])
    ]


def make_vectors(keys: set[int]) -> dict[int, Vector]:
    """The vector of each text, the same whichever others are asked for."""
    ordered = sorted(keys)
    return dict(zip(ordered, round_vectors(np.stack([_direction(key) for key in ordered])), strict=True))


def make_questions(number: int) -> list[list[float]]:
    """Unit vectors near some of the texts."""
    return [_direction(10_000_019 + n, spread=0.8).tolist() for n in range(number)]


def fill(store: VectorStore, groups: Groups, *, most: int | None = None) -> int:
    """List those groups in the place of all that is listed, and keep `most` of the vectors asked for; how many were."""
    with store.open_writer() as writer:
        waiting = writer.replace(writer.listed().keys(), groups)
        taken = dict(list(make_vectors(waiting).items())[:most]) if waiting else {}
        if taken:
            writer.add(taken)
        if len(taken) == len(waiting):
            writer.finish()
    return len(taken)


def read(store: VectorStore) -> VectorReader:
    """A reader of what is there."""
    reader = store.open_reader()
    assert reader is not None
    return reader


def find_recall(expected: VectorReader, found: VectorReader, questions: list[list[float]], limit: int) -> float:
    """The mean share of the true nearest that is found."""
    shares = []
    for question in questions:
        true, near = ({h.id for h in r.find_nearest(question, FILTERS[0], TODAY, limit)} for r in (expected, found))
        shares.append(len(true & near) / len(true))
    return float(np.mean(shares))


def _direction(seed: int, spread: float = 0.9) -> np.ndarray:
    centre = np.random.default_rng(seed % 40).normal(size=DIMENSIONS)
    vector = centre + spread * np.random.default_rng(seed).normal(size=DIMENSIONS)
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def _make_version(number: int, stamp: str) -> Version:
    return Version(
        id=f"cn:law:第{number % 40}法@20{number:02}-01-01",
        stamp=stamp,
        work=f"cn:law:第{number % 40}法",
        kind=("law", "local_regulation")[number % 2],
        jurisdiction=("000000", "370000", "370200")[number % 3],
        issuers=(("甲机关", "乙机关"), ("甲机关",), ())[number % 3],
        year=None if number % 11 == 0 else 2000 + number % 20,
        effective_from=0 if number % 13 == 0 else 20100101,
        effective_to=20200101 if number % 5 == 0 else 99991231,
        ended=0,
    )


def _make_entry(number: int, n: int) -> Entry:
    kind = (HitType.DOCUMENT, HitType.ARTICLE, HitType.ITEM)[0 if n < 50 else 1 + n % 2]
    return Entry(
        id=f"cn:law:第{number % 40}法@20{number:02}-01-01~art_{n}",
        type=kind,
        record=("power", "tier", "entry")[n % 3] if kind is HitType.ITEM else "",
        path=f"{'DLC' if number % 2 else '法律'}/{number}.md",
        key=(1 << 63) + (n - 1 if n % 7 == 0 and n else n),
        concepts=(("fine",), ("fine", "hearing"), ())[n % 3],
    )
