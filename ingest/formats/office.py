"""Old Word files (doc, rtf, odt) through LibreOffice, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from ingest.formats.word import read_docx
from schemas.errors import UnreadableSource
from schemas.pages import TextDocument

_SECONDS = 120
_HINT = "install LibreOffice so that `soffice` is on the path, or save the file as .docx"


def read_old_word(data: bytes) -> TextDocument:
    """The document, converted to docx in a private folder with macros off.

    Raises UnreadableSource where LibreOffice is missing, does not finish within two minutes, or writes nothing.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise UnreadableSource("an old Word file, which needs LibreOffice to be read", _HINT)
    with tempfile.TemporaryDirectory(prefix="fatu-doc-") as folder:
        source = Path(folder) / ("source.rtf" if data.startswith(b"{\\rtf") else "source.doc")
        source.write_bytes(data)
        command = [
            program, "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to", "docx", "--outdir", folder, str(source),
        ]  # fmt: skip
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            raise UnreadableSource(f"LibreOffice did not convert the file within {_SECONDS} s", _HINT) from None
        except (subprocess.CalledProcessError, OSError) as error:
            raise UnreadableSource(f"LibreOffice could not convert the file: {error}", _HINT) from None
        result = Path(folder) / "source.docx"
        if not result.is_file():
            raise UnreadableSource("LibreOffice wrote no document", "is the file protected by a password?")
        return read_docx(result.read_bytes())
