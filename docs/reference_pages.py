"""Writes docs/reference/ from the code: commands, settings, HTTP operations, errors, the graph model.

Run it after changing any of these: `make docs`. A test fails while a page is out of date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import typer.main

import schemas.errors
from api.cli.application import app as commands
from api.http.app import create_app
from api.http.urls import API
from api.services.container import Services
from schemas.model import EDGE_KINDS, NODE_KINDS
from schemas.settings import Settings

FOLDER = Path(__file__).parent / "reference"
_MADE = "<!-- Written by docs/reference_pages.py: change the code, then run `make docs`. -->\n"


def build_pages() -> dict[str, str]:
    """The pages by file name."""
    pages: Mapping[str, Callable[[], Iterator[str]]] = {
        "commands.md": _commands,
        "settings.md": _settings,
        "http.md": _operations,
        "errors.md": _errors,
        "model.md": _model,
    }
    return {name: _MADE + "\n".join(build()).rstrip() + "\n" for name, build in pages.items()}


def _commands() -> Iterator[str]:
    yield "# Commands\n"
    yield "All take `--help`. `--json` prints JSON Lines and nothing else on standard output.\n"
    yield from _command("fatu", typer.main.get_command(commands))


def _command(name: str, command: Any) -> Iterator[str]:
    children = getattr(command, "commands", None)
    if children:
        for child in sorted(children):
            yield from _command(f"{name} {child}", children[child])
        return
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    shown = " ".join(_argument(p) for p in arguments)
    yield f"## {name} {shown}".rstrip() + "\n"
    yield f"{command.help}\n"
    if arguments or options:
        yield "| | |\n|---|---|"
    for p in arguments:
        yield f"| `{_argument(p)}` | {_cell(p.help)} |"
    for p in options:
        default = (
            f" Default `{p.default}`." if isinstance(p.default, int | str) and p.default not in (False, "") else ""
        )
        yield f"| `{', '.join([*p.opts, *p.secondary_opts])}` | {_cell(p.help)}{default} |"
    yield ""


def _argument(parameter: Any) -> str:
    name = (parameter.name or "").upper()
    shown = f"{name}…" if parameter.nargs != 1 else name
    return shown if parameter.required else f"[{shown}]"


def _settings() -> Iterator[str]:
    yield "# Settings\n"
    yield "From the environment; options of commands go before them.\n"
    yield "| variable | default | meaning |\n|---|---|---|"
    for name, field in Settings.model_fields.items():
        yield f"| `FATU_{name.upper()}` | `{field.default}` | {_cell(field.description)} |"


def _operations() -> Iterator[str]:
    nothing: Any = None
    described = create_app(Services(Settings(), nothing, nothing)).openapi()
    yield "# HTTP\n"
    yield f"Served by `fatu serve`; described for programs at `{API}/openapi.json`, with a page to try it at `/docs`.\n"
    yield f"{described['info']['description']}\n"
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield f"## {method.upper()} {path}\n"
            yield f"{operation['summary']}. {operation['description']}\n"
            rows = [*_parameters(operation), *_body(operation, described["components"]["schemas"])]
            if rows:
                yield "\n".join(["| parameter | in | meaning |\n|---|---|---|", *rows, ""])


def _parameters(operation: Any) -> Iterator[str]:
    for p in operation.get("parameters", []):
        meaning = p.get("description") or p["schema"].get("description")
        yield f"| `{p['name']}` | {p['in']} | {_cell(meaning)} |"


def _body(operation: Any, models: Any) -> Iterator[str]:
    if body := operation.get("requestBody"):
        yield from _fields(body["content"]["application/json"]["schema"], models, "")


def _fields(schema: Any, models: Any, above: str) -> Iterator[str]:
    model = models[schema["$ref"].rpartition("/")[2]]
    for name, field in model["properties"].items():
        inner = next((s for s in (field, *field.get("anyOf", [])) if "$ref" in s), None)
        if inner:
            yield from _fields(inner, models, f"{above}{name}.")
        else:
            yield f"| `{above}{name}` | body | {_cell(field.get('description'))} |"


def _errors() -> Iterator[str]:
    yield "# Errors\n"
    yield "Over HTTP as `application/problem+json`; on the command line as one line with a hint and an exit code.\n"
    yield "| code | HTTP status | exit code | meaning |\n|---|---|---|---|"
    for kind in vars(schemas.errors).values():
        if isinstance(kind, type) and issubclass(kind, schemas.errors.FatuError):
            meaning = (kind.__doc__ or "").partition("\n")[0]
            yield f"| `{kind.code}` | {kind.status} | {kind.exit_code} | {_cell(meaning)} |"


def _model() -> Iterator[str]:
    yield "# The graph\n\n## Nodes\n"
    for node in NODE_KINDS.values():
        yield f"### {node.name} {node.label}\n\n{node.meaning}\n\n| property | type | meaning |\n|---|---|---|"
        for p in node.properties:
            yield f"| `{p.name}` | {p.type} | {_cell(p.meaning)} |"
        yield ""
    yield "## Edges\n\n| edge | from | to | meaning |\n|---|---|---|---|"
    for edge in EDGE_KINDS.values():
        yield f"| `{edge.name}` | {', '.join(edge.sources)} | {', '.join(edge.targets)} | {_cell(edge.meaning)} |"


def _cell(text: str | None) -> str:
    return (text or "").replace("\n", " ").replace("|", "\\|")


def write_pages() -> None:
    """Bring the pages up to date."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in build_pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_pages()
