"""`fatu explain`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer

from api.cli.console import out, print_lines, print_notice
from api.cli.options import AsJson, Data, load_settings
from api.services.calendar import parse_day
from api.services.container import open_services
from api.services.explaining import ExplainAnswer, explain_hit
from api.services.questions import Question, build_request
from schemas.queries import ScorePart

_KINDS = {
    "word": "word",
    "heading": "in headings",
    "near": "near",
    "title": "title",
    "terms": "stands for",
    "term": "",
    "words": "by words",
    "meaning": "by meaning",
}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("explain")(explain)


def explain(
    query: Annotated[str, typer.Argument(help="The query.")],
    document: Annotated[str, typer.Argument(help="Id of an article or version, or a place: 行政处罚法第三十三条.")],
    data: Data = None,
    on: Annotated[str | None, typer.Option(help="As of this day, YYYY-MM-DD; default today in Beijing.")] = None,
    versions: Annotated[str | None, typer.Option(help="current or all; default current.")] = None,
    as_json: AsJson = False,
) -> None:
    """Tell why a document ranks where it does for a query, part by part."""
    request = build_request(Question(query, versions=versions), parse_day(on, "--on"))
    with open_services(load_settings(data)) as services:
        answer = explain_hit(services, request, document)
    if as_json:
        print_lines([asdict(answer)])
    else:
        _print(answer)


def _print(answer: ExplainAnswer) -> None:
    place = f"number {answer.rank:,} of {answer.total:,}" if answer.rank else f"not among the {answer.total:,} hits"
    out.print(f"{answer.id}: {place}", style="bold", markup=False)
    for part in answer.understood:
        role = "condition" if part.condition else "words"
        out.print(f"  {part.text} → {part.type} {part.value_label} ({role})", style="dim", markup=False)
    _print_parts(answer.parts, 2)
    if answer.weight != 1.0:
        out.print(f"  {'weight (authority, whether superseded)':<44} × {answer.weight:.4f}", markup=False)
    out.print(f"  {'score':<44} = {answer.score:.4f}", markup=False)
    print_notice()


def _print_parts(parts: Sequence[ScorePart], indent: int) -> None:
    for part in sorted(parts, key=lambda p: -p.score):
        name = " ".join(w for w in (_KINDS[part.kind], part.text) if w)
        how = "" if part.factor == 1.0 or part.kind in ("near", "title") else f"  (× {part.factor:g})"
        out.print(f"{' ' * indent}{name:<{46 - indent}}{part.score:9.4f}{how}", markup=False)
        _print_parts(part.parts, indent + 4)
