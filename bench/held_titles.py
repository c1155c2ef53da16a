"""Of all 《…》 in the corpus that are a held title to the letter: how many are resolved.

python -m bench.held_titles DATA     a data directory that holds the corpus
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from api.services.container import open_services
from schemas.citations import Verdict
from schemas.documents import BLOCK_LEVELS
from schemas.ids import slug
from schemas.ports import GraphStore, Node
from schemas.settings import Settings

_MARKED = re.compile(r"《([^《》\n]{2,120})》")


def main() -> None:
    """Print the counts, and some of those that are not resolved."""
    with open_services(Settings(data=Path(sys.argv[1]))) as services:
        print(json.dumps(measure(services.store), ensure_ascii=False, indent=2))


def measure(store: GraphStore) -> dict[str, object]:
    """Counts by what became of the string: a verdict, or `no citation` where the extractor saw none."""
    held = {str(n.properties["slug"]) for n in store.find("Work") if n.properties["held"]}
    spans = _spans(store)
    outcomes: Counter[str] = Counter()
    strings = 0
    missed: list[str] = []
    for block in store.provisions(list(store.ids("Expression")), list(BLOCK_LEVELS)):
        for found in _MARKED.finditer(str(block.properties["text"])):
            strings += 1
            if slug(found[1]) not in held:
                continue
            outcome = next((v for a, b, v in spans.get(block.id, ()) if a < found.end() and found.start() < b), None)
            outcomes[outcome or "no citation"] += 1
            if outcome != Verdict.RESOLVED and len(missed) < 30:
                missed.append(f"{block.id} {found[0]} {outcome}")
    equal = outcomes.total()
    share = round(outcomes[Verdict.RESOLVED] / equal, 4) if equal else None
    return {"strings": strings, "held": equal, "resolved": share, "outcomes": dict(outcomes), "others": missed}


def _spans(store: GraphStore) -> dict[str, list[tuple[int, int, str]]]:
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for node in _citations(store):
        start, end = node.properties["start"], node.properties["end"]
        if isinstance(start, int) and isinstance(end, int):
            spans.setdefault(str(node.properties["block"]), []).append((start, end, str(node.properties["verdict"])))
    return spans


def _citations(store: GraphStore) -> Iterator[Node]:
    for verdict in (Verdict.RESOLVED, Verdict.AMBIGUOUS, Verdict.NOT_HELD, Verdict.UNPARSED):
        yield from store.find("Citation", {"verdict": [verdict]})


if __name__ == "__main__":
    main()
