"""`fatu cite`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, cast

import orjson
import typer

from api.cli.cited import print_document
from api.cli.console import print_lines, print_notice
from api.cli.options import AsJson, Data, On, load_settings
from api.services.calendar import parse_day
from api.services.citing import CitedDocument, cite_batch, cite_file, open_titles_of
from schemas.errors import InvalidInput
from schemas.ports import Json


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("cite")(cite)


def cite(
    file: Annotated[Path | None, typer.Argument(help="A document of any format that can be read.")] = None,
    batch: Annotated[
        Path | None, typer.Option("--batch", help="JSON Lines with id, text and source; - for standard input.")
    ] = None,
    data: Data = None,
    on: On = None,
    as_json: AsJson = False,
) -> None:
    """Print a document with its citations marked and where they lead; with --batch those of texts as JSON Lines."""
    if (file is None) == (batch is None):
        raise InvalidInput(
            "cite: give a FILE or --batch, one of them", "fatu cite FILE, or fatu cite --batch TEXTS.jsonl"
        )
    day = parse_day(on, "--on")
    with open_titles_of(load_settings(data), required=data is not None) as (titles, store):
        if batch is not None:
            records = cast("Iterator[dict[str, Json]]", read_batch(batch))
            print_lines(cite_batch(records, titles, store))
        elif file is not None:
            document = cite_file(file, titles, store, day)
            if as_json:
                print_lines(_records(document))
            else:
                print_document(document)
                print_notice()


def _records(document: CitedDocument) -> Iterator[Mapping[str, Json]]:
    """The citations one by one: their number in the document, the block that they stand in, and what was found."""
    number = 0
    for block in document.blocks:
        for citation in block.citations:
            number += 1
            yield {"number": number, "block": block.id, "label": block.label, **citation}


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
