"""Shared nodes that nothing refers to any more: texts on duties whose items are gone."""

from __future__ import annotations

from schemas.ports import Changes, GraphStore


def remove_orphans(store: GraphStore) -> int:
    """Remove the duty texts that no item has; their number."""
    held = list(store.ids("DutyItem"))
    if not held:
        return 0
    used = {e.target for e in store.edges("HAS_DUTY")}
    gone = [i for i in held if i not in used]
    if gone:
        store.apply(Changes(remove_nodes=gone))
    return len(gone)
