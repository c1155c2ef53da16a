"""What repeals do to the versions they end (同时废止): only whole works, only by texts in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ingest.assembly.assembler import apply_end, version_dates
from ingest.assembly.timeline import Repeal, VersionDates, build_timeline, version_order
from schemas.authority import Status
from schemas.citations import CLEANUP_LAPSED
from schemas.ports import Changes, GraphStore, Json, Node, OwnedNode


def end_repealed(store: GraphStore) -> int:
    """Bring the ends of all versions in line with versions and repeals held; the number of versions changed."""
    versions: dict[str, list[Node]] = defaultdict(list)
    for node in store.find("Expression"):
        versions[str(node.properties["work"])].append(node)
    repeals = _repeals(store, {n.id: n for nodes in versions.values() for n in nodes})
    changed: list[Node] = []
    for work, nodes in versions.items():
        changed += _retimed(nodes, repeals.get(work, ()))
    if changed:
        store.apply(Changes(put_nodes=[OwnedNode(n) for n in changed], index=[n.id for n in changed]))
    return len(changed)


def _retimed(nodes: Sequence[Node], repeals: Sequence[Repeal]) -> list[Node]:
    drafts = {n.id: dict(n.properties) for n in nodes}
    ends = build_timeline([version_dates(i, p) for i, p in drafts.items()], repeals)
    return [Node(i, "Expression", p) for i, p in drafts.items() if apply_end(p, ends[i])]


def _repeals(store: GraphStore, expressions: Mapping[str, Node]) -> dict[str, list[Repeal]]:
    """Repeals by the work that they end; a repeal by its own later version is the timeline's matter."""
    found: dict[str, list[Repeal]] = defaultdict(list)
    for edge in store.edges("REPEALS"):
        citing = expressions.get(edge.source.partition("~")[0])
        work = edge.target.partition("@")[0]
        if citing is None or "~" in edge.target or edge.properties.get("place") or citing.properties["work"] == work:
            continue
        dates = version_dates(citing.id, dict(citing.properties))
        day = _first_force(citing.properties, dates)
        if day:
            lapsed = (edge.rule or "").startswith(CLEANUP_LAPSED)
            ended_as = Status.LAPSED if lapsed else Status.REPEALED
            found[work].append(Repeal(day, version_order(dates)[0][:10] or day, ended_as))
    return found


def _first_force(properties: Mapping[str, Json], dates: VersionDates) -> str | None:
    """The repeal took effect when the citing text first came into force, not with its later amendments."""
    first = properties.get("first_effective")
    return str(first) if first else dates.effective_from
