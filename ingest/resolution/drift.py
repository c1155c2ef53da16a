"""What became of a cited article since: the counterpart in the version in force today, or that it is gone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ingest.resolution.alignment import Alignment, Article, align_articles
from ingest.resolution.catalogue import Instrument, Version
from schemas.documents import Level
from schemas.ports import GraphStore, Json


class DriftKind(StrEnum):
    """How the place cited stands in today's version: under the same number, moved, gone, or not determinable."""

    SAME = "same"
    MOVED = "moved"
    GONE = "gone"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Drift:
    """`version` is today's; `target` and `number` the counterpart there, `cited` the number cited (第二十七条)."""

    kind: DriftKind
    version: str
    cited: str
    target: str | None = None
    number: str | None = None

    def record(self) -> dict[str, Json]:
        """The drift as an edge carries it."""
        return {
            "kind": self.kind,
            "version": self.version,
            "cited": self.cited,
            "target": self.target,
            "number": self.number,
        }


class DriftFinder:
    """Aligns versions as they are asked for, each pair once."""

    def __init__(self, store: GraphStore, today: str) -> None:
        self._store = store
        self._today = today
        self._articles: dict[str, dict[str, tuple[str, str]]] = {}
        self._alignments: dict[tuple[str, str], Alignment] = {}

    def find(self, instrument: Instrument, version: Version, place: str) -> Drift | None:
        """The drift of the place with that eId in `version`; None where that is the version in force today."""
        current = instrument.on(self._today)
        if current is None or current.date <= version.date:
            return None
        eid = place.split("__")[0]
        old, new = self._load(version.id), self._load(current.id)
        if eid not in old:
            return None
        alignment = self._align(version.id, current.id)
        cited, counterpart = old[eid][0], alignment.counterparts.get(eid)
        if counterpart is None:
            kind = DriftKind.GONE if eid in alignment.gone else DriftKind.UNCLEAR
            return Drift(kind, current.id, cited)
        kind = DriftKind.SAME if counterpart == eid else DriftKind.MOVED
        return Drift(kind, current.id, cited, f"{current.id}~{counterpart}", new[counterpart][0])

    def _align(self, old: str, new: str) -> Alignment:
        if (old, new) not in self._alignments:
            pair = [[Article(e, t) for e, (_, t) in self._load(v).items()] for v in (old, new)]
            self._alignments[old, new] = align_articles(pair[0], pair[1])
        return self._alignments[old, new]

    def _load(self, version: str) -> dict[str, tuple[str, str]]:
        """Number and text of the version's articles by eId."""
        if version not in self._articles:
            nodes = self._store.provisions([version], [Level.ARTICLE])
            self._articles[version] = {
                str(n.properties["eid"]): (str(n.properties["num"]), str(n.properties["text"])) for n in nodes
            }
        return self._articles[version]
