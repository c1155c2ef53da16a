"""Fills the index in a process of its own while the caller resolves citations: neither needs what the other does."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context, parent_process

from api.services.container import Services, open_services
from api.services.indexing import sync_index
from schemas.errors import FatuError
from schemas.settings import Settings

# Below this many versions the start of a process (a second) costs more than it saves.
_WORTH_A_PROCESS = 400


@contextmanager
def index_alongside(services: Services) -> Iterator[None]:
    """Index what waits while the body runs, if that pays; the store must have adopted the index.

    What the process leaves undone, failing or because the body changed it, still waits in the outbox: replay it then.
    """
    if (os.cpu_count() or 1) < 2 or len(services.store.outbox(_WORTH_A_PROCESS)) < _WORTH_A_PROCESS:
        yield
        return
    # spawn: a fork would copy the locks of the engines' threads.
    process = get_context("spawn").Process(target=_index, args=(services.settings,))
    process.start()
    try:
        yield
    finally:
        process.join()


def _index(settings: Settings) -> None:
    threading.Thread(target=_follow_parent, daemon=True).start()
    gc.set_threshold(200_000, 50, 100)  # as in the parent: most of what is made here lives until it is written
    try:
        with open_services(settings, write=True) as services:
            sync_index(services.store, services.index)
    except FatuError:
        os._exit(1)  # the parent replays what is left, and meets the error itself


def _follow_parent() -> None:
    """An ingest that is killed must not go on writing by its child."""
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)
