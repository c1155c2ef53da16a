"""`fatu serve`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer
import uvicorn

from api.cli.console import err
from api.cli.options import Data, load_settings
from api.http.app import create_app
from api.http.logs import configure_logs
from api.services.container import open_services
from api.services.indexing import sync_index
from api.services.locking import hold_writer
from schemas.errors import StoreBusy
from schemas.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)


def serve(
    data: Data = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on.")] = None,
) -> None:
    """Serve the API and the site; the API's documentation is at /docs."""
    settings = load_settings(data, host=host, port=port)
    with open_services(settings):
        pass  # says what is missing before anything is written
    replay(settings)
    run_server(settings)


def replay(settings: Settings) -> None:
    """Bring the index up to date with what a killed ingest published, unless another process is about it."""
    try:
        with hold_writer(settings.data, timeout=0.1), open_services(settings, write=True) as services:
            sync_index(services.store, services.index)
    except StoreBusy:
        err.print("fatu: an ingest is at work; its documents appear when it ends")


def run_server(settings: Settings, hints: Sequence[str] = ()) -> None:
    """Serve until interrupted; `hints` are printed behind the address."""
    configure_logs(settings.log_level)
    with open_services(settings) as services:
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        err.print(f"fatu: http://{host}:{settings.port}/ (API documentation: /docs)", markup=False)
        for hint in hints:
            err.print(f"      {hint}", markup=False)
        uvicorn.run(
            create_app(services),
            host=settings.host,
            port=settings.port,
            log_level=settings.log_level,
            access_log=False,
        )
