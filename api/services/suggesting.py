"""Completions while a person types."""

from __future__ import annotations

from datetime import date

from api.services.answers import Completion
from api.services.container import Services
from api.services.places import find_place
from api.services.summaries import place_label
from api.services.values import words_of
from schemas.errors import InvalidInput

MAX_SUGGESTIONS = 20
_MAX_PREFIX = 100


def suggest(services: Services, prefix: str, limit: int, day: date) -> list[Completion]:
    """Titles that begin with or contain what was typed, behind the provision where that names one."""
    if not 1 <= limit <= MAX_SUGGESTIONS:
        raise InvalidInput(f"limit: {limit} is out of range", f"expected 1 to {MAX_SUGGESTIONS}")
    text = prefix.strip()[:_MAX_PREFIX]
    if not text:
        return []
    found = [Completion(s.text, s.type, s.id) for s in services.index.suggest(text, limit)]
    place = _place(services, text, day)
    return ([place, *found] if place else found)[:limit]


def _place(services: Services, text: str, day: date) -> Completion | None:
    place = find_place(services.store, text, day)
    nodes = services.store.nodes([place, place.partition("~")[0]]) if place else {}
    if place is None or len(nodes) < 2:
        return None
    title = words_of(nodes[place.partition("~")[0]].properties, "title")
    return Completion(f"{title} {place_label(nodes[place].properties)}", "provision", place)
