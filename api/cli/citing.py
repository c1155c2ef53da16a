"""`fatu cite`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, cast

import orjson
import typer

from api.cli.console import print_lines
from api.cli.options import Data, load_settings
from api.services.citing import cite_batch, load_titles
from schemas.errors import InvalidInput
from schemas.ports import Json


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("cite")(cite)


def cite(
    batch: Annotated[Path, typer.Option("--batch", help="JSON Lines with id, text and source; - for standard input.")],
    data: Data = None,
) -> None:
    """Find the citations of texts and resolve them: one JSON object a line on stdout."""
    titles = load_titles(load_settings(data), required=data is not None)
    records = cast("Iterator[dict[str, Json]]", read_batch(batch))
    print_lines(cite_batch(records, titles))


def read_batch(path: Path) -> Iterator[dict[str, object]]:
    """Records of a JSON Lines file, `-` for standard input.

    Raises InvalidInput naming the line that is no JSON object.
    """
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            record = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise InvalidInput(f"{path}, line {number}: not JSON: {error}", "give one JSON object per line") from None
        if not isinstance(record, dict):
            raise InvalidInput(f"{path}, line {number}: not a JSON object", "give one JSON object per line")
        yield record


def _lines(path: Path) -> Iterator[bytes]:
    if str(path) == "-":
        yield from sys.stdin.buffer
        return
    try:
        with path.open("rb") as file:
            yield from file
    except OSError as error:
        raise InvalidInput(f"{path}: {error.strerror}", "give a file of JSON Lines, or - for standard input") from None
