"""The driver: one per server and process, its time limits, what is tried again, and its errors as errors of ours."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar
from urllib.parse import urlsplit

import neo4j
from neo4j import exceptions
from tenacity import Retrying, retry_if_exception, stop_after_delay, wait_random_exponential

from schemas.errors import FatuError, InvalidInput, StoreBusy, StoreUnavailable

T = TypeVar("T")

# Seconds: to reach the server, to get a connection of the pool, for one read, for one change.
CONNECT, ACQUIRE, READ, WRITE = 5.0, 10.0, 60.0, 600.0
# Seconds that a call goes on trying while the server can't be reached: a reader should soon say so, a writer should
# live through a restart of the server's network or a leader's election.
_READ_PATIENCE, WRITE_PATIENCE = 2.0, 15.0

# Lost connections come out as errors; without a handler the driver's log of them would go to stderr as well.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

_drivers: dict[tuple[int, str, str, str], tuple[neo4j.Driver, int]] = {}
_lock = threading.Lock()


def borrow_driver(url: str, user: str, password: str) -> neo4j.Driver:
    """The process's driver for that server; give it back with `return_driver`."""
    key = (os.getpid(), url, user, password)
    with _lock:
        driver, users = _drivers.get(key, (None, 0))
        if driver is None:
            driver = _open_driver(url, user, password)
        _drivers[key] = (driver, users + 1)
        return driver


def return_driver(url: str, user: str, password: str) -> None:
    """One user less; the last one closes the driver."""
    key = (os.getpid(), url, user, password)
    with _lock:
        driver, users = _drivers.pop(key)
        if users > 1:
            _drivers[key] = (driver, users - 1)
            return
    driver.close()


def _open_driver(url: str, user: str, password: str) -> neo4j.Driver:
    if not _is_address(url):
        raise _no_address(url)
    try:
        return neo4j.GraphDatabase.driver(
            url,
            auth=(user, password),
            connection_timeout=CONNECT,
            connection_acquisition_timeout=ACQUIRE,
            liveness_check_timeout=30.0,
            max_connection_pool_size=60,
            max_transaction_retry_time=0.0,
            notifications_min_severity="OFF",
            telemetry_disabled=True,
            user_agent="fatu",
        )
    except (exceptions.ConfigurationError, ValueError) as error:
        raise _no_address(url) from error


_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


def _is_address(url: str) -> bool:
    try:
        at = urlsplit(url)
        return at.scheme in _SCHEMES and bool(at.hostname) and (at.port is None or at.port > 0)
    except ValueError:
        return False


def _no_address(url: str) -> StoreUnavailable:
    return StoreUnavailable(f"no address of a Neo4j server: {url[:80]!r}", "e.g. bolt://host:7687")


_ENDED = ("Transaction.Terminated", "Transaction.LockClientStopped")


def is_passing(error: BaseException) -> bool:
    """Whether the same call may succeed a little later: lost connections, locks, a server that goes or comes up."""
    code = (isinstance(error, exceptions.Neo4jError) and error.code) or ""
    if "Memory" in code:
        return False
    if code.endswith(_ENDED):
        return True  # what a server that shuts down answers, and the driver takes for the caller's fault
    if isinstance(error, exceptions.IncompleteCommit):
        return True  # it may have been committed: all that is sent here can be sent twice
    return isinstance(error, exceptions.Neo4jError | exceptions.DriverError) and error.is_retryable()


def retrying(work: Callable[[], T], *, write: bool = False, patience: float = WRITE_PATIENCE) -> T:
    """Do `work`, again with growing random pauses while it fails for passing reasons; errors come out as ours.

    A write goes on for `patience` seconds, a read for two.
    """
    with translated():
        policy = Retrying(
            retry=retry_if_exception(is_passing),
            stop=stop_after_delay(patience if write else _READ_PATIENCE),
            wait=wait_random_exponential(multiplier=0.05, max=1.0),
            reraise=True,
        )
        return policy(work)


@contextmanager
def translated() -> Iterator[None]:
    """Errors of the driver as errors of ours."""
    try:
        yield
    except FatuError:
        raise
    except (exceptions.Neo4jError, exceptions.DriverError) as error:
        raise _translate(error) from error
    except (UnicodeEncodeError, OverflowError) as error:
        raise InvalidInput(f"a value that can't be stored: {error}", "text is Unicode, numbers have 64 bits") from error
    except (OSError, ValueError) as error:
        # The driver has a plain ValueError for a host whose name is not known.
        raise StoreUnavailable(f"the Neo4j server can't be reached: {_said(error)}", _START) from error


_START = "start the server, or check FATU_GRAPH_URL; calls work again as soon as it answers"


def _said(error: Exception) -> str:
    """The driver's message in one line."""
    return " ".join(str(error).split())[:200]


def _translate(error: exceptions.Neo4jError | exceptions.DriverError) -> FatuError:
    if isinstance(error, exceptions.AuthError) or "Security" in (getattr(error, "code", "") or ""):
        return StoreUnavailable("the Neo4j server refuses user or password", "check the graph's user and password")
    if isinstance(error, exceptions.ServiceUnavailable | exceptions.SessionExpired):
        return StoreUnavailable(f"the Neo4j server can't be reached: {_said(error)}", _START)
    if isinstance(error, exceptions.ConfigurationError):
        return StoreUnavailable(f"the Neo4j server can't be used so: {_said(error)}", "check FATU_GRAPH_URL")
    code = getattr(error, "code", "") or ""
    if "Memory" in code:
        return StoreUnavailable(
            "the Neo4j server has too little memory for a change of this size",
            "raise server.memory.heap.max_size (1 GB carries changes of 75,000 nodes) or write smaller changes",
        )
    if "DatabaseNotFound" in code:
        return StoreUnavailable(f"no such database: {_said(error)}", "the Community edition has one, `neo4j`")
    if "Unavailable" in code:
        return StoreUnavailable(f"the Neo4j server is coming up: {_said(error)}", _START)
    if "Timed" in code or "Lock" in code or is_passing(error):
        return StoreBusy(f"the Neo4j server is busy: {_said(error)}", "try again")
    return StoreUnavailable(f"the Neo4j server answers: {_said(error)}", "see the server's log")
