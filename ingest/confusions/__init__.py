"""Signs that OCR takes for each other, as data: `pairs.jsonl`, held to `pair.schema.json` by a test.

`right` is what is printed, `misread` what it is read as, `where` the grammars in which it is repaired: number (digits
of a 文号 or a date), numeral (第…条), mark (brackets of a 文号), title (《》), date (年月日), unit (条), name (titles
held, where each sign of a row may stand for each other one).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_pairs(where: str) -> dict[str, str]:
    """What is printed, by the sign that it is misread as, in one of the grammars."""
    return {wrong: row["right"] for row in _rows() if where in row["where"] for wrong in row["misread"]}


@cache
def load_alike() -> dict[str, str]:
    """For each character of names those that it may be misread for or from."""
    alike: dict[str, set[str]] = {}
    for row in _rows():
        if "name" in row["where"]:
            group = {row["right"], *row["misread"]}
            for sign in group:
                alike.setdefault(sign, set()).update(group - {sign})
    return {sign: "".join(sorted(others)) for sign, others in alike.items()}


def find_readings(name: str) -> Iterator[str]:
    """The names that differ from `name` in one character that is taken for another."""
    alike = load_alike()
    for at, sign in enumerate(name):
        for other in alike.get(sign, ""):
            yield name[:at] + other + name[at + 1 :]


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    text = files("ingest.confusions").joinpath("pairs.jsonl").read_text("utf8")
    return tuple(json.loads(line) for line in text.splitlines() if line.strip())
