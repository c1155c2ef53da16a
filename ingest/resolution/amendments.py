"""When amended versions come into force: on the day that the amending decision states, where that is held."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ingest.assembly.assembler import apply_end, version_dates
from ingest.assembly.timeline import build_timeline
from schemas.documents import DateBasis
from schemas.ports import Changes, GraphStore, Json, Node, OwnedNode
from schemas.titles import title_slug

# 《云汐市人民政府关于修改〈…〉的决定》: the last title that the event names.
_TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_DATES = ("adopted", "published", "effective_from")


def start_amended(store: GraphStore) -> int:
    """Bring the starts of amended versions in line with the decisions held; the number of versions changed.

    A version whose file tells no date of its own (`inferred`) begins when the decision that made it says that it does;
    when that decision goes, what the file tells holds again.
    """
    versions = store.find("Expression")
    amended = [v for v in versions if _decision_of(v)]
    if not amended:
        return 0
    own = _own_starts(store, amended)
    decisions = _decisions(store, versions)
    changed: dict[str, Node] = {}
    for version in amended:
        start, basis = own.get(version.id, (None, None))
        if basis == DateBasis.INFERRED and (stated := _stated_start(version, decisions)):
            start, basis = stated, DateBasis.STATED
        at = version.properties
        if basis is not None and (at["effective_from"], at["effective_basis"]) != (start, basis):
            changed[version.id] = Node(
                version.id, "Expression", {**at, "effective_from": start, "effective_basis": basis}
            )
    if changed:
        nodes = _retimed(versions, changed)
        store.apply(Changes(put_nodes=[OwnedNode(n) for n in nodes], index=[n.id for n in nodes]))
    return len(changed)


def _decision_of(version: Node) -> tuple[str, str] | None:
    """Slug and day of the decision that made the version, where its history ends with an amendment by a named one."""
    history = version.properties["history"]
    events = [e for e in history if isinstance(e, dict)] if isinstance(history, list) else []
    last = events[-1] if events else {}
    named = _TITLE.findall(str(last.get("text") or ""))
    if last.get("kind") != "amended" or not named or not last.get("date"):
        return None
    return title_slug(named[-1]), str(last["date"])


def _own_starts(store: GraphStore, versions: Sequence[Node]) -> dict[str, tuple[Json, Json]]:
    """What the files themselves tell of the starts of these versions."""
    found: dict[str, tuple[Json, Json]] = {}
    for source in store.find("Source", {"expression": [v.id for v in versions]}):
        said = source.properties["metadata"]
        if isinstance(said, dict) and source.properties["holder"]:
            found[str(source.properties["expression"])] = (said["effective_from"], said["effective_basis"])
    return found


def _decisions(store: GraphStore, versions: Iterable[Node]) -> dict[str, list[Node]]:
    """Amending acts that state their own start, by the days that they are known by."""
    amending = {n.id for n in store.find("Work") if n.properties["amending"]}
    found: dict[str, list[Node]] = defaultdict(list)
    for version in versions:
        at = version.properties
        if at["work"] in amending and at["effective_basis"] == DateBasis.STATED:
            for day in {str(at["version"])[:10], *(str(at[name]) for name in _DATES if at[name])}:
                found[day].append(version)
    return found


def _stated_start(version: Node, decisions: Mapping[str, Sequence[Node]]) -> str | None:
    """The start of the one decision of that day and title; notes leave its issuer out of the title."""
    made = _decision_of(version)
    if made is None:
        return None
    title, day = made
    fitting = [d for d in decisions.get(day, ()) if title_slug(str(d.properties["title"])).endswith(title)]
    starts = {str(d.properties["effective_from"]) for d in fitting}
    return starts.pop() if len(starts) == 1 and min(starts) >= day else None


def _retimed(versions: Sequence[Node], changed: Mapping[str, Node]) -> list[Node]:
    """The changed versions, and those of the same works whose ends follow from them."""
    works = {str(n.properties["work"]) for n in changed.values()}
    by_work: dict[str, list[Node]] = defaultdict(list)
    for version in versions:
        if version.properties["work"] in works:
            by_work[str(version.properties["work"])].append(changed.get(version.id, version))
    found: list[Node] = []
    for nodes in by_work.values():
        drafts = {n.id: dict(n.properties) for n in nodes}
        ends = build_timeline([version_dates(i, p) for i, p in drafts.items()])
        for node, properties in drafts.items():
            repealed = ends[node].date is None and properties.get("ended_as")
            moved = not repealed and apply_end(properties, ends[node])
            if moved or node in changed:
                found.append(Node(node, "Expression", properties))
    return found
