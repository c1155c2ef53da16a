"""Parts of Office Open XML packages: what they link to, what they run, and no document type declarations."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from ingest.formats.limits import XML_PART_BYTES, check_container, unpack_part
from schemas.errors import UnreadableSource

_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DECLARATION_16 = re.compile(rb"<\x00?!\x00?(?:D\x00?O\x00?C\x00?T|E\x00?N\x00?T\x00?I)", re.IGNORECASE)
_PROLOG = 4096


@contextmanager
def open_package(data: bytes) -> Iterator[zipfile.ZipFile]:
    """The package as an archive whose sizes were checked (UnreadableSource)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_container(archive)
            yield archive
    except (zipfile.BadZipFile, EOFError, ValueError) as error:
        raise UnreadableSource(f"a damaged container: {error}", "export the file again") from None


def check_declarations(part: bytes, name: str) -> None:
    """Raise UnreadableSource for a part that declares a document type: the formats forbid it, attacks need it."""
    # A sheet has "<" everywhere and "!" hardly ever: that is looked for as fast as memory is read.
    if (b"!" in part and _DECLARATION.search(part)) or (
        part[:2] in (b"\xff\xfe", b"\xfe\xff") and _DECLARATION_16.search(part[:_PROLOG])
    ):
        raise UnreadableSource(f"{name} declares a document type or entities", "no office program writes these")


def parse_part(archive: zipfile.ZipFile, name: str) -> etree._Element:
    """The tree of one XML part: no entities, no network (UnreadableSource)."""
    part = unpack_part(archive, name, XML_PART_BYTES)
    check_declarations(part, name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, recover=False)
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableSource(f"{name} is no well-formed XML: {error}", "export the file again") from None


def find_package_warnings(archive: zipfile.ZipFile) -> list[str]:
    """What the package holds beside its text and is left alone: macros, links to other files, embedded objects."""
    names = [e.filename.lstrip("/") for e in archive.infolist()]
    found = []
    if any(n.endswith("vbaProject.bin") for n in names):
        found.append("holds macros: not run")
    if any("/externalLinks/" in n for n in names):
        found.append("links to other workbooks: not followed, the stored values are read")
    if any("/embeddings/" in n for n in names):
        found.append("holds embedded files: not read")
    return found
