"""What became of the citations of the whole corpus: verdicts, forms, what is named and not held, what was not read."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from api.services.container import Services
from schemas.citations import CitationKind, Verdict
from schemas.ports import Node


@dataclass(frozen=True, slots=True)
class Mention:
    """An instrument that is named and not held, with the number of citations."""

    id: str
    title: str
    citations: int


@dataclass(frozen=True, slots=True)
class Sample:
    """A citation to look at: its id, the words, and the text around them."""

    id: str
    words: str
    context: str


@dataclass(frozen=True, slots=True)
class CitationStatistics:
    """Counts by verdict and form, most cited instruments that are not held, and samples by verdict."""

    total: int
    counts: tuple[tuple[str, str, int], ...]
    not_held: tuple[Mention, ...]
    unparsed: tuple[Sample, ...]
    ambiguous: tuple[Sample, ...]


# Code points of text shown on each side of a sample.
_AROUND = 40


def count_citations(services: Services, *, most: int = 20, samples: int = 10, seed: int = 0) -> CitationStatistics:
    """Statistics of all citations held; `most` instruments not held, `samples` drawn with `seed`.

    Generic references (国家有关规定) name nothing and are counted, but not shown as unparsed.
    """
    store = services.store
    counts = store.count_by("Citation", ["verdict", "kind"])
    named = store.find("Citation", {"verdict": [Verdict.NOT_HELD]})
    return CitationStatistics(
        total=sum(n for _, n in counts),
        counts=tuple((str(v), str(k), n) for (v, k), n in counts),
        not_held=_most_named(named, most),
        unparsed=_draw(services, Verdict.UNPARSED, samples, seed),
        ambiguous=_draw(services, Verdict.AMBIGUOUS, samples, seed),
    )


def _most_named(citations: Sequence[Node], most: int) -> tuple[Mention, ...]:
    counts: dict[str, list[str]] = {}
    for node in citations:
        counts.setdefault(str(node.properties["slug"] or node.properties["text"]), []).append(
            str(node.properties["title"] or node.properties["text"])
        )
    ranked = sorted(counts.items(), key=lambda row: (-len(row[1]), row[0]))[:most]
    return tuple(Mention(slug, titles[0], len(titles)) for slug, titles in ranked)


def _draw(services: Services, verdict: Verdict, number: int, seed: int) -> tuple[Sample, ...]:
    found = [
        n
        for n in services.store.find("Citation", {"verdict": [verdict]})
        if n.properties["kind"] != CitationKind.GENERIC
    ]
    drawn = random.Random(seed).sample(found, min(number, len(found)))
    blocks = services.store.nodes([str(n.properties["block"]) for n in drawn])
    return tuple(_sample(n, blocks) for n in drawn)


def _sample(node: Node, blocks: dict[str, Node]) -> Sample:
    at = node.properties
    block = blocks.get(str(at["block"]))
    text = str(block.properties["text"]) if block else ""
    start, end = at["start"], at["end"]
    if not isinstance(start, int) or not isinstance(end, int):
        return Sample(node.id, str(at["text"]), "")
    return Sample(node.id, str(at["text"]), text[max(0, start - _AROUND) : end + _AROUND])
