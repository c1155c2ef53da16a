"""What an item is called: its own name, for a step of a benchmark the violation and the step."""

from __future__ import annotations

from schemas.records import Record, RecordKind, Role

_LONGEST = 300


def name_item(record: Record) -> str:
    """The name on one line; empty where the record has none."""
    fields = record.fields
    if record.kind is RecordKind.TIER:
        subject = fields.get("violation") or fields.get("name") or _first(record, Role.KEY, Role.BASIS)
        step = fields.get("step") or ""
        name = f"{subject}：{step}" if subject and step else subject or step
    elif record.kind is RecordKind.POWER_SUBITEM:
        name = _first(record, Role.SUBITEM) or _first(record, Role.KEY)
    else:
        name = _first(record, Role.KEY, Role.SUBITEM, Role.TEXT)
    return " ".join(name.split())[:_LONGEST]


def _first(record: Record, *roles: Role) -> str:
    return next((c.text for role in roles for c in record.texts(role) if c.text), "")
