"""What a normative document (行政规范性文件) says of itself, and which lines of its file are the instrument."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """Lines from `start` to before `end`, from 0."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Wrapping:
    """A file taken apart: the notice that carries (印发, 转发), the instrument, and what follows it.

    `notice` and `instrument` are None where there is none: a document that no notice carries, a notice whose
    instrument lies in another file. `relation` is the verb of the notice. `attachments` are the further annexes.
    """

    title: str
    instrument: Span | None
    notice_title: str | None = None
    notice: Span | None = None
    relation: str | None = None
    attachments: tuple[Span, ...] = ()


class Repealed(NamedTuple):
    """An instrument that the document repeals: title, document number where printed, the sentence."""

    title: str
    document_number: str | None
    text: str


@dataclass(frozen=True, slots=True)
class InstrumentMetadata:
    """Metadata of a normative document; dates ISO or None.

    `valid_until` is the last day in force, `validity` how the text says it (有效期五年, 试行两年). `stated_status` is
    what the page declares (有效性), evidence only. `draft` and `explainer` texts never count as law.
    """

    title: str
    carrier: str | None = None
    relation: str | None = None
    document_numbers: tuple[str, ...] = ()
    unified_number: str | None = None
    issuers: tuple[str, ...] = ()
    adopted: str | None = None
    signed: str | None = None
    published: str | None = None
    effective_from: str | None = None
    effective_text: str | None = None
    validity: str | None = None
    valid_until: str | None = None
    trial: bool = False
    repeals: tuple[Repealed, ...] = ()
    stated_status: str | None = None
    draft: bool = False
    explainer: bool = False
