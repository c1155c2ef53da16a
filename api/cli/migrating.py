"""`fatu migrate`."""

from __future__ import annotations

import dataclasses
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import out, print_lines, show_progress
from api.cli.options import AsJson, load_settings
from api.services.container import open_services
from api.services.engines import is_embedded, open_meaning, open_store
from api.services.migrating import Migration, fill_index, migrate, same_graph
from api.services.vectors import same_vectors
from schemas.errors import InvalidInput
from schemas.settings import Settings

_SERVERS = "servers"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("migrate")(migrate_data)


def migrate_data(
    source: Annotated[str, typer.Option("--from", help="A data directory, or `servers`: what the settings name.")],
    target: Annotated[str, typer.Option("--to", help="The same: an empty directory, or servers without these data.")],
    as_json: AsJson = False,
) -> None:
    """Move data between a directory and servers; a run that was cut off is gone on with by the same command."""
    origin, destination = _place(source), _place(target)
    with show_progress() as progress, closing(open_meaning(origin)) as held:
        meaning = None if same_vectors(origin, destination) else held
        if same_graph(origin, destination):
            with open_services(destination, write=True) as services:
                done = fill_index(services, progress, meaning)
        else:
            with (
                closing(open_store(origin)) as store,
                open_services(destination, write=True, half_moved=True) as services,
            ):
                done = migrate(store, services, progress, meaning)
    if as_json:
        print_lines([dataclasses.asdict(done) | {"healthy": done.diagnosis.healthy}])
    else:
        _print(done)
    if not done.diagnosis.healthy:
        raise typer.Exit(1)


def _place(text: str) -> Settings:
    if text != _SERVERS:
        return load_settings(Path(text), graph_url="", search_url="")
    settings = load_settings()
    if is_embedded(settings):
        raise InvalidInput("no server is set", "set FATU_GRAPH_URL, FATU_SEARCH_URL or both")
    return settings


def _print(done: Migration) -> None:
    went_on = f" ({done.resumed:,} of them by an earlier run)" if done.resumed else ""
    out.print(
        f"moved {done.nodes:,} nodes and {done.edges:,} edges{went_on}, indexed {done.indexed:,} versions"
        f"{f', took {done.vectors:,} vectors along' if done.vectors else ''}; "
        f"{'graph and index agree' if done.diagnosis.healthy else 'see `fatu doctor` for what does not agree'}"
    )
