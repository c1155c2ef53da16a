"""Many queries at once, for other programs: one hit per article, best first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from api.services.container import Services
from api.services.understanding import read_request
from schemas.documents import Level
from schemas.errors import InvalidInput
from schemas.ports import GraphStore, Json
from schemas.queries import Filters, HitType, SearchRequest


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How many articles per query, from which part of the folder, and whether superseded versions count."""

    top: int
    today: str
    under: str | None = None
    not_under: str | None = None
    all_versions: bool = True


def search_batch(
    services: Services, queries: Iterable[Mapping[str, object]], options: BatchOptions
) -> Iterator[dict[str, Json]]:
    """For each `{"id", "query"}` the hits `{"id", "path", "article", "score"}`; `id` comes back as it was given.

    Raises InvalidInput for a record without a query.
    """
    paths: dict[str, str] = {}
    for record in queries:
        text = record.get("query")
        if not isinstance(text, str) or "id" not in record:
            raise InvalidInput(f"a record has no id or no query: {str(record)[:80]}", 'give {"id": …, "query": "…"}')
        yield {"id": _json(record["id"]), "hits": list(_hits(services, text, options, paths))}


def _hits(services: Services, text: str, options: BatchOptions, paths: dict[str, str]) -> Iterator[Json]:
    filters = Filters(
        type=HitType.ARTICLE,
        all_versions=options.all_versions,
        path_prefix=options.under,
        path_not_prefix=options.not_under,
    )
    # Some hits are blocks outside articles (preambles, replies), which have no number to print.
    request = SearchRequest(text, options.today, filters, limit=options.top + options.top // 4 + 5, tail=True)
    result = services.index.search(read_request(services, request).request)
    left = options.top
    places = find_articles(services.store, [h.id for h in result.hits], paths)
    for hit in result.hits:
        if hit.id not in places or not left:
            continue
        left -= 1
        path, article = places[hit.id]
        yield {"id": hit.id, "path": path, "article": article, "score": round(hit.score, 6)}


def find_articles(
    store: GraphStore, ids: Sequence[str], paths: dict[str, str] | None = None
) -> dict[str, tuple[str, str]]:
    """File and printed number of those of the ids that are articles, in their order; `paths` remembers files."""
    paths = {} if paths is None else paths
    nodes = store.nodes(ids)
    _load_paths(store, {i.partition("~")[0] for i in nodes} - paths.keys(), paths)
    found = {}
    for identifier in ids:
        node = nodes.get(identifier)
        if node is not None and node.properties["level"] == Level.ARTICLE:
            path = paths[str(node.properties["source"] or identifier.partition("~")[0])]
            found[identifier] = path, str(node.properties["num"])
    return found


def _load_paths(store: GraphStore, expressions: set[str], paths: dict[str, str]) -> None:
    """Locators by source id, and by version the first of its sources."""
    for source in store.find("Source", {"expression": sorted(expressions)}):
        locator = str(source.properties["locator"])
        paths[source.id] = locator
        expression = str(source.properties["expression"])
        paths[expression] = min(locator, paths.get(expression, locator))


def _json(value: object) -> Json:
    return value if isinstance(value, int | float | str) else str(value)
