"""The one writer's place of a data set, among all processes of all machines.

The place is a lock on a node that a transaction holds open and never commits: it goes with its process, since the
server ends the transactions of connections that are lost. Nobody may wait for it without an end, but a transaction's
time limit would also bound how long the place can be held. So who wants it first goes through a door: another lock,
held for moments only. Behind the door nobody else can take the place, so that once a short transaction has had its
lock, a long one gets it at once.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import neo4j
from neo4j import exceptions

from graph.neo4j.driver import retrying
from graph.neo4j.naming import Naming
from schemas.errors import StoreBusy

_AGAIN = "wait for its ingest to end, then run this one again"


class WriterPlace:
    """Takes, confirms and leaves the place."""

    def __init__(self, driver: neo4j.Driver, database: str | None, naming: Naming, patience: float) -> None:
        self._driver, self._database, self._patience = driver, database, patience
        self._dataset = naming.dataset
        gate, state = naming.of("Gate"), naming.of("State")
        self._make = f"UNWIND ['door', 'place'] AS key MERGE (:{gate} {{key: key}})"
        self._lock = f"MATCH (g:{gate} {{key: $key}}) SET g.shut = false"
        self._state = f"MATCH (s:{state} {{key: 'state'}}) RETURN s.change"
        self._wanted = False
        self._held: tuple[neo4j.Session, neo4j.Transaction] | None = None
        self._last: str | None = None

    @contextmanager
    def hold(self, timeout: float) -> Iterator[None]:
        """Hold the place (StoreBusy when another process does so for `timeout` seconds)."""
        self._take(timeout, write=False)
        self._wanted = True
        try:
            yield
        finally:
            self._wanted = False
            self._leave()

    def confirm(self, change: str) -> None:
        """Before each attempt at that change: is the place still held? After a restart of the server it is taken again.

        StoreBusy when another process has written in between, since what this one read may no longer be so. That the
        change itself was made, by an attempt whose answer was lost, is no such case.
        """
        if not self._wanted or self._is_held():
            return
        last = self._last
        self._leave()
        self._take(5.0, write=True)
        if self._last not in (last, change):
            self._last = last
            raise StoreBusy("another process has written while the server was away", "run it again")

    def _is_held(self) -> bool:
        if self._held is None:
            return False
        try:
            self._held[1].run("RETURN 1").consume()
        except (exceptions.Neo4jError, exceptions.DriverError, OSError):
            return False
        return True

    def note(self, change: str) -> None:
        """That change was made by who holds the place."""
        self._last = change

    def _take(self, timeout: float, *, write: bool) -> None:
        try:
            retrying(lambda: self._attempt(timeout), write=write, patience=self._patience)
        except StoreBusy as error:
            if who := self._who():
                raise StoreBusy(f"another process is writing to the data set {self._dataset!r}{who}", _AGAIN) from error
            raise

    def _attempt(self, timeout: float) -> None:
        with self._session() as session:
            session.run(self._make).consume()
            with session.begin_transaction(timeout=3 * timeout + 1) as door:
                door.run(self._lock, key="door").consume()
                with self._session() as brief, brief.begin_transaction(timeout=timeout) as short:
                    short.run(self._lock, key="place").consume()
                self._open()
                self._last = door.run(self._state).single(strict=True)[0]

    def _open(self) -> None:
        session = self._session()
        try:
            holder = {"fatu": self._dataset, "holder": f"process {os.getpid()} on {socket.gethostname()}"}
            place = session.begin_transaction(metadata=holder)
            place.run(self._lock, key="place").consume()
        except BaseException:
            session.close()
            raise
        self._held = session, place

    def _leave(self) -> None:
        if self._held is not None:
            session, place = self._held
            self._held = None
            # The server may be away, and with it the lock.
            with suppress(exceptions.Neo4jError, exceptions.DriverError, OSError):
                place.close()
            with suppress(exceptions.Neo4jError, exceptions.DriverError, OSError):
                session.close()

    def _who(self) -> str:
        asked = (
            "SHOW TRANSACTIONS YIELD metaData, startTime WHERE metaData.fatu = $name RETURN metaData.holder, startTime"
        )
        with suppress(exceptions.Neo4jError, exceptions.DriverError), self._session() as session:
            found = session.run(asked, name=self._dataset).values()
            return "".join(f" ({holder}, since {since})" for holder, since in found)
        return ""

    def _session(self) -> neo4j.Session:
        return self._driver.session(database=self._database)
