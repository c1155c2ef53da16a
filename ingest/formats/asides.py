"""What a Word document prints beside its text: headers, footers, footnotes, endnotes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from ingest.formats.ooxml import parse_part

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PART = re.compile(r"word/(?P<kind>header|footer|footnote|endnote)s?\d{0,4}\.xml")
# The lines that part notes from the text are kept as notes of these types.
_NO_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read_asides(
    archive: zipfile.ZipFile, names: Mapping[str, str], text_of: Callable[[etree._Element], str]
) -> tuple[tuple[str, str], ...]:
    """Kind (header, footer, footnote, endnote) and text of each, once; page numbers alone are none.

    `names` are the parts by their names, `text_of` gives the printed text of a paragraph.
    """
    found: dict[tuple[str, str], None] = {}
    for name in sorted(names):
        if part := _PART.fullmatch(name):
            root = parse_part(archive, names[name])
            notes = root.iterfind(f"{_W}{part['kind']}") if part["kind"].endswith("note") else [root]
            found |= dict.fromkeys((part["kind"], t) for t in _texts(notes, text_of))
    return tuple(found)


def _texts(
    parents: Iterator[etree._Element] | list[etree._Element], text_of: Callable[[etree._Element], str]
) -> Iterator[str]:
    for parent in parents:
        if parent.get(f"{_W}type") in _NO_NOTES:
            continue
        lines = (" ".join(text_of(p).split()) for p in parent.iter(f"{_W}p"))
        text = "\n".join(line for line in lines if re.search(r"[^\W\d_]", line))
        if text:
            yield text
