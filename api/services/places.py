"""Places named in words (行政处罚法第三十三条, 民法典 1024条), as ids of provisions held."""

from __future__ import annotations

from datetime import date

from api.services.values import texts_of, words_of
from api.services.versions import load_versions, version_in_force
from schemas.authority import Kind
from schemas.pinpoints import Pinpoint
from schemas.ports import GraphStore, Node
from schemas.titles import title_slug
from search.understanding import parse_pinpoint_query


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
    chosen = version_in_force(versions, day)
    for version in [chosen, *versions] if chosen else versions:
        if (found := _within(store, version.id, query.pinpoint)) is not None:
            return found
    return None


def find_named_work(store: GraphStore, title: str) -> Node | None:
    """The held work of exactly that title or short title; of several of one name the one of highest authority.

    None when two of the same authority share the name: neither is the one meant.
    """
    name = title_slug(title)
    found = [n for n in store.find("Work", {"slug": [name]}) if n.properties["held"]]
    if not found:
        found = [n for n in store.find("Work") if name in map(title_slug, texts_of(n.properties, "short_titles"))]
        found = [n for n in found if n.properties["held"]]
    ranked = sorted((Kind(words_of(n.properties, "kind")).rank, n.id, n) for n in found)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][2]


def _within(store: GraphStore, version: str, place: Pinpoint) -> str | None:
    parts = place.eid.split("__")
    tried = [f"{version}~{'__'.join(parts[:n])}" for n in range(len(parts), 0, -1)]
    held = store.held(tried)
    return next((i for i in tried if i in held), None)
