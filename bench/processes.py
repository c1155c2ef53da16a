"""Runs a command to its end and measures time and memory of the whole process tree."""

from __future__ import annotations

import contextlib
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# Seconds between two looks at memory: finer than any stage is short, and under 1 % of a core.
_LOOK_EVERY = 0.1


@dataclass(frozen=True, slots=True)
class Run:
    """What a command took: wall seconds, peak MB (proportional set size summed over the tree), and its stdout."""

    seconds: float
    peak_mb: float
    stdout: str


def run_measured(command: Sequence[str]) -> Run:
    """Run and measure; raises CalledProcessError with stderr when the command fails."""
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, sum(_pss(p) for p in _tree(process.pid)))
            time.sleep(_LOOK_EVERY)
        seconds = time.perf_counter() - started
        stdout, stderr = process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(command), stdout, stderr)
    return Run(round(seconds, 3), round(peak / 1024, 1), stdout)


def _tree(pid: int) -> list[int]:
    found = [pid]
    with contextlib.suppress(OSError):
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            found += [p for child in children.read_text().split() for p in _tree(int(child))]
    return found


def _pss(pid: int) -> float:
    """Kilobytes; shared pages count in proportion."""
    with contextlib.suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return float(next(line for line in lines if line.startswith("Pss:")).split()[1])
    return 0.0
