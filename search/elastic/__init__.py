"""The engine of full text for more than one machine: Elasticsearch. Nothing else imports its client."""

from search.elastic.index import ElasticIndex, drop_dataset, open_elastic

__all__ = ["ElasticIndex", "drop_dataset", "open_elastic"]
