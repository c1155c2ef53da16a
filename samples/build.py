"""Write the sample files in their real formats: `python samples/build.py [DIRECTORY]` (default: this folder).

The same bytes come out every time; `tests/unit/samples` holds the committed files to that. The Markdown under
`laws/` is written by hand and not touched. Needs the development dependencies.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from content.plain_texts import PLAIN_TEXTS
from writers.text import write_text


def build_samples(root: Path) -> Iterator[Path]:
    """Write every generated sample below `root` and give its path."""
    for name, (encoding, line_end, text) in PLAIN_TEXTS.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, text, encoding, line_end)
        yield path


def main() -> None:
    """Build into the folder named on the command line, or in place."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    for path in build_samples(root):
        print(path.relative_to(root))


if __name__ == "__main__":
    main()
