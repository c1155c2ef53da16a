"""The generations of vectors behind an alias: which is of this model, what it holds, how it is asked and written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from elasticsearch import BadRequestError, Elasticsearch, NotFoundError

from schemas.errors import IncompatibleData, ModelUnavailable
from search.elastic.connection import guard, hide_password
from search.elastic.generations import (
    find_current,
    find_generations,
    find_unfinished,
    make_generation,
    publish_generation,
)
from search.elastic.queries import Body
from search.elastic.scanning import scan
from search.elastic.searching import ask
from search.elastic.vectors.lease import Lease, hold_place
from search.elastic.vectors.mapping import WALK, build_vector_mapping, build_vector_settings
from search.elastic.vectors.queries import HAS_VECTOR
from search.elastic.writing import refresh

_QUERY_TIMEOUT, _BULK_TIMEOUT = 10.0, 120.0
_PAGE = 5_000


@dataclass(frozen=True, slots=True)
class Placement:
    """Where new indices go, and how patient to be: seconds of a question, and of a write to a server that is away."""

    shards: int = 1
    replicas: int = 0
    timeout: float = _QUERY_TIMEOUT
    patience: float = 60.0


@dataclass(frozen=True, slots=True)
class Listing:
    """The state that a version was taken in, and whether all of its entries are there with their vectors."""

    stamp: str
    is_complete: bool


class VectorGeneration:
    """The index of one model's vectors under an alias, found when it is needed."""

    def __init__(
        self, client: Elasticsearch, url: str, alias: str, fingerprint: str, dimensions: int, placement: Placement
    ) -> None:
        self._client, self._url, self._alias = client, url, alias
        self._fingerprint, self._dimensions, self._placement = fingerprint, dimensions, placement
        self._bulk = client.options(request_timeout=max(_BULK_TIMEOUT, placement.timeout))
        self._name: str | None = None

    @property
    def place(self) -> str:
        """Server and alias."""
        return f"{hide_password(self._url)}/{self._alias}"

    @property
    def is_held(self) -> bool:
        """Whether there is one: published, or being filled beside another model's."""
        return self._find_name() is not None

    def has_others(self) -> bool:
        """Whether there are generations of other models."""
        with guard(self._url):
            return any(not self._is_ours(name) for name in find_generations(self._client, self._alias))

    def hold_writer(self) -> AbstractContextManager[Lease]:
        """Hold the writer's place by a lease."""
        return hold_place(self._bulk, self._url, f"{self._alias}-writer", self._placement.replicas)

    def prepare(self) -> None:
        """Find the generation to write to, or make it."""
        with guard(self._url):
            self._name = self._prepare()
            # What a killed run has left may not be visible yet.
            refresh(self._bulk, self._name, self._placement.patience)

    def publish(self) -> None:
        """Let this model's vectors take the alias, and drop others."""
        with guard(self._url):
            if self._name is not None and find_current(self._client, self._alias) != self._name:
                publish_generation(self._bulk, self._alias, self._name)

    def ask(self, body: Body, *, patiently: bool = False) -> dict[str, Any]:
        """One search. Raises ModelUnavailable where the index is gone and there is no other of this model."""
        client = self._bulk if patiently else self._client
        name = self._name or self._find_name()
        with guard(self._url):
            if name is not None:
                with suppress(NotFoundError):
                    return ask(client, name, body)
            self._name = None
            if (name := self._find_name()) is not None:
                return ask(client, name, body)
        raise ModelUnavailable("the vectors are gone or another model's", "run `fatu embed`")

    def survey(self) -> dict[str, Listing]:
        """What is listed, by version."""
        sources = [{name: {"terms": {"field": name}}} for name in ("expression", "stamp")]
        found: dict[str, Listing] = {}
        after: Body = {}
        while True:
            pages: Body = {"size": _PAGE, "sources": sources} | after
            aggs = {"versions": {"composite": pages, "aggs": {"held": {"filter": HAS_VECTOR}}}}
            answer = self.ask({"size": 0, "aggs": aggs}, patiently=True)["aggregations"]["versions"]
            for bucket in answer["buckets"]:
                version, state = bucket["key"]["expression"], bucket["key"]["stamp"]
                stamp, _, entries = state.rpartition(" ")
                whole = bucket["held"]["doc_count"] == bucket["doc_count"] == int(entries) and version not in found
                found[version] = Listing(stamp if whole or version not in found else "", whole)
            if "after_key" not in answer:
                return found
            after = {"after": answer["after_key"]}

    def scan(
        self, fields: Sequence[str], query: Body | None = None, page: int = _PAGE
    ) -> Iterator[dict[str, list[Any]]]:
        """The columns of every entry."""
        name = self._find_name()
        return scan(self._bulk, self._url, name, fields, query, page) if name else iter(())

    @contextmanager
    def guarded(self) -> Iterator[tuple[Elasticsearch, str, float]]:
        """What a write needs: a patient client, the generation's name, and how long to wait (s)."""
        with guard(self._url):
            assert self._name is not None
            yield self._bulk, self._name, self._placement.patience

    def _is_ours(self, name: str) -> bool:
        return name.startswith(f"{self._alias}-{self._fingerprint}-")

    def _find_name(self) -> str | None:
        """The generation of this model: published, or being filled beside another model's."""
        if self._name is None:
            with guard(self._url):
                current = find_current(self._client, self._alias)
                if current is not None:
                    self._check(current)
                ours = current if current is not None and self._is_ours(current) else None
                self._name = ours or find_unfinished(self._client, self._alias, self._fingerprint)
        return self._name

    def _check(self, name: str) -> None:
        meta = self._client.indices.get_mapping(index=name).body[name]["mappings"].get("_meta", {})
        if meta.get("application") != "fatu" or (self._is_ours(name) and meta.get("fingerprint") != self._fingerprint):
            raise IncompatibleData(
                f"the index {name} was not made by fatu", f"remove it or its alias {self._alias}, then run `fatu embed`"
            )

    def _prepare(self) -> str:
        """The generation to write to. The first of all is published at once: what is found while it fills is right."""
        self._name = None
        name = self._find_name()
        if name is None:
            where = self._placement
            mapping = build_vector_mapping(self._fingerprint, self._dimensions)
            settings = build_vector_settings(where.shards, where.replicas)
            name = make_generation(self._bulk, self._alias, self._fingerprint, mapping, settings)
            with suppress(BadRequestError):
                self._bulk.indices.put_settings(index=name, settings=WALK)
        if find_current(self._client, self._alias) is None:
            publish_generation(self._bulk, self._alias, name)
        return name
