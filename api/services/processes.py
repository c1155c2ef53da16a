"""Processes beside this one: how they are started, and that they end with it."""

from __future__ import annotations

import gc
import os
import sys
import threading
from multiprocessing import get_context, parent_process
from multiprocessing.context import ForkServerContext, SpawnContext

# What a process beside needs, imported once and shared: each would take 0.3 s of CPU for it.
_IMPORTED = ["api.services.alongside", "api.services.reading", "ingest.reading"]


def open_context() -> ForkServerContext | SpawnContext:
    """The way to start processes: never a fork of this one, which would copy the locks of the engines' threads."""
    if sys.platform != "linux":
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(_IMPORTED)
    return context


def settle_beside(nice: int = 0) -> None:
    """To be called first by a process beside: ends with its parent, even one that is killed, and seldom collects."""
    threading.Thread(target=_follow_parent, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(nice)
    gc.set_threshold(200_000, 50, 100)  # as in the parent: most of what is made here lives until it is handed over


def _follow_parent() -> None:
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)
