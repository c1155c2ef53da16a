"""The VectorWriter port on Elasticsearch. Entries are listed without their vectors and written anew with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from schemas.vectors import Entry, Vector, Version
from search.elastic.vectors.generation import VectorGeneration
from search.elastic.vectors.lease import Lease
from search.elastic.vectors.queries import HAS_VECTOR
from search.elastic.vectors.reader import read_vector
from search.elastic.writing import delete_expressions, index_documents, refresh

# Entries that are replaced and shown together, at least: whole versions.
_AT_ONCE = 5_000
# Keys looked up at once; their vectors are 2 MB.
_KEYS = 1_000

Listed = tuple[Version, Entry, str]
Document = dict[str, Any]


class ElasticVectorWriter:
    """Made by `ElasticVectors.open_writer`."""

    def __init__(self, generation: VectorGeneration, lease: Lease) -> None:
        self._generation, self._lease = generation, lease
        self._survey = generation.survey()
        self._waiting: dict[int, list[Listed]] = {}

    def listed(self) -> dict[str, str]:
        """Every version listed, with the state that it was taken in."""
        return {i: listing.stamp for i, listing in self._survey.items()}

    def complete(self) -> set[str]:
        """The versions all of whose entries are listed and have their vectors."""
        return {i for i, listing in self._survey.items() if listing.is_complete}

    def replace(self, versions: Collection[str], groups: Iterable[tuple[Version, list[Entry]]]) -> set[int]:
        """List `groups` in the place of those versions, some at a time; the keys that have no vector yet."""
        left = set(versions)
        for batch in _batch(groups):
            listed = {version.id for version, _, _ in batch}
            self._list(batch, left & listed)
            left -= listed
        self._list([], left)
        return set(self._waiting)

    def add(self, vectors: Mapping[int, Vector]) -> None:
        """Write the entries of those texts anew, with their vectors, and show them."""
        self._write(
            _build_document(listed, vector) for key, vector in vectors.items() for listed in self._waiting.pop(key, ())
        )

    def finish(self) -> None:
        """Let this model's vectors take the place of others."""
        self._lease.check()
        self._generation.publish()

    def _list(self, batch: list[Listed], replaced: Collection[str]) -> None:
        if not batch and not replaced:
            return
        held = self._find_held({entry.key for _, entry, _ in batch})
        if replaced:
            with self._generation.guarded() as (client, name, patience):
                delete_expressions(client, name, sorted(replaced), patience)
        for listed in batch:
            if listed[1].key not in held:
                self._waiting.setdefault(listed[1].key, []).append(listed)
        self._write(_build_document(listed, held.get(listed[1].key)) for listed in batch)

    def _find_held(self, keys: Collection[int]) -> dict[int, Vector]:
        """The vectors that are held of those texts."""
        wanted = sorted(f"{key:016x}" for key in keys) if self._survey else []
        held: dict[int, Vector] = {}
        for start in range(0, len(wanted), _KEYS):
            some = wanted[start : start + _KEYS]
            body = {
                "query": {"bool": {"filter": [{"terms": {"key": some}}, HAS_VECTOR]}},
                "size": len(some),
                "collapse": {"field": "key"},
                "docvalue_fields": ["key", "scale", "vector"],
                "track_total_hits": False,
            }
            for hit in self._generation.ask(body, patiently=True)["hits"]["hits"]:
                held[int(hit["fields"]["key"][0], 16)] = read_vector(hit["fields"])
        return held

    def _write(self, documents: Iterable[Document]) -> None:
        self._lease.check()
        with self._generation.guarded() as (client, name, patience):
            index_documents(client, name, documents, patience)
            refresh(client, name, patience)


def _batch(groups: Iterable[tuple[Version, list[Entry]]]) -> Iterator[list[Listed]]:
    """Entries with their versions and the states of these, so many that it is worth a request, in whole versions.

    A state tells how many entries it has: what a killed run has listed in part is found out by that.
    """
    batch: list[Listed] = []
    for _, parts in groupby(groups, key=lambda group: group[0].id):
        entries = [(version, entry) for version, some in parts for entry in some]
        batch += [(version, entry, f"{version.stamp} {len(entries)}") for version, entry in entries]
        if len(batch) >= _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _build_document(listed: Listed, vector: Vector | None) -> Document:
    version, entry, state = listed
    document: Document = {
        "id": entry.id,
        "expression": version.id,
        "stamp": state,
        "work": version.work,
        "type": entry.type.value,
        "kind": version.kind,
        "jurisdiction": version.jurisdiction,
        "issuer": list(version.issuers),
        "effective_from": version.effective_from,
        "effective_to": version.effective_to,
        "ended": version.ended,
        "path": entry.path,
        "key": f"{entry.key:016x}",
    }
    if entry.concepts:
        document["concept"] = list(entry.concepts)
    if entry.record:
        document["record"] = entry.record
    if version.year is not None:
        document["year"] = version.year
    if vector is not None:
        document |= _build_vector(vector)
    return document


def _build_vector(vector: Vector) -> Document:
    if any(vector.code):
        return {"vector": vector.code.hex(), "scale": vector.scale}
    # A vector of no length has no cosine, which the server refuses: any other will do, with a scale of nothing.
    return {"vector": (b"\x01" + vector.code[1:]).hex(), "scale": 0.0}
