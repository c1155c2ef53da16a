from __future__ import annotations

import pytest

from ingest.formats.content import read_content
from schemas.sheets import Workbook

ROWS = (("序号", "事项名称", "备注"), ("1", "换\n行,逗号", "“引号”"), ("2", "乙", ""))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_fields_in_any_encoding(encoding: str, mark: str) -> None:
    lines = [mark.join(f'"{f}"' if "\n" in f else f for f in row) for row in ROWS]
    body = read_content("\r\n".join(lines).encode(encoding)).body
    assert isinstance(body, Workbook)
    assert body.sheets[0].rows == ROWS
