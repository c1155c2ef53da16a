"""What people see on a terminal: tables on stdout, everything else on stderr, progress bars only for people."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import orjson
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from api.services.notice import NOTICE

if TYPE_CHECKING:
    from api.services.answers import Passage
    from schemas.queries import MeaningStatus

# Columns of a pipe: more than any line has.
_PIPE = 100_000


def _open_console(*, stderr: bool) -> Console:
    """Lines end where the terminal does; in a pipe they stay whole, for grep and for copying identifiers."""
    on_terminal = (sys.stderr if stderr else sys.stdout).isatty()
    return Console(stderr=stderr, highlight=False, width=None if on_terminal else _PIPE)


out = _open_console(stderr=False)
err = _open_console(stderr=True)


def print_notice() -> None:
    """What stands under every answer to a person; on stderr, since it is about the answer and no part of it."""
    err.print(NOTICE, style="dim", markup=False)


def print_lines(records: Iterable[Mapping[str, object]]) -> None:
    """JSON Lines on stdout."""
    for record in records:
        sys.stdout.buffer.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))
    sys.stdout.buffer.flush()


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table for people."""
    table = Table(title=title or None, title_justify="left", show_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*("" if c is None else str(c) for c in row))
    out.print(table)


def highlighted(passage: Passage) -> Text:
    """A passage with what was looked for in bold."""
    text = Text(passage.text)
    for start, end in passage.spans:
        text.stylize("bold red", start, end)
    return text


def describe_meaning(status: MeaningStatus) -> str:
    """Whether search by meaning is on, in one line for people."""
    if not status.on:
        return f"search by meaning is off: {status.note}"
    told = f"search by meaning is on: {status.model}, {status.vectors:,} vectors for {status.entries:,} entries"
    return f"{told}; {status.note}" if status.note else told


class ProgressBars:
    """Progress of an ingest on a terminal, one bar per stage."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._task: TaskID | None = None

    def begin(self, stage: str, steps: int | None) -> None:
        """Show a new bar."""
        self._task = self._bars.add_task(stage, total=steps)

    def advance(self, steps: int = 1) -> None:
        """Move the bar on."""
        if self._task is not None:
            self._bars.advance(self._task, steps)


@contextmanager
def show_progress() -> Iterator[ProgressBars]:
    """Bars on a terminal's stderr, nothing in a pipe."""
    columns = (SpinnerColumn(), TextColumn("{task.description:8}"), BarColumn(), MofNCompleteColumn())
    times = (TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn())
    with Progress(*columns, *times, console=err, disable=not err.is_terminal) as bars:
        yield ProgressBars(bars)
