"""`fatu model` and `fatu embed`: the optional half, search by meaning."""

from __future__ import annotations

import dataclasses
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import describe_meaning, out, print_lines, print_table, show_progress
from api.cli.options import AsJson, Data, load_settings
from api.services.container import open_services
from api.services.embedding import run_embedding
from api.services.engines import open_meaning
from schemas.errors import FatuError, ModelUnavailable
from search.semantic.model import ModelFiles, check_model, fetch_artifact, install_model


def register(app: typer.Typer) -> None:
    """Add the commands."""
    model = typer.Typer(help="The model of search by meaning.", no_args_is_help=True)
    model.command("pull")(pull)
    model.command("status")(status)
    app.add_typer(model, name="model")
    app.command("embed")(embed)


def pull(
    data: Data = None,
    source: Annotated[Path | None, typer.Option("--from", help="The artifact's jar, without a network.")] = None,
) -> None:
    """Fetch the model (16 MB) by its Maven coordinates, check its checksums and put it in place."""
    settings = load_settings(data)
    meaning = open_meaning(settings)
    files = meaning.files
    if source is not None or not _is_whole(files):
        files = install_model(source or fetch_artifact(meaning.spec), files.folder.parent, meaning.spec)
    out.print(f"{meaning.spec.name} ({meaning.spec.licence}) is in {files.folder}", markup=False, soft_wrap=True)


def _is_whole(files: ModelFiles) -> bool:
    try:
        check_model(files)
    except ModelUnavailable:
        return False
    return True


def status(data: Data = None, as_json: AsJson = False) -> None:
    """Whether the model is there and whole, and how much of the data is embedded; exit with 1 when it is not on."""
    with closing(open_meaning(load_settings(data))) as meaning:
        found = meaning.status()
    wrong = ""
    try:
        check_model(meaning.files)
    except FatuError as error:
        wrong = str(error)
    record = {
        "model": meaning.spec.name,
        "coordinates": meaning.spec.coordinates,
        "licence": meaning.spec.licence,
        "folder": str(meaning.files.folder),
        "fingerprint": meaning.fingerprint,
        "model_ok": not wrong,
        "place": meaning.vectors.place,
        **dataclasses.asdict(found),
        "note": wrong or found.note,
    }
    if as_json:
        print_lines([record])
    else:
        print_table("", ("", ""), list(record.items()))
    if wrong or not found.on:
        raise typer.Exit(1)


def embed(
    data: Data = None,
    threads: Annotated[int, typer.Option(min=0, help="Texts at a time; 0: one per core.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Embed what has no vector yet; can be stopped at any time and goes on from there."""
    with open_services(load_settings(data)) as services, show_progress() as progress:
        report = run_embedding(services, progress, threads=threads)
    if as_json:
        print_lines([dataclasses.asdict(report)])
    else:
        out.print(
            f"embedded {report.embedded:,} texts in {report.seconds:.1f} s; "
            f"{report.versions:,} versions were new or changed; {describe_meaning(report.status)}"
        )
