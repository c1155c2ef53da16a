"""Whether questions can be answered: both engines open and answering."""

from __future__ import annotations

from collections.abc import Callable

from api.services.container import Services
from api.services.indexing import FINGERPRINT
from api.services.status_answers import Check, Readiness
from api.services.vectors import find_meaning_status
from schemas.errors import FatuError


def check_readiness(services: Services) -> Readiness:
    """Ask each engine something small. Never raises for an engine that is down: that is the answer."""
    checks = (
        _run("store", lambda: _store(services)),
        _run("index", lambda: (True, f"{services.index.count()} entries")),
        _run("fingerprint", lambda: _fingerprint(services)),
        _run("meaning", lambda: _meaning(services)),
    )
    return Readiness(all(c.ok for c in checks), checks)


def _store(services: Services) -> tuple[bool, str]:
    services.store.meta(FINGERPRINT)
    return True, "open"


def _fingerprint(services: Services) -> tuple[bool, str]:
    stored = services.store.meta(FINGERPRINT)
    if stored is None:
        return True, "nothing is ingested yet"
    if stored == services.index.fingerprint:
        return True, "the index is that of the store"
    return True, "a new index is being filled; until it is complete the one before answers"


def _meaning(services: Services) -> tuple[bool, str]:
    status = find_meaning_status(services)
    return True, "on" if status.on else f"off, words answer alone: {status.note}"


def _run(name: str, ask: Callable[[], tuple[bool, str]]) -> Check:
    try:
        ok, detail = ask()
    except FatuError as error:
        return Check(name, False, error.message)
    return Check(name, ok, detail)
