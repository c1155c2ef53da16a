"""What an ingest has to do: files new or changed, files unchanged, sources whose files are gone."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.sources import FoundSource, find_sources
from schemas.errors import InvalidInput
from schemas.ids import source_id
from schemas.ports import GraphStore, Node
from schemas.records import DocumentKind


@dataclass(slots=True)
class Plan:
    """Files to read, sources to remove (ids), the number of unchanged files, and warnings (path, reason)."""

    to_read: list[FoundSource] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    warnings: list[tuple[str, str]] = field(default_factory=list)


def plan_ingest(store: GraphStore, paths: Sequence[Path], *, prune: bool, kind: DocumentKind | None = None) -> Plan:
    """Compare the files under `paths` with the sources held; `kind` is what the user says that they are."""
    roots = [_existing(p) for p in paths]
    held = {n.id: n for n in store.find("Source")}
    origins = {str(n.properties["origin"]): str(n.properties["locator"]) for n in held.values()}
    plan = Plan()
    seen: set[str] = set()
    for root in roots:
        for found in find_sources([root]):
            known = origins.get(str(_real(found.path)))
            source = FoundSource(found.path, known) if known else _named(found, root, held, seen, plan)
            key = str(source_id(source.locator))
            seen.add(key)
            if key in held and _is_current(held[key], source.path, kind):
                plan.unchanged += 1
            else:
                plan.to_read.append(source)
    if prune:
        plan.removed = sorted(i for i, n in held.items() if i not in seen and _below(n, roots))
    return plan


def check_paths(paths: Sequence[Path]) -> None:
    """Raise InvalidInput for a path that does not exist; before anything is opened or made."""
    for path in paths:
        _existing(path)


def _is_current(held: Node, path: Path, kind: DocumentKind | None) -> bool:
    return held.properties["sha256"] == _digest(path) and kind in (None, held.properties["document_type"])


def _existing(path: Path) -> Path:
    if not path.exists():
        raise InvalidInput(f"no such file or folder: {path}", "give files or folders that exist")
    return path.resolve()


def _real(path: Path) -> Path:
    """Roots are real and links to folders are not followed: only the file itself may be a link (asking costs 0.1 s)."""
    return path.resolve() if path.is_symlink() else path


def _named(found: FoundSource, root: Path, held: dict[str, Node], seen: set[str], plan: Plan) -> FoundSource:
    """The source under its locator; under the folder's name too when another file that still exists has that one."""
    key = str(source_id(found.locator))
    other = held.get(key)
    taken = key in seen
    if other is not None and not taken:
        origin = Path(str(other.properties["origin"]))
        taken = origin != _real(found.path) and origin.exists()
    if not taken:
        return found
    longer = f"{root.parent.name if root.is_file() else root.name}/{found.locator}"
    plan.warnings.append((longer, f"{found.locator} names another file already: kept as {longer}"))
    return FoundSource(found.path, longer)


def _below(node: Node, roots: Sequence[Path]) -> bool:
    origin = Path(str(node.properties["origin"]))
    return any(origin == root or root in origin.parents for root in roots)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
