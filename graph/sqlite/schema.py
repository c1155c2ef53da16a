"""The file's tables, and whether a file is one of ours and of this model."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

from graph.sqlite.layout import TABLES
from schemas.errors import IncompatibleData, StoreUnavailable
from schemas.model import EDGE_KINDS, MODEL_VERSION

# `base` of a head that ends in `~` is the name without it: the version that the provisions are in.
_NAMES = [
    "CREATE TABLE name (key INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, base INTEGER REFERENCES name)",
    "CREATE INDEX name_base ON name (base) WHERE base IS NOT NULL",
]
# Under which heads an owner has nodes, or once had: cheaper than an index over half a million owned nodes.
_OWNED = [
    "CREATE TABLE owned (owner INTEGER NOT NULL REFERENCES name, head INTEGER NOT NULL REFERENCES name, "
    "PRIMARY KEY (owner, head)) WITHOUT ROWID",
]
# Edges name their ends by the halves of the identifiers, so that reading one needs no look at the nodes. No evidence
# is 0 and '', no start -1, since NULLs are never equal to each other in a unique index.
_EDGES = [
    "CREATE TABLE edge (key INTEGER PRIMARY KEY, kind TEXT NOT NULL, "
    "source_head INTEGER NOT NULL REFERENCES name, source_tail TEXT NOT NULL, "
    "target_head INTEGER NOT NULL REFERENCES name, target_tail TEXT NOT NULL, "
    "evidence_head INTEGER NOT NULL, evidence_tail TEXT NOT NULL, start INTEGER NOT NULL, digest INTEGER NOT NULL, "
    "owner INTEGER REFERENCES name, end INTEGER, quote TEXT, rule TEXT, verdict TEXT, valid_from TEXT, valid_to TEXT, "
    "properties TEXT, UNIQUE (source_head, source_tail, kind, target_head, target_tail, evidence_head, evidence_tail, "
    "start, digest))",
    "CREATE INDEX edge_target ON edge (target_head, target_tail, kind, source_head, source_tail, evidence_head, "
    "evidence_tail, start, digest)",
    "CREATE INDEX edge_evidence ON edge (evidence_head, evidence_tail) WHERE evidence_head > 0",
    "CREATE INDEX edge_owner ON edge (owner) WHERE owner IS NOT NULL",
    "CREATE INDEX edge_kind ON edge (kind)",
]
_REST = [
    "CREATE TABLE outbox (number INTEGER PRIMARY KEY AUTOINCREMENT, expression TEXT NOT NULL)",
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE model (version INTEGER NOT NULL, layout TEXT NOT NULL)",
]

DDL = [*_NAMES, *_OWNED, *(s for table in TABLES.values() for s in table.ddl), *_EDGES, *_REST]
LAYOUT = hashlib.sha256("\n".join([*DDL, *sorted(EDGE_KINDS)]).encode()).hexdigest()[:16]
"""Changes with every change of tables or kinds, so that a forgotten MODEL_VERSION shows."""

_INGEST = "run `fatu ingest` on your documents first"


def create_schema(connection: sqlite3.Connection) -> None:
    """Make the tables where there are none yet, all or nothing, also when another process does the same."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if not _has_tables(connection):
            for statement in DDL:
                connection.execute(statement)
            connection.execute("INSERT INTO model VALUES (?, ?)", (MODEL_VERSION, LAYOUT))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def check_schema(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file without tables (StoreUnavailable) or of another model (IncompatibleData)."""
    if not _has_tables(connection):
        raise StoreUnavailable(f"no graph is held in {path.parent}", _INGEST)
    try:
        version, layout = connection.execute("SELECT version, layout FROM model").fetchone()
    except (sqlite3.OperationalError, TypeError, ValueError):
        raise StoreUnavailable(f"{path} is not a graph of fatu", "give another data directory") from None
    if (version, layout) != (MODEL_VERSION, LAYOUT):
        raise IncompatibleData(
            f"{path} was written by model {version}/{layout}, this is {MODEL_VERSION}/{LAYOUT}",
            "ingest into a new data directory, or use the version of fatu that wrote it",
        )


def _has_tables(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None
