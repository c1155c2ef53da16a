"""Bulk writing: idempotent, a bounded number of requests at a time, retried with growing, random pauses."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any

import orjson
from elastic_transport import TransportError
from elasticsearch import ApiError, ConflictError, Elasticsearch
from tenacity import Retrying, retry_if_exception, stop_after_delay, wait_random_exponential

from schemas.errors import StoreUnavailable

# Bytes per request: of 1, 2, 5 and 10 MB the second is fastest on one node (bench.search_load).
_REQUEST = 2_000_000
# Requests under way: while one is indexed another is on its way and a third is being built. More only wait.
_AT_ONCE = 2
# Values of one `terms` filter (the server's limit is 65,536).
_EXPRESSIONS = 1_000
# How long a server that is restarting or overloaded is waited for, in seconds.
_PATIENCE = 60.0
_LATER = (429, 502, 503, 504)


class _Rejected(Exception):
    """Some operations of a request were put off by the server: `body` holds those."""

    def __init__(self, body: bytes, reason: str) -> None:
        super().__init__(reason)
        self.body = body


def index_documents(client: Elasticsearch, index: str, documents: Iterable[Mapping[str, Any]], patience: float) -> None:
    """Write the documents; they are visible after `refresh`. Writing one twice leaves one.

    Raises StoreUnavailable for a document that the server refuses and when it stays away longer than `patience` (s).
    """
    pending: set[Future[None]] = set()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        try:
            for body in _build_requests(documents):
                if len(pending) >= _AT_ONCE:
                    done, pending = wait(pending, return_when=FIRST_COMPLETED)
                    _check(done)
                pending.add(pool.submit(_send, client, index, body, patience))
            _check(pending)
        finally:
            for future in pending:
                future.cancel()


def delete_expressions(client: Elasticsearch, index: str, expressions: Sequence[str], patience: float) -> None:
    """Delete every entry of those versions; they are gone after `refresh`."""
    for n in range(0, len(expressions), _EXPRESSIONS):
        query = {"terms": {"expression": list(expressions[n : n + _EXPRESSIONS])}}
        for attempt in _attempts(patience):
            with attempt:
                try:
                    client.delete_by_query(index=index, query=query, refresh=False, conflicts="abort")
                except ConflictError:
                    # A run that was cut off wrote entries that are not visible yet: make them so, and delete them.
                    refresh(client, index, patience)
                    client.delete_by_query(index=index, query=query, refresh=False, conflicts="proceed")


def refresh(client: Elasticsearch, index: str, patience: float) -> None:
    """Make what was written and deleted visible, at once."""
    for attempt in _attempts(patience):
        with attempt:
            client.indices.refresh(index=index)


def _build_requests(documents: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    parts: list[bytes] = []
    size = 0
    for document in documents:
        line = orjson.dumps(document)
        parts += (_action(str(document["id"])), line)
        size += len(line)
        if size >= _REQUEST:
            yield _join(parts)
            parts, size = [], 0
    if parts:
        yield _join(parts)


def _join(lines: Sequence[bytes]) -> bytes:
    """One line for the action, one for the document, and so on; the last one ends too."""
    return b"\n".join(lines) + b"\n"


def _action(identifier: str) -> bytes:
    # The server takes ids of up to 512 bytes; ours may be longer, and stand in the field `id`.
    digest = hashlib.blake2b(identifier.encode(), digest_size=16).hexdigest()
    return b'{"index":{"_id":"%s"}}' % digest.encode()


def _send(client: Elasticsearch, index: str, body: bytes, patience: float) -> None:
    for attempt in _attempts(patience):
        with attempt:
            answer = client.bulk(index=index, operations=body, filter_path="errors,items.*.status,items.*.error")  # type: ignore[arg-type]
            if answer["errors"]:
                try:
                    _sort_out(body, answer["items"])
                except _Rejected as rejected:
                    body = rejected.body
                    raise


def _sort_out(body: bytes, items: Sequence[Mapping[str, Any]]) -> None:
    """Raises _Rejected with the operations to send again, or StoreUnavailable for one that never will be taken."""
    lines = body.split(b"\n")
    again: list[bytes] = []
    reason = ""
    for n, item in enumerate(items):
        outcome = next(iter(item.values()))
        if outcome["status"] in _LATER:
            again += lines[2 * n : 2 * n + 2]
            reason = str(outcome.get("error", {}).get("reason"))
        elif outcome["status"] >= 300:
            error = outcome.get("error", {})
            raise StoreUnavailable(
                f"Elasticsearch refuses an entry: {error.get('type')}: {str(error.get('reason'))[:300]}", "see its log"
            )
    if again:
        raise _Rejected(_join(again), reason)


def _attempts(patience: float) -> Retrying:
    return Retrying(
        retry=retry_if_exception(_passes),
        wait=wait_random_exponential(multiplier=0.2, max=5),
        stop=stop_after_delay(patience),
        reraise=True,
    )


def _passes(error: BaseException) -> bool:
    """Whether the same request may succeed later: the server is away, restarting or overloaded."""
    if isinstance(error, ApiError):
        return error.meta.status in _LATER
    return isinstance(error, _Rejected | TransportError)


def _check(futures: Iterable[Future[None]]) -> None:
    for future in futures:
        try:
            future.result()
        except _Rejected as error:
            raise StoreUnavailable(f"Elasticsearch is overloaded: {error}", "give it more memory, or wait") from error
