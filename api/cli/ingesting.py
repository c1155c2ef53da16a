"""`fatu ingest`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import err, out, print_lines, print_table, show_progress
from api.cli.options import AsJson, Data, load_settings
from api.services.container import open_services
from api.services.ingest import IngestReport, run_ingest
from api.services.planning import check_paths
from api.services.questions import parse_document_kind

# Files named per table: the rest is counted, and all are in --json.
_NAMED = 20


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("ingest")(ingest)


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders of laws, lists and documents.")],
    data: Data = None,
    prune: Annotated[bool, typer.Option(help="Remove what came from these folders and is there no more.")] = False,
    type_: Annotated[
        str | None, typer.Option("--type", help="What the files are, code or label: power_list, 权责清单, …")
    ] = None,
    strict: Annotated[bool, typer.Option(help="Exit with 1 when a file was rejected.")] = False,
    workers: Annotated[int | None, typer.Option(min=0, help="Processes that read; 0: one per core.")] = None,
    as_json: AsJson = False,
) -> None:
    """Read files into graph and index; unchanged ones are skipped."""
    kind = parse_document_kind(type_) if type_ else None
    settings = load_settings(data, workers=workers)
    check_paths(paths)
    with open_services(settings, write=True) as services, show_progress() as progress:
        report = run_ingest(services, paths, prune=prune, kind=kind, progress=progress)
    if as_json:
        print_lines([_record(report)])
    else:
        _print(report)
    if strict and report.rejected:
        raise typer.Exit(1)


def _record(report: IngestReport) -> dict[str, object]:
    return {
        "read": report.read,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "articles": report.articles,
        "items": report.items,
        "citations": report.citations,
        "indexed": report.indexed,
        "seconds": report.seconds,
        "rejected": [{"path": n.path, "reason": n.reason} for n in report.rejected],
        "warnings": [{"path": n.path, "reason": n.reason} for n in report.warnings],
        "findings": [{"path": n.path, "reason": n.reason} for n in report.findings],
    }


def _print(report: IngestReport) -> None:
    out.print(
        f"read {report.read:,} files with {report.articles:,} articles and {report.items:,} items, "
        f"skipped {report.unchanged:,} unchanged, "
        f"removed {report.removed:,}, rejected {len(report.rejected):,}; resolved {report.citations:,} citations; "
        f"indexed {report.indexed:,} versions ({', '.join(f'{k} {v:.1f} s' for k, v in report.seconds.items())})"
    )
    told = (("rejected", report.rejected), ("kept with a warning", report.warnings), ("findings", report.findings))
    for title, notes in told:
        if notes:
            print_table(title, ("file", "reason"), [(n.path, n.reason) for n in notes[:_NAMED]])
        if len(notes) > _NAMED:
            err.print(f"… and {len(notes) - _NAMED:,} more; --json names them all")
