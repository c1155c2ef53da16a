"""`fatu serve`."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from threading import Thread
from typing import Annotated

import typer

from api.cli.console import err
from api.cli.options import Data, load_settings
from api.services.container import open_services
from api.services.indexing import sync_index
from api.services.locking import hold_writer
from api.services.names import load_all
from schemas.errors import InvalidInput, StoreBusy
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
    # Here, since the web framework takes half a second to import, which no other command needs.
    import uvicorn

    from api.http.app import create_app
    from api.http.logs import configure_logs

    configure_logs(settings.log_level)
    with open_services(settings) as services, _listen(settings) as listening:
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        port = listening.getsockname()[1]
        err.print(f"fatu: http://{host}:{port}/ (API documentation: /docs)", markup=False, soft_wrap=True)
        for hint in hints:
            err.print(f"      {hint}", markup=False, soft_wrap=True)
        config = uvicorn.Config(create_app(services), log_level="warning", access_log=False, server_header=False)
        # The vocabulary takes seconds to load: nobody's first query shall wait for it.
        Thread(target=load_all, args=(services.store,), daemon=True).start()
        uvicorn.Server(config).run([listening])


def _listen(settings: Settings) -> socket.socket:
    """A socket at the address of the settings; any free port for port 0."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
        listening.listen()  # who comes before the first answer can be given waits for it
    except OSError as error:
        listening.close()
        where = f"{settings.host}:{settings.port}"
        raise InvalidInput(f"can't listen on {where}: {error.strerror}", "choose another with --port") from None
    return listening
