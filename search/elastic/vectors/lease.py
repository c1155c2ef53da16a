"""The writer's place, among all processes on all machines: a document that says whose it is and until when.

Times are the server's, so that the clocks of the machines need not agree.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from schemas.errors import StoreBusy
from search.elastic.connection import guard

# Seconds that a place is kept for a process that was killed, and after which it is taken anew by one that works.
_LEASE, _RENEWAL = 60, 15

_TAKE = (
    "if (ctx._source.owner == params.owner || ctx._source.until < ctx._now)"
    " { ctx._source.owner = params.owner; ctx._source.until = ctx._now + params.time } else { ctx.op = 'none' }"
)
_LEAVE = "if (ctx._source.owner == params.owner) { ctx._source.until = 0L } else { ctx.op = 'none' }"


class Lease:
    """A place that is held; `check` raises StoreBusy once another process has it."""

    def __init__(self, client: Elasticsearch, index: str) -> None:
        self._client, self._index, self._owner = client, index, secrets.token_hex(8)
        self._lost = False

    def take(self) -> bool:
        """Take or keep the place; whether it is ours."""
        return self._run(_TAKE, {"owner": self._owner, "time": _LEASE * 1_000})

    def leave(self) -> None:
        """Give it back."""
        self._run(_LEAVE, {"owner": self._owner})

    def renew(self, ended: threading.Event) -> None:
        """Keep it until `ended`. A server that is away is asked again; somebody else may be faster then."""
        while not ended.wait(_RENEWAL):
            with suppress(ApiError, TransportError):
                self._lost = self._lost or not self.take()

    def check(self) -> None:
        """Raises StoreBusy when the place was lost."""
        if self._lost:
            raise StoreBusy("another process has begun to embed", "wait for it: both would do the same")

    def _run(self, script: str, params: dict[str, object]) -> bool:
        answer = self._client.update(
            index=self._index,
            id="writer",
            script={"source": script, "params": params},
            upsert={"owner": "", "until": 0},
            scripted_upsert=True,
            retry_on_conflict=5,
        )
        return bool(answer["result"] != "noop")


@contextmanager
def hold_place(client: Elasticsearch, url: str, index: str, replicas: int) -> Iterator[Lease]:
    """Hold the place that the index stands for. Raises StoreBusy where another process has it."""
    lease = Lease(client, index)
    with guard(url):
        _make_index(client, index, replicas)
        if not lease.take():
            raise StoreBusy(
                f"another process is embedding into {index}",
                f"wait for it: both would do the same; of one that was killed it is free after {_LEASE} seconds",
            )
    ended = threading.Event()
    keeper = threading.Thread(target=lease.renew, args=(ended,), name="lease", daemon=True)
    keeper.start()
    try:
        yield lease
    finally:
        ended.set()
        keeper.join(timeout=_RENEWAL)
        with suppress(ApiError, TransportError):
            lease.leave()


def _make_index(client: Elasticsearch, index: str, replicas: int) -> None:
    properties = {"owner": {"type": "keyword"}, "until": {"type": "long"}}
    if not client.indices.exists(index=index):
        # 400: another process was faster.
        client.options(ignore_status=400).indices.create(
            index=index,
            mappings={"dynamic": "strict", "properties": properties},
            settings={"number_of_shards": 1, "number_of_replicas": replicas},
        )
