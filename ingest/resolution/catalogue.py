"""The catalogue: what instruments are held, under which names, in which versions. Never looked up by containment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.citations.interpretations import find_interpretation_names
from ingest.citations.names import short_names_of
from schemas.authority import Kind
from schemas.docnumbers import normalise_docnumber
from schemas.ids import NATIONAL
from schemas.ports import GraphStore, Node
from schemas.titles import title_slug


@dataclass(frozen=True, slots=True)
class Version:
    """A held version: id, the date that orders it (ISO, empty when unknown), in force from and to.

    `is_first`: the text says that it was in force from then on for the first time, so that there is none before it.
    """

    id: str
    date: str
    effective_from: str | None
    effective_to: str | None
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Instrument:
    """A held work with its versions, oldest first."""

    id: str
    slug: str
    title: str
    kind: str
    jurisdiction: str
    versions: tuple[Version, ...]

    @property
    def current(self) -> Version:
        """The version adopted last, whether in force yet or not."""
        return self.versions[-1]

    def on(self, day: str) -> Version | None:
        """The last version in force from that day (ISO) or before, whether a repeal has ended it since or not."""
        begun = [v for v in self.versions if (v.effective_from or v.date) <= day]
        return begun[-1] if begun else None

    @property
    def issuer(self) -> str:
        """Who the title says has issued it (最高人民法院 of 最高人民法院关于…); empty where it does not say."""
        issuer, about, _ = self.title.partition("关于")
        return issuer if about else ""


@dataclass(slots=True)
class Catalogue:
    """Held works by slug, by short title and by document number."""

    by_id: dict[str, Instrument] = field(default_factory=dict)
    by_slug: dict[str, list[Instrument]] = field(default_factory=lambda: defaultdict(list))
    by_short_title: dict[str, list[Instrument]] = field(default_factory=lambda: defaultdict(list))
    by_number: dict[str, list[Instrument]] = field(default_factory=lambda: defaultdict(list))

    def named(self, title_slug: str) -> list[Instrument]:
        """Works of exactly that title, else those known by that short title."""
        return self.by_slug.get(title_slug) or self.by_short_title.get(title_slug) or []

    def nearest(self, found: list[Instrument], jurisdiction: str) -> list[Instrument]:
        """Those of the citing text's own region, else of the region above it, else national ones, else all.

        A city's text that names a title without a place means its own, then its province's, then the nation's.
        """
        if len(found) < 2:
            return found
        for region in dict.fromkeys((jurisdiction, jurisdiction[:2] + "0000", NATIONAL)):
            here = [i for i in found if i.jurisdiction == region]
            if here:
                return here
        return found


def load_catalogue(store: GraphStore) -> Catalogue:
    """The catalogue of everything held in the store."""
    versions: dict[str, list[tuple[Version, Node]]] = defaultdict(list)
    for node in store.find("Expression"):
        versions[str(node.properties["work"])].append((_version(node), node))
    return build_catalogue((n, versions[n.id]) for n in store.find("Work") if n.properties["held"] and n.id in versions)


def build_catalogue(works: Iterable[tuple[Node, list[tuple[Version, Node]]]]) -> Catalogue:
    """The catalogue of these works and their versions."""
    catalogue = Catalogue()
    for work, pairs in works:
        ordered = sorted(pairs, key=lambda p: (p[0].date, p[0].id))
        instrument = Instrument(
            work.id,
            str(work.properties["slug"]),
            str(work.properties["title"]),
            str(work.properties["kind"]),
            str(work.properties["jurisdiction"]),
            tuple(v for v, _ in ordered),
        )
        catalogue.by_id[work.id] = instrument
        catalogue.by_slug[instrument.slug].append(instrument)
        names = _strings(work, "short_titles")
        if instrument.kind == Kind.JUDICIAL_INTERPRETATION:
            names += find_interpretation_names(instrument.title, short_names_of)
        for short in dict.fromkeys(names):
            catalogue.by_short_title[title_slug(short)].append(instrument)
        for number in dict.fromkeys(n for _, e in ordered for n in _strings(e, "document_numbers")):
            catalogue.by_number[normalise_docnumber(number)].append(instrument)
    return catalogue


def _version(node: Node) -> Version:
    dated = node.id.rpartition("@")[2]
    date = dated[:10] if dated[:1].isdigit() else _last_event(node)
    start, end = node.properties["effective_from"], node.properties["effective_to"]
    return Version(
        node.id,
        date,
        start if isinstance(start, str) else None,
        end if isinstance(end, str) else None,
        is_first=start is not None and start == node.properties["first_effective"],
    )


def _last_event(node: Node) -> str:
    history = node.properties["history"]
    events = history if isinstance(history, list) else []
    dated = [e for e in events if isinstance(e, dict) and e.get("date")]
    # A day in force may be long after the text was made.
    made = [e for e in dated if e.get("kind") != "effective"] or dated
    return max((str(e["date"]) for e in made), default="")


def _strings(node: Node, name: str) -> list[str]:
    value = node.properties[name]
    return [str(v) for v in value] if isinstance(value, list) else []
