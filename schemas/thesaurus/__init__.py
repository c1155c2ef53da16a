"""The concept thesaurus (SKOS): topics of law and administration with their labels in Chinese and English.

The data are `concepts/<field>.jsonl`, one concept a line in the form of `concept.schema.json`; narrower concepts and
the other ends of relations are derived. A label stands for one concept, unless both name it in `ambiguousLabel`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import orjson

from schemas.errors import NotFound


@dataclass(frozen=True, slots=True)
class Concept:
    """A topic. `zh` and `en` are its preferred labels, the alternative and hidden ones follow in tuples.

    Hidden labels (misspellings) find the concept and are never shown. `ambiguous` are those of its Chinese labels that
    other concepts bear too. Relations hold ids; concepts in `distinct_from` are near and must never stand for this one.
    """

    id: str
    field: str
    zh: str
    en: str
    alt_zh: tuple[str, ...] = ()
    alt_en: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    distinct_from: tuple[str, ...] = ()
    scope_note: str = ""

    @property
    def labels_zh(self) -> tuple[str, ...]:
        """Every Chinese label that may be shown, the preferred one first."""
        return (self.zh, *self.alt_zh)

    @property
    def labels_en(self) -> tuple[str, ...]:
        """Every English label, the preferred one first."""
        return (self.en, *self.alt_en)


@dataclass(frozen=True)
class Thesaurus:
    """All concepts by id, in the order of the data."""

    concepts: Mapping[str, Concept]

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts.values())

    def __len__(self) -> int:
        return len(self.concepts)

    def concept(self, concept_id: str) -> Concept:
        """The concept of that id; raises NotFound."""
        try:
            return self.concepts[concept_id]
        except KeyError:
            raise NotFound(f"no concept {concept_id[:80]!r}", "ids are those of `fatu concepts`") from None

    @cached_property
    def narrower(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the concepts directly below each concept that has any."""
        below: dict[str, list[str]] = {}
        for concept in self:
            for above in concept.broader:
                below.setdefault(above, []).append(concept.id)
        return {above: tuple(ids) for above, ids in below.items()}

    @cached_property
    def by_label(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the concepts that bear a Chinese label (hidden ones too), those that prefer it first."""
        owners: dict[str, list[str]] = {}
        for concept in self:
            owners.setdefault(concept.zh, []).insert(0, concept.id)
            for label in (*concept.alt_zh, *concept.hidden):
                owners.setdefault(label, []).append(concept.id)
        return {label: tuple(ids) for label, ids in owners.items()}

    def ancestors(self, concept_id: str) -> tuple[str, ...]:
        """Ids of all concepts above, nearest first."""
        found: list[str] = []
        queue = list(self.concept(concept_id).broader)
        while queue:
            above = queue.pop(0)
            if above not in found:
                found.append(above)
                queue.extend(self.concept(above).broader)
        return tuple(found)


@cache
def load_thesaurus() -> Thesaurus:
    """The thesaurus that comes with the package."""
    concepts: dict[str, Concept] = {}
    for source in sorted(files(__package__).joinpath("concepts").iterdir(), key=lambda f: f.name):
        field = source.name.removesuffix(".jsonl")
        for line in source.read_bytes().splitlines():
            concept = build_concept(orjson.loads(line), field)
            concepts[concept.id] = concept
    return Thesaurus(concepts)


def build_concept(entry: Mapping[str, Any], field: str) -> Concept:
    """A concept from its line of data, in the form of `concept.schema.json`."""
    alternatives = entry.get("altLabel", {})
    return Concept(
        id=entry["id"],
        field=field,
        zh=entry["prefLabel"]["zh"],
        en=entry["prefLabel"]["en"],
        alt_zh=tuple(alternatives.get("zh", ())),
        alt_en=tuple(alternatives.get("en", ())),
        hidden=tuple(entry.get("hiddenLabel", ())),
        ambiguous=tuple(entry.get("ambiguousLabel", ())),
        broader=tuple(entry.get("broader", ())),
        related=tuple(entry.get("related", ())),
        distinct_from=tuple(entry.get("distinctFrom", ())),
        scope_note=entry.get("scopeNote", ""),
    )
