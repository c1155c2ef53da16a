"""`fatu serve`."""

from __future__ import annotations

import socket
import time
from collections.abc import Sequence
from threading import Thread
from typing import Annotated

import typer

from api.cli.console import err
from api.cli.options import Data, load_settings
from api.services.container import open_services
from api.services.indexing import sync_index
from api.services.names import load_all
from schemas.errors import InvalidInput, StoreBusy, StoreUnavailable
from schemas.settings import Settings

# Seconds between looks for servers and data.
_PAUSE = 2.0


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)


def serve(
    data: Data = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on.")] = None,
    wait: Annotated[bool, typer.Option("--wait", help="Wait for servers and data instead of ending.")] = False,
) -> None:
    """Serve the API and the site; the API's documentation is at /docs."""
    settings = load_settings(data, host=host, port=port)
    await_data(settings, patient=wait)  # says what is missing before anything is written
    replay(settings)
    run_server(settings)


def await_data(settings: Settings, *, patient: bool) -> None:
    """Open the engines once; who is `patient` waits until they answer and hold data, and says once what is missing."""
    said = ""
    while True:
        try:
            with open_services(settings):
                return
        except StoreUnavailable as error:
            if not patient:
                raise
            if error.message != said:
                said = error.message
                err.print(f"fatu: waiting: {error.message} ({error.hint})", markup=False, soft_wrap=True)
        time.sleep(_PAUSE)


def replay(settings: Settings) -> None:
    """Bring the index up to date with what a killed ingest published, unless another process is about it."""
    try:
        with open_services(settings, write=True) as services, services.store.hold_writer(timeout=0.1):
            sync_index(services.store, services.index)
    except StoreBusy:
        err.print("fatu: an ingest is at work; its documents appear when it ends")


def run_server(settings: Settings, hints: Sequence[str] = ()) -> None:
    """Serve until interrupted; `hints` are printed behind the address."""
    # Here, since the web framework takes half a second to import, which no other command needs.
    import uvicorn

    from api.http.app import create_app
    from api.http.logs import configure_logs
    from api.services.embedding import embed_in_background

    configure_logs(settings.log_level)
    with open_services(settings) as services, _listen(settings) as listening, embed_in_background(services):
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
