"""The VectorStore port on Elasticsearch: generations of vectors behind an alias, one model each."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager, suppress

from elasticsearch import Elasticsearch

from schemas.errors import ModelUnavailable
from schemas.index_model import MODEL_VERSION
from schemas.vectors import VectorState
from search.elastic.connection import Credentials, open_client
from search.elastic.generations import alias_of
from search.elastic.vectors.generation import Placement, VectorGeneration
from search.elastic.vectors.queries import HAS_VECTOR
from search.elastic.vectors.reader import ElasticVectorReader
from search.elastic.vectors.writer import ElasticVectorWriter


def vectors_alias(dataset: str) -> str:
    """Name of the alias; no data set's name has a full stop, so that it is nobody else's."""
    return f"{alias_of(dataset)}.meaning"


def open_elastic_vectors(
    url: str,
    *,
    dataset: str = "main",
    fingerprint: str,
    dimensions: int,
    credentials: Credentials | None = None,
    exact: bool = False,
    placement: Placement | None = None,
) -> ElasticVectors:
    """The vectors of the model of that fingerprint on the server at `url`, which is not asked before it is needed.

    `exact` compares a question with every vector. Raises StoreUnavailable for an address that is none.
    """
    where = placement or Placement()
    client = open_client(url, credentials or Credentials(), where.timeout)
    alias = vectors_alias(dataset)
    generation = VectorGeneration(client, url, alias, f"{MODEL_VERSION}-{fingerprint}", dimensions, where)
    return ElasticVectors(client, generation, exact=exact)


class ElasticVectors:
    """Vectors on a server. Made by `open_elastic_vectors`."""

    def __init__(self, client: Elasticsearch, generation: VectorGeneration, *, exact: bool) -> None:
        self._client, self._generation = client, generation
        self._reader = ElasticVectorReader(generation, exact=exact)

    @property
    def place(self) -> str:
        """Server and alias."""
        return self._generation.place

    def state(self) -> VectorState | None:
        """Counted by the server; a text that several entries have counts for each."""
        if not self._generation.is_held:
            return None
        with suppress(ModelUnavailable):
            body = {"size": 0, "track_total_hits": True, "aggs": {"held": {"filter": HAS_VECTOR}}}
            answer = self._generation.ask(body)
            entries, held = int(answer["hits"]["total"]["value"]), int(answer["aggregations"]["held"]["doc_count"])
            return VectorState(entries, held, entries - held)
        return None

    def has_others(self) -> bool:
        """Whether there are generations of other models."""
        return self._generation.has_others()

    def stamp(self) -> Hashable:
        """Always the same: to see what changed takes a request."""
        return None

    def open_reader(self) -> ElasticVectorReader | None:
        """The one reader, which always asks for the newest state."""
        return self._reader if self._generation.is_held else None

    @contextmanager
    def open_writer(self) -> Iterator[ElasticVectorWriter]:
        """Hold the writer's place by a lease; an index is made where there is none of this model."""
        with self._generation.hold_writer() as lease:
            self._generation.prepare()
            yield ElasticVectorWriter(self._generation, lease)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()
