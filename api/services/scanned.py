"""What is known of a text that was read from pictures (OCR): how sure, what may be misread, what was repaired."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from api.services.scan_answers import OcrDoubt, OcrReading, OcrRepair
from api.services.values import number_of, text_of, words_of
from schemas.ports import GraphStore, Json, Node

# A shorter line stands in any text: it tells nothing of where it is.
_TELLING = 4  # characters


class _Line(NamedTuple):
    page: int
    number: int
    letters: int
    confidence: float


def read_ocr(store: GraphStore, block: Node, text: str, start: int = 0) -> OcrReading | None:
    """How `text` was read, which begins at `start` (code points) of the text of `block`, a provision or an item.

    None where it was not read from a picture. Spans of the doubts are in `text`.
    """
    at = block.properties
    sources = store.find("Source", {"expression": [words_of(at, "expression")]})
    own = text_of(at, "source")
    scans = [s for n in sources if own in (None, n.id) and isinstance(s := n.properties.get("ocr"), Mapping)]
    if not scans:
        return None
    # A line may hold the number of an article too, and end in another part of it.
    joined = "".join(f"{words_of(at, 'num')}{words_of(at, 'heading')}{words_of(at, 'text')}".split())
    whole = "".join(f"{words_of(at, 'num')}{text}".split())
    for scan in scans:
        if lines := list(_lines_in(scan, joined)):
            letters = sum(line.letters for line in lines)
            return OcrReading(
                round(sum(line.confidence * line.letters for line in lines) / letters, 4),
                tuple(sorted({line.page for line in lines})),
                tuple(_doubts(at.get("doubts"), text, start)),
                tuple(r for r in _repairs(scan, {(x.page, x.number) for x in lines}) if _stands_in(r.after, whole)),
            )
    return None


def _lines_in(scan: Mapping[str, Json], joined: str) -> Iterator[_Line]:
    """The lines of the scan that stand in the text, which comes without blanks."""
    for page in _records(scan.get("pages")):
        number = number_of(page, "page") or 0
        for at, line in enumerate(_records(page.get("lines")), start=1):
            words = "".join(words_of(line, "text").split())
            if len(words) >= _TELLING and words in joined:
                yield _Line(number, at, len(words), _share(line.get("confidence")))


def _stands_in(words: str, text: str) -> bool:
    return "".join(words.split()) in text


def _doubts(found: Json, text: str, start: int) -> Iterator[OcrDoubt]:
    for doubt in _records(found):
        first = max((number_of(doubt, "start") or 0) - start, 0)
        last = min((number_of(doubt, "end") or 0) - start, len(text))
        if first < last:
            yield OcrDoubt(first, last, text[first:last], _share(doubt.get("confidence")))


def _repairs(scan: Mapping[str, Json], places: set[tuple[int, int]]) -> Iterator[OcrRepair]:
    for repair in _records(scan.get("repairs")):
        page, line = number_of(repair, "page") or 0, number_of(repair, "line") or 0
        if (page, line) in places:
            yield OcrRepair(page, line, words_of(repair, "before"), words_of(repair, "after"), words_of(repair, "rule"))


def _records(value: Json) -> Iterable[Mapping[str, Json]]:
    return [v for v in value if isinstance(v, Mapping)] if isinstance(value, list) else []


def _share(value: Json) -> float:
    return float(value) if isinstance(value, (int, float)) else 0.0
