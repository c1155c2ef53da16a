"""`fatu cite`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import orjson
import typer

from schemas.errors import InvalidInput


def register(app: typer.Typer) -> None:
    """Add the command."""


def read_batch(path: Path) -> Iterator[dict[str, object]]:
    """Records of a JSON Lines file, `-` for standard input.

    Raises InvalidInput naming the line that is no JSON object.
    """
    lines = sys.stdin.buffer if str(path) == "-" else path.open("rb")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise InvalidInput(f"{path}, line {number}: not JSON: {error}", "give one JSON object per line") from None
        if not isinstance(record, dict):
            raise InvalidInput(f"{path}, line {number}: not a JSON object", "give one JSON object per line")
        yield record
