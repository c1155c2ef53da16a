"""Plain text in a given encoding."""

from pathlib import Path


def write_text(path: Path, text: str, encoding: str, line_end: str) -> None:
    """Write `text`; UTF-16 is little-endian with a byte order mark on every machine."""
    data = text.replace("\n", line_end)
    encoded = b"\xff\xfe" + data.encode("utf-16-le") if encoding == "utf-16" else data.encode(encoding)
    path.write_bytes(encoded)
