"""A writer to be killed: loads change after change into a store, and says on stdout which it has begun and done.

`python -m tests.contracts.graph.writer_process ENGINE PLACE`; PLACE is what `Engine.place` says.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator

from schemas.ports import Changes, OwnedNode
from tests.contracts.graph.engines import open_place
from tests.contracts.graph.world import expression, provision

NODES = 3_001
"""Nodes of one change: a version and its provisions."""


def version_of(step: int) -> str:
    """The version that a step writes."""
    return f"cn:law:第{step}法@undated"


def build_nodes(step: int) -> Iterator[OwnedNode]:
    """The nodes of one step; the half of them is told on stdout."""
    dice, version = random.Random(step), version_of(step)
    yield OwnedNode(expression(version, dice))
    model = provision(version, "art_2", dice)
    for number in range(1, NODES):
        eid = f"art_{number}"
        properties = {**model.properties, "eid": eid, "seq": number}
        yield OwnedNode(type(model)(f"{version}~{eid}", "Provision", properties), f"source:{step:016x}")
        if number == NODES // 2:
            print("half", step, flush=True)


def main() -> None:
    """Write until killed."""
    store = open_place(sys.argv[1], sys.argv[2])
    for step in range(10_000):
        store.apply(Changes(put_nodes=build_nodes(step), index=[version_of(step)], meta={"step": str(step)}))
        print("done", step, flush=True)


if __name__ == "__main__":
    main()
