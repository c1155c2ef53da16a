"""What a document is about: the concepts whose labels stand in its title and in the headings above its articles."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from schemas.documents import INNER_LEVELS, Document
from schemas.ids import ConceptId
from schemas.ports import Edge, Node, OwnedNode
from schemas.thesaurus import load_thesaurus
from schemas.thesaurus.labels import LabelTable

NOTHING = ""
"""What plain words stand for."""


class Topic(NamedTuple):
    """A concept's label in a text, in code points, and the id of the concept."""

    start: int
    end: int
    concept: str


# Half of the corpus's 19,600 titles and headings repeat; indexing asks for the headings above each article again.
@lru_cache(maxsize=1 << 15)
def find_topics(text: str) -> tuple[Topic, ...]:
    """The concepts of a title, heading or name, each where it stands first; ambiguous labels are left out.

    Time is linear in the length of the text.
    """
    found: dict[str, Topic] = {}
    for match in load_topic_labels().find(text):
        if match.value:
            found.setdefault(match.value, Topic(match.start, match.end, match.value))
    return tuple(found.values())


@lru_cache(maxsize=1 << 15)
def find_concept_ids(title: str, headings: str) -> tuple[str, ...]:
    """Ids of the concepts of a title and of what stands below it, each once."""
    return tuple(dict.fromkeys(t.concept for text in (title, headings) for t in find_topics(text)))


def find_name_topics(name: str) -> tuple[Topic, ...]:
    """The concepts of an item's name. The type of power that ends it (对…的行政处罚) is a field of its own, no topic.

    It is printed or left out as the list likes: with it 360 of 2,083 items of 14 lists were about 行政处罚.
    """
    ending = len(name)
    return tuple(t for t in find_topics(name) if not (t.end == ending and name[t.start - 1 : t.start] == "的"))


def find_item_concepts(title: str, name: str) -> tuple[str, ...]:
    """Ids of the concepts of a list's title and of an item's name, each once."""
    return tuple(dict.fromkeys(t.concept for t in (*find_topics(title), *find_name_topics(name))))


@cache
def load_topic_labels() -> LabelTable[str]:
    """Chinese labels with the id of their concept, and the plain words that hide labels, which mean none."""
    labels = {label: ids[0] if len(ids) == 1 else NOTHING for label, ids in load_thesaurus().by_label.items()}
    plain = dict.fromkeys(load_plain_words(), NOTHING)
    return LabelTable((label, value) for label, value in (labels | plain).items() if len(label) > 1)


def load_plain_words() -> tuple[str, ...]:
    """The words of `plain_words.txt`."""
    lines = files("ingest.assembly").joinpath("plain_words.txt").read_text("utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


def build_topic_edges(document: Document, expression: str, owner: str) -> Iterator[Edge]:
    """From the version to its concepts, by the title or else the first heading; from each item to those of its name.

    Evidence is the version, the division or the item; the span counts in its title, heading or name.
    """
    # Headings of one part of a version go with the file that holds the part.
    part = owner if document.metadata.part else None
    seen: set[str] = set()
    texts: list[tuple[str, str, str, str | None]] = [(expression, document.metadata.title, "title", None)]
    texts += [
        (f"{expression}~{p.eid}", p.heading, "heading", part)
        for p in document.provisions
        if p.heading and p.level not in INNER_LEVELS
    ]
    for evidence, text, rule, holder in texts:
        for topic in find_topics(text):
            if topic.concept not in seen:
                seen.add(topic.concept)
                yield _build_edge(expression, topic, evidence, text, rule, holder)
    for item in document.items:
        node = f"{expression}~{item.eid}"
        for topic in find_name_topics(item.name or ""):
            yield _build_edge(node, topic, node, item.name or "", "name", None)


def _build_edge(source: str, topic: Topic, evidence: str, text: str, rule: str, owner: str | None) -> Edge:
    start, end, concept = topic
    return Edge(source, "ABOUT", str(ConceptId(concept)), owner, evidence, start, end, text[start:end], rule)


def build_concept(concept_node: str) -> OwnedNode:
    """The node of a concept, by the node's id; no file owns it."""
    concept = load_thesaurus().concept(concept_node.partition(":")[2])
    return OwnedNode(
        Node(
            concept_node,
            "Concept",
            {
                "label": concept.zh,
                "label_en": concept.en,
                "alternatives": list(concept.alt_zh),
                "field": concept.field,
                "broader": [str(ConceptId(i)) for i in concept.broader],
                "related": [str(ConceptId(i)) for i in concept.related],
            },
        )
    )
