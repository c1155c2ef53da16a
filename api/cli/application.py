"""The `fatu` command: puts the commands together and turns errors into messages and exit codes."""

from __future__ import annotations

import sys

import typer

from api.cli import (
    citing,
    correcting,
    counting,
    demo,
    doctor,
    explaining,
    exporting,
    ingesting,
    searching,
    serving,
    showing,
)
from api.cli.console import err
from schemas.errors import FatuError

app = typer.Typer(
    name="fatu",
    help="法图: laws, regulations and responsible bodies as one graph with full-text search.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
)
for module in (
    ingesting,
    serving,
    searching,
    explaining,
    showing,
    exporting,
    citing,
    correcting,
    counting,
    doctor,
    demo,
):
    module.register(app)


def main() -> None:
    """Entry point of the console script: errors of fatu become one line on stderr and the error's exit code."""
    try:
        app()
    except FatuError as error:
        err.print(f"fatu: {error.message}", style="bold red", markup=False)
        if error.hint:
            err.print(f"      {error.hint}", markup=False)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
