"""Every address that this service hands out is built here."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from schemas.ids import item_kind

API = "/api/v1"

# Allowed in a path by RFC 3986 and used by ids: kept readable.
_SAFE = ":@~!()"


class Urls:
    """Addresses of pages, of the API and of static files."""

    home = "/"
    docs = "/docs"
    openapi = f"{API}/openapi.json"
    suggest = f"{API}/suggest"

    @staticmethod
    def static(name: str) -> str:
        """A file of ours."""
        return f"/static/{name}"

    @staticmethod
    def docs_asset(name: str) -> str:
        """A file of the API documentation's page."""
        return f"/docs/assets/{name}"

    @staticmethod
    def search(parameters: Mapping[str, object]) -> str:
        """The page of a search; empty parameters are left out."""
        given = {k: v for k, v in parameters.items() if v not in (None, "", [], ())}
        return f"/?{urlencode(given, doseq=True)}" if given else "/"

    @staticmethod
    def page(node_id: str, **parameters: str | None) -> str:
        """The page of a work, a version, a provision, an item, or another node's neighbourhood."""
        resource = "items" if item_kind(node_id) else "provisions" if "~" in node_id else "works"
        return _with_query(f"/{resource}/{quote(node_id, safe=_SAFE)}", parameters)

    @staticmethod
    def api(resource: str, node_id: str = "", below: str = "", **parameters: str | None) -> str:
        """An address of the API: a resource, the node, and what is asked below it."""
        path = "/".join(p for p in (API, resource, quote(node_id, safe=_SAFE), below) if p)
        return _with_query(path, parameters)


def _with_query(path: str, parameters: Mapping[str, str | None]) -> str:
    given = {k: v for k, v in parameters.items() if v}
    return f"{path}?{urlencode(given)}" if given else path
