"""Versions of an instrument: in order, with status, and the one in force on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from api.services.answers import VersionsAnswer, VersionSummary
from api.services.container import Services
from api.services.export import expression_status
from api.services.lookup import find_work
from api.services.summaries import load_sources, summarise_version, summarise_work
from api.services.values import words_of
from schemas.authority import Status
from schemas.ports import GraphStore, Node


def show_versions(services: Services, work_id: str, day: date) -> VersionsAnswer:
    """All versions of an instrument, newest first.

    Raises NotFound for an id that nothing is held under.
    """
    work = find_work(services.store, work_id)
    versions = load_versions(services.store, work.id)
    sources = load_sources(services.store, [v.id for v in versions])
    return VersionsAnswer(summarise_work(work), day.isoformat(), summarise_versions(versions, day), sources)


def load_versions(store: GraphStore, work_id: str) -> list[Node]:
    """The versions held of a work, newest first; undated ones last."""
    return sorted(store.find("Expression", {"work": [work_id]}), key=_order, reverse=True)


def summarise_versions(versions: Sequence[Node], day: date) -> tuple[VersionSummary, ...]:
    """Versions in short, in the order given."""
    return tuple(summarise_version(v, day) for v in versions)


def version_in_force(versions: Sequence[Node], day: date) -> Node | None:
    """The version in force on a day, from versions newest first; None when none held was."""
    return next((v for v in versions if expression_status(v, day) == Status.IN_FORCE), None)


def _order(node: Node) -> tuple[str, str]:
    version = words_of(node.properties, "version")
    return (version if version[:1].isdigit() else "", node.id)
