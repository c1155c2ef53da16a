"""Templates and what they may call. Everything is escaped unless marked up here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from api.http.urls import Urls
from api.services.answers import Mention, Passage
from api.services.notice import NOTICE

_TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(urls=Urls, notice=NOTICE)
    environment.filters.update(marked=mark_passage, number="{:,}".format)
    return environment


def render(template: str, page: object) -> str:
    """A template over the context of its page."""
    return _environment().get_template(template).render(page=page)


def mark_passage(passage: Passage) -> Markup:
    """A passage with what was looked for marked."""
    out, at = Markup(), 0
    for start, end in passage.spans:
        out += Markup("{}<mark>{}</mark>").format(passage.text[at:start], passage.text[start:end])
        at = end
    return out + escape(passage.text[at:])


def link_lines(text: str, mentions: Sequence[Mention]) -> list[Markup]:
    """The lines of a text (款 and 项) with its citations linked, or marked with why they are not.

    Of citations inside one another the outer one is shown.
    """
    return [_link(text, first, last, mentions) for first, last in _lines(text)]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        yield at, at + len(line)
        at += len(line) + 1


def _link(text: str, first: int, last: int, mentions: Sequence[Mention]) -> Markup:
    out, at = Markup(), first
    for mention in mentions:
        if mention.start < at or mention.end > last:
            continue
        out += escape(text[at : mention.start]) + _mention(text[mention.start : mention.end], mention)
        at = mention.end
    return out + escape(text[at:last])


_REASONS = {
    "ambiguous": "有多个可能的法规，未链接",
    "not_held": "未收录",
    "unparsed": "未指明具体法规",
    "pending": "尚未处理",
}


def _mention(words: str, mention: Mention) -> Markup:
    if mention.verdict == "resolved" and mention.targets:
        link = Markup('<a class="cite" href="{}">{}</a>')
        return link.format(Urls.page(mention.targets[0]), words)
    reason = _REASONS.get(mention.verdict, mention.verdict)
    return Markup('<span class="cite-{}" title="{}">{}</span>').format(mention.verdict, reason, words)
