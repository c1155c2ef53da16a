"""Ingest of the whole corpus against the floor: first run, nothing changed, one file changed.

python -m bench.ingest     needs FATU_TEST_SHARED
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

from bench.corpus import fatu, laws
from bench.processes import Run, run_measured


def main() -> None:
    """Print one JSON object: seconds, ratios to the floor, peak memory, what was read."""
    with tempfile.TemporaryDirectory(prefix="fatu-bench-") as scratch:
        print(json.dumps(measure(Path(scratch)), ensure_ascii=False, indent=2))


def measure(scratch: Path) -> dict[str, object]:
    """All runs over a copy of the corpus; the floor is the mean of two, before and after."""
    folder, data = scratch / "laws", scratch / "data"
    shutil.copytree(laws(), folder, copy_function=shutil.copyfile)
    ingest = [fatu(), "ingest", str(folder), "--data", str(data), "--json"]
    floors = [_floor(folder, scratch / "floor1")]
    first = run_measured(ingest)
    again = run_measured(ingest)
    _change_one(folder)
    changed = run_measured(ingest)
    floors.append(_floor(folder, scratch / "floor2"))
    floor = sum(floors) / len(floors)
    report = json.loads(first.stdout)
    return {
        "floor_seconds": floors,
        "first": _row(first, floor),
        "nothing_changed": _row(again, floor),
        "one_file_changed": _row(changed, floor),
        "files_read": report["read"],
        "files_rejected": len(report["rejected"]),
        "articles": report["articles"],
        "stages": report["seconds"],
        "one_file_read": json.loads(changed.stdout)["read"],
        "size_mb": round(sum(f.stat().st_size for f in data.rglob("*") if f.is_file()) / 1e6, 1),
    }


def _floor(folder: Path, out: Path) -> float:
    run = run_measured([sys.executable, "-m", "bench.floor", str(folder), str(out)])
    return float(json.loads(run.stdout)["seconds"])


def _row(run: Run, floor: float) -> dict[str, float]:
    return {"seconds": run.seconds, "of_floor": round(run.seconds / floor, 2), "peak_mb": run.peak_mb}


def _change_one(folder: Path) -> None:
    file = sorted(folder.rglob("*.md"))[1000]
    file.write_text(file.read_text("utf8") + "\n本条为测试所加。\n", "utf8")


if __name__ == "__main__":
    main()
