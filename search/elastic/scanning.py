"""Everything that an index holds, page by page, from one point in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from elasticsearch import Elasticsearch

from search.elastic.connection import guard
from search.elastic.queries import Body

_PAGE = 5_000


def scan(
    client: Elasticsearch, url: str, index: str, fields: Sequence[str], query: Body | None = None, page: int = _PAGE
) -> Iterator[dict[str, list[Any]]]:
    """The columns of every entry, in no particular order."""
    with guard(url):
        pit = client.open_point_in_time(index=index, keep_alive="2m")["id"]
    try:
        after: list[object] | None = None
        while True:
            body: Body = {"size": page, "sort": ["_shard_doc"], "docvalue_fields": list(fields), "_source": False}
            body |= {"pit": {"id": pit, "keep_alive": "2m"}, "track_total_hits": False}
            body |= ({"query": query} if query else {}) | ({"search_after": after} if after else {})
            with guard(url):
                found = client.search(body=body, allow_partial_search_results=False)["hits"]["hits"]
            if not found:
                return
            yield from (hit["fields"] for hit in found)
            after = found[-1]["sort"]
    finally:
        with guard(url):
            client.options(ignore_status=404).close_point_in_time(id=pit)
