"""The `fatu` command: puts the commands together and turns errors into messages and exit codes."""

from __future__ import annotations

import importlib
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from api.cli.console import err, out
from schemas.errors import FatuError

# Modules by the command that they add, in the order of the help. Only the one asked for is imported: all of them take a
# second, which every process of an ingest would pay too.
COMMANDS = {
    "ingest": "ingesting",
    "serve": "serving",
    "search": "searching",
    "explain": "explaining",
    "show": "showing",
    "export": "exporting",
    "cite": "citing",
    "correct": "correcting",
    "stats": "counting",
    "migrate": "migrating",
    "model": "embedding",
    "embed": "embedding",
    "doctor": "doctor",
    "demo": "demo",
}


def build_app(command: str | None = None) -> typer.Typer:
    """The command line with that command only; with all of them for any other word."""
    app = typer.Typer(name="fatu", no_args_is_help=True, add_completion=True, pretty_exceptions_enable=False)
    app.callback()(fatu)
    for name in dict.fromkeys([COMMANDS[command]] if command in COMMANDS else COMMANDS.values()):
        importlib.import_module(f"api.cli.{name}").register(app)
    return app


def __getattr__(name: str) -> typer.Typer:
    if name == "app":
        return build_app()
    raise AttributeError(name)


def _print_version(asked: bool) -> None:
    if asked:
        out.print(f"fatu {version('fatu')}")
        raise typer.Exit


def fatu(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """法图: laws, regulations and responsible bodies as one graph with full-text search."""


def main() -> None:
    """Entry point of the console script: errors of fatu become one line on stderr and the error's exit code."""
    try:
        build_app(next(iter(sys.argv[1:]), None))()
    except FatuError as error:
        err.print(f"fatu: {error.message}", style="bold red", markup=False, soft_wrap=True)
        if error.hint:
            err.print(f"      {error.hint}", markup=False, soft_wrap=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
