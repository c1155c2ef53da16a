"""Fills the index in a process of its own while the caller writes and resolves: neither needs what the other does."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Event

from api.services.container import Services, open_services
from api.services.indexing import follow_store
from api.services.processes import open_context, settle_beside
from schemas.errors import FatuError
from schemas.settings import Settings

# Below this many versions the start of a process (half a second) costs more than it saves.
_WORTH_A_PROCESS = 400

# While files are read three others want the two cores; what is left then is done while citations are resolved, which
# takes one core. With this share both end at the same time.
_NICE = 2


@contextmanager
def index_alongside(services: Services, coming: int) -> Iterator[None]:
    """Index what waits and what the body publishes, some `coming` versions, while it runs, if that pays.

    The store must have adopted the index. What the process leaves undone, failing or because the body changed it, still
    waits in the outbox: replay it then.
    """
    waiting = coming + len(services.store.outbox(_WORTH_A_PROCESS))
    if (os.cpu_count() or 1) < 2 or waiting < _WORTH_A_PROCESS:
        yield
        return
    context = open_context()
    ended = context.Event()
    process = context.Process(target=_index, args=(services.settings, ended))
    process.start()
    try:
        yield
    finally:
        ended.set()
        process.join()


def _index(settings: Settings, ended: Event) -> None:
    settle_beside(_NICE)
    try:
        with open_services(settings, write=True) as services:
            follow_store(services.store, services.index, ended.wait)
    except FatuError:
        os._exit(1)  # the parent replays what is left, and meets the error itself
