"""The thesaurus as data: its form, its relations, its labels."""

from __future__ import annotations

import json
from collections import defaultdict
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator

from schemas.errors import NotFound
from schemas.thesaurus import Concept, load_thesaurus

THESAURUS = load_thesaurus()
_FOLDER = files("schemas.thesaurus")


def test_every_line_has_the_form_of_the_schema() -> None:
    schema = json.loads(_FOLDER.joinpath("concept.schema.json").read_text("utf8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    lines = 0
    for source in _FOLDER.joinpath("concepts").iterdir():
        for number, line in enumerate(source.read_text("utf8").splitlines(), 1):
            errors = [f"{source.name}:{number}: {e.message}" for e in validator.iter_errors(json.loads(line))]
            assert not errors
            lines += 1
    assert lines == len(THESAURUS), "an id stands twice"
    assert lines > 1_000


def test_relations_name_concepts_and_never_the_concept_itself() -> None:
    for concept in THESAURUS:
        others = {*concept.broader, *concept.related, *concept.distinct_from}
        assert others <= set(THESAURUS.concepts), concept.id
        assert concept.id not in others


def test_broader_has_no_cycle() -> None:
    for concept in THESAURUS:
        assert concept.id not in THESAURUS.ancestors(concept.id)


@pytest.mark.parametrize("relation", ["related", "distinct_from"])
def test_relations_go_both_ways(relation: str) -> None:
    for concept in THESAURUS:
        for other in getattr(concept, relation):
            assert concept.id in getattr(THESAURUS.concept(other), relation), (concept.id, other)


def test_no_concept_is_both_related_or_broader_and_set_apart_without_need() -> None:
    for concept in THESAURUS:
        assert not set(concept.broader) & set(concept.distinct_from), concept.id
        assert not set(concept.related) & set(concept.distinct_from), concept.id


def test_a_label_has_one_owner_or_is_marked_ambiguous_by_all_that_do_not_prefer_it() -> None:
    for label, owners in THESAURUS.by_label.items():
        concepts = [THESAURUS.concept(i) for i in owners]
        assert len(set(owners)) == len(owners), label
        unmarked = [c.id for c in concepts if label not in c.ambiguous and label != c.zh]
        assert len(concepts) == 1 or not unmarked, label
        assert len(concepts) > 1 or label not in concepts[0].ambiguous, f"{label} is marked and has one owner"


def test_concepts_set_apart_share_no_label_that_is_not_marked() -> None:
    for concept in THESAURUS:
        for other in map(THESAURUS.concept, concept.distinct_from):
            shared = set(concept.labels_zh) & set(other.labels_zh)
            assert shared <= set(concept.ambiguous) & set(other.ambiguous), (concept.id, other.id)


def test_english_labels_have_one_owner() -> None:
    owners: dict[str, list[Concept]] = defaultdict(list)
    for concept in THESAURUS:
        for label in concept.labels_en:
            owners[label.lower()].append(concept)
    assert not {label: [c.id for c in found] for label, found in owners.items() if len(found) > 1}


def test_an_unknown_concept_is_not_found() -> None:
    with pytest.raises(NotFound):
        THESAURUS.concept("nothing-of-the-kind")


def test_narrower_is_the_other_end_of_broader() -> None:
    assert "fine" in THESAURUS.narrower["types-of-administrative-penalties"]
    assert THESAURUS.ancestors("fine")[0] == "types-of-administrative-penalties"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("行政处罚", "刑罚"),
        ("罚款", "罚金"),
        ("从轻处罚", "减轻处罚"),
        ("备案审查", "行政备案"),
        ("行政复议", "行政诉讼"),
        ("废止", "失效"),
        ("派出机关", "派出机构"),
        ("行政强制措施", "行政强制执行"),
    ],
)
def test_near_concepts_of_the_field_are_set_apart(one: str, other: str) -> None:
    (first, *_), (second, *_) = THESAURUS.by_label[one], THESAURUS.by_label[other]
    assert second in THESAURUS.concept(first).distinct_from
