"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from schemas.errors import InvalidInput
from schemas.settings import Settings

Data = Annotated[Path | None, typer.Option("--data", help="Data directory; default ./fatu-data or FATU_DATA.")]
On = Annotated[str | None, typer.Option(help="As of this day, YYYY-MM-DD; default today in Beijing.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON Lines on stdout instead of a table.")]


def load_settings(data: Path | None = None, **given: object) -> Settings:
    """Settings from the environment, options first."""
    chosen = {k: v for k, v in given.items() if v is not None}
    if data is not None:
        chosen["data"] = data
    try:
        return Settings(**chosen)  # type: ignore[arg-type]
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise InvalidInput(f"a setting is wrong: {wrong}", "docs/reference/settings.md lists them") from None
