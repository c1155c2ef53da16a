"""The connection: one client with timeouts, and every failure as an error that says what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from elastic_transport import TransportError
from elasticsearch import (
    ApiError,
    AuthenticationException,
    AuthorizationException,
    Elasticsearch,
    NotFoundError,
    OrjsonSerializer,
    UnsupportedProductError,
)

from schemas.errors import IncompatibleData, StoreUnavailable

OLDEST_VERSION = 9
"""First version of Elasticsearch that the client speaks to."""

_REBUILD = "run `fatu ingest` again: it builds the index anew from the graph store"
_SECRET = re.compile(r"//[^/@]*@")


@dataclass(frozen=True, slots=True)
class Credentials:
    """How to log in: user and password, or an API key. `ca_certs` is the file of an authority of one's own."""

    user: str | None = None
    password: str | None = None
    api_key: str | None = None
    ca_certs: str | None = None


def open_client(url: str, credentials: Credentials, timeout: float) -> Elasticsearch:
    """A client with a pool of connections; threads may share it. `timeout` is in seconds per request."""
    # Once more, at once, for a connection of the pool that a restart has cut; who wants more patience has his own.
    options: dict[str, object] = {"request_timeout": timeout, "max_retries": 1, "retry_on_status": ()}
    if credentials.api_key:
        options["api_key"] = credentials.api_key
    elif credentials.user:
        options["basic_auth"] = (credentials.user, credentials.password or "")
    if credentials.ca_certs:
        options["ca_certs"] = credentials.ca_certs
    try:
        if not url.startswith(("http://", "https://")):
            raise ValueError("it begins with neither http:// nor https://")
        return Elasticsearch(url, serializer=OrjsonSerializer(), connections_per_node=20, **options)  # type: ignore[arg-type]
    except ValueError as error:
        raise StoreUnavailable(
            f"{hide_password(url)!r} is no address of Elasticsearch: {error}", "expected e.g. http://localhost:9200"
        ) from error


def check_server(client: Elasticsearch, url: str) -> None:
    """Raises StoreUnavailable where no Elasticsearch of a version that is new enough answers."""
    with guard(url):
        version = str(client.info()["version"]["number"])
    if int(version.partition(".")[0]) < OLDEST_VERSION:
        raise _too_old(url, version)


def hide_password(url: str) -> str:
    """The address without user and password."""
    return _SECRET.sub("//", url)


@contextmanager
def guard(url: str) -> Iterator[None]:
    """Turns the client's errors into ours."""
    shown = hide_password(url)
    try:
        yield
    except (AuthenticationException, AuthorizationException) as error:
        raise StoreUnavailable(
            f"Elasticsearch at {shown} refuses the login ({error.meta.status})", "check user, password or API key"
        ) from error
    except UnsupportedProductError as error:
        raise StoreUnavailable(f"what answers at {shown} is not Elasticsearch", "check FATU_SEARCH_URL") from error
    except NotFoundError as error:
        raise StoreUnavailable(f"the index at {shown} is gone: {_reason(error)}", _REBUILD) from error
    except ApiError as error:
        raise _api_error(error, shown) from error
    except TransportError as error:
        raise StoreUnavailable(
            f"Elasticsearch at {shown} does not answer: {str(error.message)[:200]}",
            "start it or correct FATU_SEARCH_URL; requests go on when it is back",
        ) from error


def _api_error(error: ApiError, shown: str) -> StoreUnavailable | IncompatibleData:
    if error.meta.status == 400 and "compatible-with" in str(error.body):
        return _too_old(shown, "before 9")
    if "strict_dynamic_mapping_exception" in str(error.body):
        return IncompatibleData(f"the index at {shown} has other fields than this version of fatu", _REBUILD)
    if error.meta.status in (429, 502, 503, 504):
        return StoreUnavailable(f"Elasticsearch at {shown} is overloaded: {_reason(error)}", "try again in a moment")
    return StoreUnavailable(f"Elasticsearch at {shown} refuses ({error.meta.status}): {_reason(error)}", "see its log")


def _reason(error: ApiError) -> str:
    body = error.body
    if isinstance(body, dict) and isinstance(cause := body.get("error"), dict):
        roots = cause.get("root_cause") or [cause]
        return str(roots[0].get("reason") or cause.get("type"))[:300]
    return str(body)[:300]


def _too_old(url: str, version: str) -> StoreUnavailable:
    return StoreUnavailable(
        f"Elasticsearch at {hide_password(url)} has version {version}, which is too old",
        f"upgrade it to version {OLDEST_VERSION} or newer",
    )
