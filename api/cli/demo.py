"""`fatu demo`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import api
from api.cli.console import err, show_progress
from api.cli.options import Data, load_settings
from api.cli.serving import run_server
from api.services.container import open_services
from api.services.ingest import run_ingest
from schemas.errors import NotFound

QUESTIONS = ("云汐市市容和环境卫生管理条例第十二条", "行政执法人员 出示证件", "建筑垃圾 处罚 权责")
"""What to ask of the samples first: a place, what an officer must do, whose power a penalty is."""

FOLDERS = ("laws", "documents", "lists", "reports")
"""Folders of the samples that hold documents; the rest is what they are made with."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)


def demo(
    data: Data = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on.")] = None,
) -> None:
    """Ingest the samples (a fictional city and its province), serve them, and name questions to try."""
    settings = load_settings(data, port=port)
    samples = find_samples()
    with open_services(settings, write=True) as services, show_progress() as progress:
        report = run_ingest(services, [samples / f for f in FOLDERS], progress=progress)
    counts = (f"read {report.read:,} files", f"{report.items:,} items", f"{report.unchanged:,} unchanged")
    err.print(f"fatu: {', '.join(counts)}, {len(report.rejected):,} rejected")
    run_server(settings, hints=[f"try: {question}" for question in QUESTIONS])


def find_samples() -> Path:
    """The samples: in the package as installed, or beside it in a checkout.

    Raises NotFound when they are in neither place.
    """
    package = Path(api.__file__).parent
    for folder in (package / "samples", package.parent / "samples"):
        if folder.is_dir():
            return folder
    raise NotFound("the samples are not installed", "reinstall fatu, or ingest a folder of your own: fatu ingest PATH")
