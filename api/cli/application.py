"""The `fatu` command: puts the commands together and turns errors into messages and exit codes."""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from api.cli import (
    citing,
    correcting,
    counting,
    demo,
    doctor,
    embedding,
    exporting,
    ingesting,
    migrating,
    searching,
    serving,
    showing,
)
from api.cli.console import err, out
from schemas.errors import FatuError

app = typer.Typer(
    name="fatu",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
)
for module in (
    ingesting,
    serving,
    searching,
    showing,
    exporting,
    citing,
    correcting,
    counting,
    migrating,
    embedding,
    doctor,
    demo,
):
    module.register(app)


def _print_version(asked: bool) -> None:
    if asked:
        out.print(f"fatu {version('fatu')}")
        raise typer.Exit


@app.callback()
def fatu(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """法图: laws, regulations and responsible bodies as one graph with full-text search."""


def main() -> None:
    """Entry point of the console script: errors of fatu become one line on stderr and the error's exit code."""
    try:
        app()
    except FatuError as error:
        err.print(f"fatu: {error.message}", style="bold red", markup=False, soft_wrap=True)
        if error.hint:
            err.print(f"      {error.hint}", markup=False, soft_wrap=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
