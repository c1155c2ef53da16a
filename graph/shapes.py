"""What may be written, as the model says: kinds, properties, their types, forms of identifiers, ends of edges.

Both engines check through here, so that they refuse the same things in the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from schemas.errors import InvalidInput
from schemas.ids import item_kind
from schemas.model import EDGE_KINDS, ITEM_KINDS, NODE_KINDS, EdgeKind, NodeKind, Property, PropertyType
from schemas.ports import Edge, Json, Node, NodeRows

PART_OF = "PART_OF"
"""The edge kind that no writer writes: it follows from the `parent` of provisions and items."""

_PYTHON_TYPES: dict[PropertyType, tuple[type, ...]] = {
    PropertyType.TEXT: (str,),
    PropertyType.DATE: (str,),
    PropertyType.INT: (int,),
    PropertyType.BOOL: (bool,),
    PropertyType.JSON: (list, dict, str, int, float, bool),
}


@dataclass(frozen=True, slots=True)
class IdForm:
    """How identifiers of a kind look, enough to keep kinds apart; `nested` ones have a `~` (a place in a version)."""

    nested: bool
    fits: Callable[[str], bool]


# One form per kind, mutually exclusive, so that an identifier is never held under two kinds.
def _item_form(kind: str) -> IdForm:
    return IdForm(True, lambda i: item_kind(i) == kind)


ID_FORMS: dict[str, IdForm] = {
    "Work": IdForm(False, lambda i: i.startswith("cn") and "@" not in i and "~" not in i),
    "Expression": IdForm(False, lambda i: i.startswith("cn") and "@" in i and "~" not in i),
    "Provision": IdForm(True, lambda i: i[:2] == "cn" and "!" not in i and "~" in i and item_kind(i) is None),
    **{kind: _item_form(kind) for kind in ITEM_KINDS},
    "Citation": IdForm(True, lambda i: "~" in i and "!c" in i),
    "Body": IdForm(False, lambda i: i.startswith("body") and "~" not in i),
    "Source": IdForm(False, lambda i: i.startswith("source:") and "~" not in i),
    "Correction": IdForm(False, lambda i: i.startswith("correction:")),
    "DutyItem": IdForm(False, lambda i: i.startswith("duty:")),
    "Concept": IdForm(False, lambda i: i.startswith("concept:")),
}


def kind_of(node_id: str) -> str | None:
    """The one kind that an identifier of that form may be held under; None: it is held under none."""
    if "~" in node_id:
        kind: str | None = "Citation" if "!c" in node_id else item_kind(node_id) or "Provision"
    else:
        kind = next((k for k, form in ID_FORMS.items() if not form.nested and form.fits(node_id)), None)
    return kind if kind is not None and ID_FORMS[kind].fits(node_id) else None


_NO_DIGITS = dict.fromkeys(map(ord, "0123456789"))


class NodeShape:
    """One node kind: brings properties into the order of the model and refuses what the model does not know."""

    def __init__(self, kind: NodeKind) -> None:
        self.kind = kind
        self.names = tuple(p.name for p in kind.properties)
        self.properties = {p.name: p for p in kind.properties}
        self.form = ID_FORMS.get(kind.name)
        # Half a million nodes share a few dozen combinations of types: each combination is checked once.
        self._seen: set[tuple[type, ...]] = set()
        self._place = _PLACES.get(kind.name)

    def values(self, node: Node) -> tuple[Json, ...]:
        """The property values in the order of `names`, None where not given (InvalidInput)."""
        given = node.properties
        if tuple(given) == self.names:
            values = tuple(given.values())
        else:
            if unknown := given.keys() - self.properties.keys():
                raise _refused(f"node {node.id!r}: {self.kind.name} has no property {sorted(unknown)[0]!r}")
            values = tuple(map(given.get, self.names))
        if (signature := tuple(map(type, values))) not in self._seen:
            self._check_types(node.id, values)
            self._seen.add(signature)
        if self.form is not None and not self.form.fits(node.id):
            raise _refused(f"node {node.id!r}: no identifier of a {self.kind.name}")
        if self._place is not None and not self._place(node.id, given):
            raise _refused(f"node {node.id!r}: expression, parent, eid or block do not agree with the identifier")
        return values

    def check_rows(self, rows: NodeRows) -> None:
        """The same for nodes given as rows, column by column (InvalidInput)."""
        if self.kind.name not in CONTAINED or rows.names[:2] != ("eid", "parent"):
            raise _refused(f"rows of {self.kind.name}: a kind with a place in a version, eid and parent first")
        if unknown := set(rows.names) - (self.properties.keys() - {"expression"}):
            raise _refused(f"rows of {rows.expression!r}: {self.kind.name} takes no property {sorted(unknown)[0]!r}")
        if set(map(len, rows.rows)) - {len(rows.names)}:
            raise _refused(f"rows of {rows.expression!r}: {len(rows.names)} values each are needed")
        for name, values in zip(rows.names, zip(*rows.rows, strict=True), strict=False):
            # One value of each type stands for all.
            for value in dict(zip(map(type, values), values, strict=True)).values():
                if value is not None and not fits(self.properties[name], value):
                    raise _refused(f"rows of {rows.expression!r}: {self.kind.name}.{name} can't be {value!r:.60}")
        head, form = f"{rows.expression}~", ID_FORMS[self.kind.name]
        eids = [row[0] for row in rows.rows]
        # Numbers say nothing of the kind: of a law's eIds a few dozen differ but in these.
        forms = {eid.translate(_NO_DIGITS) if isinstance(eid, str) else "!" for eid in eids}
        if all(form.fits(f"{head}{f}") for f in forms) and not any(row[0] == row[1] for row in rows.rows):
            return
        for eid, parent, *_ in rows.rows:
            if eid is None or eid == parent or not form.fits(f"{head}{eid}"):
                raise _refused(f"node {f'{head}{eid}'!r}: no identifier of a {self.kind.name} in {parent!r}")

    def _check_types(self, node_id: str, values: tuple[Json, ...]) -> None:
        for p, value in zip(self.kind.properties, values, strict=True):
            if value is not None and not fits(p, value):
                raise _refused(f"node {node_id!r}: {self.kind.name}.{p.name} must be {p.type}, not {value!r:.60}")


def fits(prop: Property, value: Json) -> bool:
    """Whether a value that is not None has the property's type; a bool is no int."""
    if isinstance(value, bool) and prop.type is PropertyType.INT:
        return False
    return isinstance(value, _PYTHON_TYPES[prop.type])


def _is_provision_place(node_id: str, at: Mapping[str, Json]) -> bool:
    head = f"{at.get('expression')}~"
    if node_id != f"{head}{at.get('eid')}":
        return False
    parent = at.get("parent")
    return parent is None or (isinstance(parent, str) and parent.startswith(head) and parent != node_id)


def _is_citation_place(node_id: str, at: Mapping[str, Json]) -> bool:
    return node_id.startswith(f"{at.get('block')}!c")


CONTAINED = ("Provision", *ITEM_KINDS)
"""Kinds that have their place in a version, below another node of their kind or the version itself."""

_PLACES: dict[str, Callable[[str, Mapping[str, Json]], bool]] = {
    **dict.fromkeys(CONTAINED, _is_provision_place),
    "Citation": _is_citation_place,
}

NODE_SHAPES: dict[str, NodeShape] = {name: NodeShape(kind) for name, kind in NODE_KINDS.items()}


def node_shape(kind: str) -> NodeShape:
    """The shape of a kind (InvalidInput for one that the model does not know)."""
    try:
        return NODE_SHAPES[kind]
    except KeyError:
        raise _refused(f"no node kind {kind!r}", f"one of {', '.join(NODE_SHAPES)}") from None


def edge_kind(name: str) -> EdgeKind:
    """The edge kind of that name (InvalidInput for one that the model does not know)."""
    try:
        return EDGE_KINDS[name]
    except KeyError:
        raise _refused(f"no edge kind {name!r}", f"one of {', '.join(EDGE_KINDS)}") from None


def check_edge(edge: Edge) -> EdgeKind:
    """The kind of an edge to be written (InvalidInput: it is unknown or PART_OF, or a field is of a wrong type)."""
    kind = edge_kind(edge.kind)
    if edge.kind == PART_OF:
        raise _refused(f"edge {edge.source!r} PART_OF {edge.target!r}: follows from `parent`, is not written")
    values = _edge_values(edge)
    if (signature := tuple(map(type, values))) not in _seen_edges:
        for name, value in zip(_EDGE_FIELDS, values, strict=True):
            if not isinstance(value, _EDGE_FIELDS[name]):
                raise _refused(f"edge {edge.source!r} {edge.kind} {edge.target!r}: {name} is {value!r:.60}")
        _seen_edges.add(signature)
    return kind


_TEXT_OR_NONE = (str, type(None))
_EDGE_FIELDS: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("owner", "evidence", "quote", "rule", "verdict", "valid_from", "valid_to"), _TEXT_OR_NONE),
    **dict.fromkeys(("start", "end"), (int, type(None))),
    "properties": (Mapping,),
}
_edge_values = attrgetter(*_EDGE_FIELDS)
# As for nodes: a combination of types is checked once.
_seen_edges: set[tuple[type, ...]] = set()


def missing_end(edge: Edge, end: str, kinds: Sequence[str]) -> InvalidInput:
    """The error for an edge whose end is not held, or held under a kind that the edge may not join."""
    return _refused(f"edge {edge.source!r} {edge.kind} {edge.target!r}: no {' or '.join(kinds)} {end!r} is held")


def check_condition(kind: str, where: Mapping[str, Sequence[Json]] | None) -> dict[str, list[Json]]:
    """The values to look for by property (InvalidInput for a property that is unknown or not indexed)."""
    shape = node_shape(kind)
    conditions: dict[str, list[Json]] = {}
    for name, values in (where or {}).items():
        prop = shape.properties.get(name)
        if prop is None or not prop.indexed:
            indexed = ", ".join(p.name for p in shape.properties.values() if p.indexed)
            raise _refused(f"{kind} can't be looked up by {name!r}", f"one of {indexed}")
        conditions[name] = [v for v in dict.fromkeys(values) if v is None or fits(prop, v)]
    return conditions


def check_properties(kind: str, names: Sequence[str]) -> None:
    """InvalidInput where a kind lacks one of those properties."""
    shape = node_shape(kind)
    for name in names:
        if name not in shape.properties:
            raise _refused(f"{kind} has no property {name!r}", f"one of {', '.join(shape.names)}")


def check_bounds(**bounds: tuple[int, int, int]) -> None:
    """Check `name=(value, least, most)` (InvalidInput)."""
    for name, (value, least, most) in bounds.items():
        if not least <= value <= most:
            raise _refused(f"{name}: {value} is out of bounds", f"{least} to {most}")


def _refused(message: str, hint: str = "") -> InvalidInput:
    return InvalidInput(message, hint or "see schemas/model.py for what the graph holds")
