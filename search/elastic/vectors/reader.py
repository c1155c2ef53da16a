"""The VectorReader port on Elasticsearch: always the newest state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from schemas.queries import Filters, Hit, HitType
from schemas.vectors import Facts, Vector, Version
from search.conditions import build_conditions
from search.elastic.queries import Body, build_filters
from search.elastic.vectors.generation import VectorGeneration
from search.elastic.vectors.queries import HAS_VECTOR, MOST, build_exact, build_nearest

# Identifiers asked for at once.
_IDS = 5_000
# Vectors read at once: a page of them is 2 MB.
_VECTORS = 1_000
_FACTS = (
    "expression", "kind", "jurisdiction", "issuer", "year", "effective_from", "effective_to", "ended",
    "type", "record", "concept",
)  # fmt: skip


class ElasticVectorReader:
    """Made by `ElasticVectors.open_reader`. `exact` compares with every vector, instead of walking the graph."""

    def __init__(self, generation: VectorGeneration, *, exact: bool) -> None:
        self._generation, self._exact = generation, exact

    def find_nearest(self, query: Sequence[float], filters: Filters, today: str, limit: int) -> list[Hit]:
        """The entries nearest to a unit vector of those that pass the filters, by (cosine, id)."""
        conditions = build_filters(build_conditions(filters, today))
        if limit <= 0:
            return []
        wanted = min(limit, MOST)
        build = build_exact(query, conditions) if self._exact else build_nearest(query, conditions, wanted)
        return self._score(build, wanted)

    def find_similarities(self, query: Sequence[float], ids: Iterable[str]) -> dict[str, float]:
        """The cosine of each of those entries that has a vector."""
        left, found = iter(ids), dict[str, float]()
        while some := list(islice(left, _IDS)):
            found |= {h.id: h.score for h in self._score(build_exact(query, [{"terms": {"id": some}}]), len(some))}
        return found

    def find_facts(self, ids: Sequence[str]) -> list[Facts]:
        """What facets count of those entries."""
        facts: list[Facts] = []
        for start in range(0, len(ids), _IDS):
            query = {"bool": {"filter": [{"terms": {"id": list(ids[start : start + _IDS])}}]}}
            body = {"query": query, "size": _IDS, "docvalue_fields": list(_FACTS), "track_total_hits": False}
            facts += [_read_facts(h["fields"]) for h in self._generation.ask(body)["hits"]["hits"]]
        return facts

    def stamps(self) -> dict[str, str]:
        """Every version listed, with the state that it was taken in."""
        return {i: listing.stamp for i, listing in self._generation.survey().items()}

    def ids(self) -> Iterator[str]:
        """Every entry listed, with or without its vector."""
        return (fields["id"][0] for fields in self._generation.scan(["id"]))

    def vectors(self) -> Iterator[tuple[int, Vector]]:
        """Every vector with the key of its text, each once."""
        seen: set[str] = set()
        for fields in self._generation.scan(["key", "scale", "vector"], HAS_VECTOR, _VECTORS):
            key = fields["key"][0]
            if key not in seen:
                seen.add(key)
                yield int(key, 16), read_vector(fields)

    def _score(self, query: Body, limit: int) -> list[Hit]:
        body = {
            "query": query,
            "size": limit,
            "sort": [{"_score": "desc"}, {"id": "asc"}],
            "docvalue_fields": ["id"],
            "track_total_hits": False,
        }
        hits = self._generation.ask(body)["hits"]["hits"]
        return [Hit(h["fields"]["id"][0], round(h["_score"] - 1.0, 5)) for h in hits]


def read_vector(fields: Mapping[str, list[Any]]) -> Vector:
    """The vector out of an entry's columns."""
    return Vector(bytes(number & 0xFF for number in fields["vector"][0]), fields["scale"][0])


def _read_facts(fields: Mapping[str, list[Any]]) -> Facts:
    def one(name: str, missing: Any = "") -> Any:
        return fields.get(name, [missing])[0]

    version = Version(
        id=one("expression"),
        stamp="",
        work="",
        kind=one("kind"),
        jurisdiction=one("jurisdiction"),
        issuers=tuple(fields.get("issuer", ())),
        year=one("year", None),
        effective_from=one("effective_from"),
        effective_to=one("effective_to"),
        ended=one("ended"),
    )
    return Facts(version, HitType(one("type")), one("record"), tuple(fields.get("concept", ())))
