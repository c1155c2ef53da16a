"""Which engine stands behind which port: files in the data directory, or the server whose address is set."""

from __future__ import annotations

from pathlib import Path

from graph import open_graph, open_graph_server
from schemas.errors import InvalidInput
from schemas.ports import GraphStore, SearchIndex
from schemas.settings import Settings
from search import SearchServer, open_index, open_index_server, open_vectors_server
from search.semantic import Meaning, find_fingerprint, open_local
from search.semantic.model import BGE_SMALL_ZH


def open_store(settings: Settings, *, write: bool = False) -> GraphStore:
    """The graph; reading needs one that an ingest has made (StoreUnavailable), `write` makes it where missing."""
    if not settings.graph_url:
        return open_graph(settings.data / "graph", read_only=not write)
    user, password = _login(settings.graph_auth_file, settings.graph_user, settings.graph_password.get_secret_value())
    return open_graph_server(
        settings.graph_url,
        user,
        password,
        dataset=settings.dataset,
        read_only=not write,
        timeout=settings.graph_timeout,
        patience=settings.patience,
    )


def open_search(settings: Settings, *, write: bool = False) -> SearchIndex:
    """The index, under the same conditions as the graph."""
    if not settings.search_url:
        return open_index(settings.data / "index", read_only=not write)
    return open_index_server(_server(settings), read_only=not write)


def open_meaning(settings: Settings) -> Meaning:
    """The optional half of search: its vectors where the index of words is, its model where the settings say."""
    models = settings.models or settings.data / "models"
    if not settings.search_url:
        return Meaning(models, open_local(settings.data / "meaning"))
    vectors = open_vectors_server(
        _server(settings),
        fingerprint=find_fingerprint(BGE_SMALL_ZH),
        dimensions=BGE_SMALL_ZH.dimensions,
        exact=settings.search_exact,
    )
    return Meaning(models, vectors)


def _server(settings: Settings) -> SearchServer:
    user, password = _login(
        settings.search_auth_file, settings.search_user, settings.search_password.get_secret_value()
    )
    return SearchServer(
        settings.search_url,
        settings.dataset,
        user=user,
        password=password,
        api_key=_read_line(settings.search_key_file) if settings.search_key_file else "",
        ca_file=settings.search_ca_file,
        shards=settings.search_shards,
        replicas=settings.search_replicas,
        timeout=settings.search_timeout,
        patience=settings.patience,
    )


def is_embedded(settings: Settings) -> bool:
    """Whether all data lie in the data directory."""
    return not settings.graph_url and not settings.search_url


def _login(file: Path | None, user: str, password: str) -> tuple[str, str]:
    """User and password, from the file where there is one."""
    if file is None:
        return user, password
    name, slash, secret = _read_line(file).partition("/")
    if not name or not slash or not secret:
        raise InvalidInput(f"{file} has no line of the form user/password", "e.g. neo4j/ and the password behind it")
    return name, secret


def _read_line(file: Path) -> str:
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise InvalidInput(f"the file of a secret can't be read: {file}: {reason}", "check path and rights") from None
    if not lines[0].strip() or any(line.strip() for line in lines[1:]):
        raise InvalidInput(f"{file} must hold one line", "write the secret alone, without comments")
    return lines[0].strip()
