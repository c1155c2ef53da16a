"""Fields as a readable text: one `header：text` after the other, and where each stands in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from schemas.items import ItemField
from schemas.records import Cell, Role

# What a heading, a label or a sheet's name says has no header of its own.
_HEADERS = {"section": "分类", "list": "清单", "type": "类型", "serial": "序号", "name": "名称", "unit": "内设机构"}


def render_fields(
    cells: Sequence[Cell], digest: Callable[[str], str], names_law: Callable[[str], bool]
) -> tuple[str, tuple[ItemField, ...]]:
    """The text and the fields in it.

    Shared texts get their `digest` and are left out of it, but for those that name law (`names_law`): what they cite
    is evidence with a place, which each of the items has.
    """
    lines: list[str] = []
    fields: list[ItemField] = []
    at = 0
    for cell in cells:
        header = " ".join(cell.header.split()) or _HEADERS.get(cell.name, cell.name)
        shared = digest(cell.text) if cell.role is Role.SHARED else None
        if shared and not names_law(cell.text):
            fields.append(ItemField(cell.name, header, cell.text, cell.role, None, None, cell.row, cell.column, shared))
            continue
        start = at + len(header) + 1
        end = start + len(cell.text)
        lines.append(f"{header}：{cell.text}")
        fields.append(ItemField(cell.name, header, cell.text, cell.role, start, end, cell.row, cell.column, shared))
        at = end + 1
    return "\n".join(lines), tuple(fields)
