"""The engine of full text and vectors for more than one machine: Elasticsearch. Nothing else imports its client."""

from search.elastic.index import ElasticIndex, drop_dataset, open_elastic
from search.elastic.vectors import ElasticVectors, open_elastic_vectors

__all__ = ["ElasticIndex", "ElasticVectors", "drop_dataset", "open_elastic", "open_elastic_vectors"]
