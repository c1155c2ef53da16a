"""Where the real corpus lies, and the command under test."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def shared() -> Path:
    """The folder of corpus and gold; ends the program with a message where FATU_TEST_SHARED does not name it."""
    root = Path(os.environ.get("FATU_TEST_SHARED", ""))
    if not (root / "corpus" / "laws").is_dir():
        sys.exit("FATU_TEST_SHARED must name the folder that holds corpus/laws and gold")
    return root


def laws() -> Path:
    """The folder of laws."""
    return shared() / "corpus" / "laws"


def fatu() -> str:
    """The console script beside the running interpreter."""
    return str(Path(sys.executable).with_name("fatu"))
