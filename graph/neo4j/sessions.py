"""Reads that see whole changes only, and transactions of one writer at a time.

Neo4j reads what is committed, row by row: a query that runs while a large transaction is being applied may see a part
of it. So a writer shuts a gate (in a small transaction of its own) before it commits, and opens it after. Readers look
at the gate only when the server's bookmark, which comes with every answer, has moved since they saw the gate open and
the data's revision: while nothing is written, a read is one query.

Two nodes carry this. `State` is locked by the writer for all of its transaction and counts revisions; `Gate` is shut
and opened. A writer that dies leaves the gate shut, but not the lock: who waits for it long enough takes the lock,
which it gets when that transaction has ended one way or the other, and opens the gate.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import neo4j

from graph.neo4j.driver import READ, WRITE, WRITE_PATIENCE, retrying
from graph.neo4j.naming import Naming
from schemas.errors import StoreBusy, StoreUnavailable

Rows = list[list[Any]]

# Seconds between looks at a shut gate, until the lock is asked for instead, and until a reader gives up.
_LOOK, _PATIENT, _GIVE_UP = 0.02, 1.0, 30.0


@dataclass(frozen=True, slots=True)
class Seen:
    """The gate was open at that bookmark, with the data at that revision."""

    bookmark: str
    revision: int


class Sessions:
    """Runs queries on one database of one server, for one data set."""

    def __init__(
        self,
        driver: neo4j.Driver,
        database: str | None,
        naming: Naming,
        *,
        timeout: float = READ,
        patience: float = WRITE_PATIENCE,
    ) -> None:
        self._timeout, self._patience = timeout, patience
        # Whether reads wait for a server that is away as long as writes do.
        self.patient = False
        self._driver = driver
        self._database = database
        self._seen: Seen | None = None
        gate, state = naming.of("Gate"), naming.of("State")
        self._look = f"MATCH (g:{gate} {{key: 'gate'}}) MATCH (s:{state} {{key: 'state'}}) RETURN g.shut, s.revision"
        self._shut = f"MATCH (g:{gate} {{key: 'gate'}}) SET g.shut = true"
        # Waits for the lock, so for the end of a transaction that is being committed.
        self._free = (
            f"MATCH (s:{state} {{key: 'state'}}) SET s.lock = '' "
            f"WITH s MATCH (g:{gate} {{key: 'gate'}}) SET g.shut = false"
        )

    def read(self, query: str, parameters: Mapping[str, object]) -> Rows:
        """The rows of a query that saw every change as a whole."""
        seen = self._seen or self._observe()
        while True:
            rows, bookmark = self._query(query, parameters)
            if bookmark == seen.bookmark:
                return rows
            now = self._observe()
            if now.revision == seen.revision:
                return rows
            seen = now

    def run(self, query: str, parameters: Mapping[str, object] | None = None, *, write: bool = False) -> Rows:
        """The rows of a query on its own, in a transaction of its own."""
        return self._query(query, parameters or {}, write=write)[0]

    def _observe(self) -> Seen:
        """Wait until the gate is open; it was so at the first look's bookmark if a second one finds no change."""
        begun = time.monotonic()
        while True:
            first, bookmark = self._query(self._look, {})
            if not first:
                raise StoreUnavailable("the server's data set is gone", "run `fatu ingest` again")
            if not first[0][0]:
                second, _ = self._query(self._look, {})
                if first == second:
                    self._seen = Seen(bookmark, int(first[0][1]))
                    return self._seen
            waited = time.monotonic() - begun
            if waited > _GIVE_UP:
                raise StoreBusy("a change of the graph is being published", "try again in a moment")
            if waited > _PATIENT:
                self._query(self._free, {}, write=True)
            else:
                time.sleep(_LOOK)

    def _query(self, query: str, parameters: Mapping[str, object], *, write: bool = False) -> tuple[Rows, str]:
        limited = neo4j.Query(query, timeout=self._timeout)
        mode = neo4j.WRITE_ACCESS if write else neo4j.READ_ACCESS

        def attempt() -> tuple[Rows, str]:
            with self._driver.session(database=self._database, default_access_mode=mode) as session:
                rows = session.run(limited, dict(parameters)).values()
                return rows, "".join(sorted(session.last_bookmarks().raw_values))

        return retrying(attempt, write=write or self.patient, patience=self._patience)

    def transact(self, work: Callable[[Transaction], bool], confirm: Callable[[], None]) -> None:
        """Do `work` in one transaction and commit it if it says so; all again after a passing failure.

        `confirm` is called before each attempt, and ends them by an error of ours.
        """

        def attempt() -> None:
            confirm()
            with self._driver.session(database=self._database) as session:
                with session.begin_transaction(timeout=WRITE) as transaction:
                    if work(Transaction(transaction)):
                        self._query(self._shut, {}, write=True)
                        transaction.commit()
                self._query(self._free, {}, write=True)

        retrying(attempt, write=True, patience=self._patience)


class Transaction:
    """A transaction that is open."""

    def __init__(self, transaction: neo4j.Transaction) -> None:
        self._transaction = transaction

    def run(self, query: str, **parameters: object) -> Rows:
        """The rows of a statement."""
        return self._transaction.run(query, parameters).values()
