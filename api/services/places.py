"""Places named in words (行政处罚法第三十三条, 民法典 1024条), as ids of provisions held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from api.services.names import load_names
from api.services.values import words_of
from api.services.versions import load_versions, version_in_force
from schemas.authority import Kind
from schemas.pinpoints import Pinpoint, parse_eid
from schemas.ports import GraphStore, Node
from schemas.readings import ChipType, QueryReading
from schemas.titles import title_slug
from search.understanding import parse_pinpoint_query
from search.understanding.scripts import normalise_query

# Longer texts are no titles.
_LONGEST_TITLE = 200


def find_place(store: GraphStore, text: str, day: date) -> str | None:
    """Id of the provision that `text` names, in the edition it names, in the version in force on `day`, or the latest.

    The nearest containing provision where the very place is not there; None where `text` names no place, or no
    instrument held.
    """
    query = parse_pinpoint_query(text)
    work = find_named_work(store, query.title) if query else None
    if query is None or work is None:
        return None
    versions = load_versions(store, work.id)
    if query.edition:
        versions = [v for v in versions if words_of(v.properties, "version").startswith(query.edition)]
    return _find_in_versions(store, versions, query.pinpoint, day)


def _find_in_versions(store: GraphStore, versions: Sequence[Node], place: Pinpoint, day: date) -> str | None:
    chosen = version_in_force(versions, day)
    for version in [chosen, *versions] if chosen else versions:
        if (found := _within(store, version.id, place)) is not None:
            return found
    return None


def find_named(store: GraphStore, reading: QueryReading, day: date) -> str | None:
    """Id of the provision or of the version that a query names, by title and number, title alone, or 文号 alone."""
    typed = normalise_query(reading.text).strip()
    if (place := find_place(store, typed, day)) is not None:
        return place
    titles, places = reading.chips_of(ChipType.TITLE), reading.chips_of(ChipType.PINPOINT)
    if len(titles) == len(places) == 1:
        work = find_named_work(store, titles[0].value)
        pinpoint = parse_eid(places[0].value)
        if work is not None and pinpoint is not None:
            return _find_in_versions(store, load_versions(store, work.id), pinpoint, day)
    return _find_document(store, reading, typed, day)


def _find_document(store: GraphStore, reading: QueryReading, typed: str, day: date) -> str | None:
    numbers = reading.chips_of(ChipType.DOCUMENT_NUMBER)
    if len(numbers) == 1 and not reading.rest:
        works = load_names(store).by_number.get(numbers[0].value, ())
        work = works[0] if len(works) == 1 else None
    else:
        named = find_named_work(store, typed.strip("《》〈〉「」 ")) if len(typed) <= _LONGEST_TITLE else None
        work = named.id if named is not None else None
    versions = load_versions(store, work) if work else []
    chosen = version_in_force(versions, day) or next(iter(versions), None)
    return chosen.id if chosen is not None else None


def find_named_work(store: GraphStore, title: str) -> Node | None:
    """The held work of exactly that title or short title; of several of one name the one of highest authority.

    None when two of the same authority share the name: neither is the one meant.
    """
    name = title_slug(title)
    found = [n for n in store.find("Work", {"slug": [name]}) if n.properties["held"]]
    if not found:
        found = list(store.nodes(load_names(store).by_short_title.get(name, ())).values())
    ranked = sorted((Kind(words_of(n.properties, "kind")).rank, n.id, n) for n in found)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][2]


def find_named_elsewhere(store: GraphStore, title: str) -> Node | None:
    """The work of exactly that title that others name while its text is not held."""
    return next((n for n in store.find("Work", {"slug": [title_slug(title)]}) if not n.properties["held"]), None)


def _within(store: GraphStore, version: str, place: Pinpoint) -> str | None:
    parts = place.eid.split("__")
    tried = [f"{version}~{'__'.join(parts[:n])}" for n in range(len(parts), 0, -1)]
    held = store.held(tried)
    return next((i for i in tried if i in held), None)
