"""Generations of the index: indices of which one has the alias that readers ask.

    fatu-<dataset>                              the alias
    fatu-<dataset>-<fingerprint>-<8 digits>     a generation; one that is being built has no alias

The alias moves in one request, so that readers see the old whole or the new whole.
"""

from __future__ import annotations

import re
import secrets
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

from schemas.errors import IncompatibleData, InvalidInput, StoreUnavailable

_DATASET = re.compile(r"[a-z0-9][a-z0-9_-]{0,80}\Z")
_REBUILD = "run `fatu ingest`: it builds the index from the graph store"


def alias_of(dataset: str) -> str:
    """Name of the alias (InvalidInput for a name that Elasticsearch would refuse)."""
    if not _DATASET.match(dataset):
        raise InvalidInput(f"no name of a dataset: {dataset[:60]!r}", "small letters, digits, - and _")
    return f"fatu-{dataset}"


def find_current(client: Elasticsearch, alias: str) -> str | None:
    """The generation that has the alias, or None."""
    try:
        names = sorted(client.indices.get_alias(name=alias).body)
    except NotFoundError:
        return None
    if len(names) > 1:
        raise StoreUnavailable(
            f"the alias {alias} names several indices: {', '.join(names)}", "leave it on one of them"
        )
    return str(names[0])


def check_generation(client: Elasticsearch, name: str, fingerprint: str) -> None:
    """Raises IncompatibleData when that index was not made for this model and these words."""
    meta = client.indices.get_mapping(index=name).body[name]["mappings"].get("_meta", {})
    if meta.get("application") != "fatu":
        raise IncompatibleData(f"the index {name} was not made by fatu", f"remove it or its alias, then {_REBUILD}")
    if meta.get("fingerprint") != fingerprint:
        raise IncompatibleData(f"the index {name} was built by another version of fatu", _REBUILD)


def find_generations(client: Elasticsearch, alias: str) -> list[str]:
    """Every generation of the dataset, whether it has the alias or not."""
    # The pattern takes in datasets whose names go on after a hyphen: the form of the rest tells.
    ours = re.compile(re.escape(alias) + r"-[0-9a-z]+-[0-9a-f]{12}-[0-9a-f]{8}\Z")
    return sorted(n for n in client.indices.get(index=f"{alias}-*", features="aliases").body if ours.match(n))


def find_unfinished(client: Elasticsearch, alias: str, fingerprint: str) -> str | None:
    """A generation of that fingerprint which a run before this began to build."""
    current = find_current(client, alias)
    begun = (n for n in find_generations(client, alias) if n.startswith(f"{alias}-{fingerprint}-"))
    return next((n for n in begun if n != current), None)


def make_generation(
    client: Elasticsearch, alias: str, fingerprint: str, mappings: dict[str, Any], settings: dict[str, Any]
) -> str:
    """A new, empty generation; nothing of it stays when it can't be made."""
    name = f"{alias}-{fingerprint}-{secrets.token_hex(4)}"
    try:
        client.indices.create(index=name, mappings=mappings, settings=settings)
    except BaseException:
        client.options(ignore_status=404).indices.delete(index=name)
        raise
    return name


def publish_generation(client: Elasticsearch, alias: str, name: str) -> None:
    """Move the alias to that generation in one step, then drop the others."""
    removals = [{"remove": {"index": f"{alias}-*", "alias": alias, "must_exist": False}}]
    client.indices.update_aliases(actions=[*removals, {"add": {"index": name, "alias": alias}}])
    for other in find_generations(client, alias):
        if other != name:
            client.options(ignore_status=404).indices.delete(index=other)


def missing(client: Elasticsearch, alias: str) -> StoreUnavailable:
    """The error for a dataset that readers can't see."""
    if client.options(ignore_status=404).indices.exists(index=alias):
        return StoreUnavailable(f"{alias} is an index of its own where fatu needs an alias", "rename or remove it")
    built = find_generations(client, alias)
    reason = f"the index {alias} is not complete" if built else f"there is no index {alias}"
    return StoreUnavailable(reason, "run `fatu ingest` first; after one that was cut off, run it again")
