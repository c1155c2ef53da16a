"""A document with its citations marked and numbered, and a table of where they lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.text import Text

from api.cli.console import out, print_table
from api.services.citing import CitedBlock, CitedDocument
from schemas.citations import Verdict
from schemas.ports import Json

_STYLES = {
    Verdict.RESOLVED: "bold green",
    Verdict.NOT_HELD: "yellow",
    Verdict.AMBIGUOUS: "bold magenta",
    Verdict.UNPARSED: "dim underline",
}
_COLUMNS = ("no.", "words", "verdict", "title", "place", "edition", "id", "today")
# Words of the table: the text above holds the whole citation.
_WORDS = 48


def print_document(document: CitedDocument) -> None:
    """The text with the citations marked (in brackets where no terminal shows styles), then the table."""
    out.print(document.title, style="bold", markup=False, soft_wrap=True)
    number = 1
    rows: list[tuple[object, ...]] = []
    for block in document.blocks:
        out.print(_marked(block, number, plain=not out.is_terminal), soft_wrap=True)
        for citation in block.citations:
            rows += _rows(number, citation)
            number += 1
    if rows:
        print_table(f"{number - 1:,} citations", _COLUMNS, rows)


def _marked(block: CitedBlock, first: int, *, plain: bool) -> Text:
    text = Text()
    if block.label and not block.text:
        return text.append(block.label, "bold")
    if block.label and not block.text.startswith(block.label):
        text.append(block.label + " ", "bold")
    position, opened = 0, list[tuple[int, int, str]]()
    for offset, number, style in _events(block.citations, first):
        text.append(block.text[position:offset], opened[-1][2] if opened else "")
        position = offset
        if style:
            opened.append((offset, number, style))
            text.append("[" if plain else "")
        else:
            opened = [o for o in opened if o[1] != number]
            text.append(f"][{number}]" if plain else f"[{number}]", "" if plain else "dim")
    return text.append(block.text[position:])


def _events(citations: Sequence[Mapping[str, Json]], first: int) -> list[tuple[int, int, str]]:
    """Where citations begin (with their style) and end, in the order of the text; inner ones end before outer ones."""
    events: list[tuple[int, bool, int, int, str]] = []
    for number, citation in enumerate(citations, first):
        start, end = _int(citation["start"]), _int(citation["end"])
        events.append((start, True, -end, number, _STYLES[Verdict(str(citation["verdict"]))]))
        events.append((end, False, -start, number, ""))
    return [(offset, number, style) for offset, _, _, number, style in sorted(events)]


def _rows(number: int, citation: Mapping[str, Json]) -> Iterator[tuple[object, ...]]:
    """A row for each place that the citation leads to; one where it leads nowhere."""
    words = " ".join(str(citation["text"]).split())
    words = words if len(words) <= _WORDS else words[: _WORDS - 1] + "…"
    head: tuple[object, ...] = (number, words, citation["verdict"])
    links = citation["links"]
    found = [k for k in links if isinstance(k, dict)] if isinstance(links, list) else []
    for link in found:
        yield (*head, link["title"], _place(link), _edition(link), link["id"], _today(link["drift"]))
        head = ("", "", "")
    if not found:
        named = citation["title"] or ("、".join(map(str, _list(citation["candidates"]))) or None)
        yield (*head, named, citation["division"], citation["edition"], None, None)


def _place(link: Mapping[str, Json]) -> str:
    return f"{link['place'] or ''}{' (not there)' if link['missing'] else ''}"


def _edition(link: Mapping[str, Json]) -> str | None:
    version = str(link["version"]).rpartition("@")[2] if link["version"] else None
    return version or (str(link["edition"]) if link["edition"] else None)


def _today(drift: Json) -> str | None:
    """What became of the place: 第二十七条 → 第三十三条, gone, unclear; nothing where it stands as it was."""
    if not isinstance(drift, dict):
        return None
    return f"{drift['cited']} → {drift['number']}" if drift["number"] else str(drift["kind"])


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _int(value: Json) -> int:
    return value if isinstance(value, int) else 0
