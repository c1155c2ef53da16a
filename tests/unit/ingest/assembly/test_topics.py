"""What a document is about: labels in its title, headings and names of items; words that hide labels tag nothing."""

from __future__ import annotations

import time

import pytest

from ingest.assembly.topics import (
    build_concept,
    build_topic_edges,
    find_concept_ids,
    find_item_concepts,
    find_topics,
    load_plain_words,
    load_topic_labels,
)
from schemas.authority import Kind
from schemas.documents import Document, Level, Metadata, Provision, SourceFile
from schemas.model import NODE_KINDS
from schemas.thesaurus import load_thesaurus

TEXTS = {
    "云溪市河道管理条例": ("river-management",),
    "云溪市行政处罚裁量基准": ("administrative-discretion-benchmark",),
    "行政处罚的听证": ("administrative-penalty", "hearing"),
    "听证与听证": ("hearing",),
    "第七章 法律责任": (),
    "最高人民法院关于云溪案件适用法律问题的批复": (),
    "中华人民共和国防雹法": (),
    "云溪市非机动车停放办法": (),
    "人民政府": (),
    "法制审核": (),  # a label of two concepts
    "规划与监督检查": (),
    "": (),
}


@pytest.mark.parametrize(("text", "expected"), TEXTS.items())
def test_topics_of_a_title_or_heading(text: str, expected: tuple[str, ...]) -> None:
    assert tuple(t.concept for t in find_topics(text)) == expected


def test_a_topic_says_where_its_label_stands_first() -> None:
    (topic,) = find_topics("关于听证和听证会的规定"[:6])
    assert (topic.start, topic.end) == (2, 4)


def test_concepts_of_the_title_come_before_those_of_headings_and_each_once() -> None:
    assert find_concept_ids("云溪市听证办法", "第二章 行政处罚 第一节 听证") == ("hearing", "administrative-penalty")


NAMES = {
    "对擅自倾倒建筑垃圾的行政处罚": ("construction-waste",),
    "行政处罚": ("administrative-penalty",),
    "对听证的行政检查情况": ("hearing", "administrative-inspection"),
}


@pytest.mark.parametrize(("name", "expected"), NAMES.items())
def test_the_type_of_power_that_ends_a_name_is_no_topic(name: str, expected: tuple[str, ...]) -> None:
    assert find_item_concepts("云溪市清单", name) == expected


def test_plain_words_are_labels_or_hide_one() -> None:
    words = load_plain_words()
    assert len(words) == len(set(words))
    labels = [label for label in load_thesaurus().by_label if len(label) > 1]
    for word in words:
        assert load_topic_labels().value(word) == ""
        assert any(label in word or label[0] == word[-1] for label in labels), word


def test_time_is_linear_in_the_length_of_a_heading() -> None:
    started = time.process_time()
    find_topics("行政处罚" * 250_000)
    find_topics("行政" * 500_000)
    assert time.process_time() - started < 8


def provision(eid: str, level: Level, heading: str, parent: str | None = None) -> Provision:
    return Provision(eid, parent, level, "", heading, None, None, None)


def document(part: str | None = None) -> Document:
    meta = Metadata("云溪市河道管理条例", Kind.LOCAL_REGULATION, "980100", "2024-01-01", part=part)
    provisions = (
        provision("chp_1", Level.CHAPTER, "总则"),
        provision("chp_2", Level.CHAPTER, "河道管理与听证"),
        provision("chp_2__sec_1", Level.SECTION, "听证", "chp_2"),
    )
    return Document(SourceFile("a.md", "0", 1, "text/markdown"), meta, provisions, "0", 0)


def test_a_version_is_about_each_concept_once_with_the_words_and_their_place() -> None:
    version = "cn-980100:local_regulation:云溪市河道管理条例@2024-01-01"
    edges = list(build_topic_edges(document(), version, "source:0"))
    assert [(e.target, e.evidence, e.start, e.end, e.quote, e.rule, e.owner) for e in edges] == [
        ("concept:river-management", version, 3, 7, "河道管理", "title", None),
        ("concept:hearing", f"{version}~chp_2", 5, 7, "听证", "heading", None),
    ]
    assert {(e.source, e.kind) for e in edges} == {(version, "ABOUT")}


def test_what_the_headings_of_a_part_say_goes_with_the_file_that_holds_it() -> None:
    owners = [e.owner for e in build_topic_edges(document("物权编"), "cn:law:甲法@2024-01-01", "source:0")]
    assert owners == [None, "source:0"]


def test_the_node_of_a_concept_has_what_the_model_says() -> None:
    node = build_concept("concept:hearing").node
    assert (node.id, node.properties["label"]) == ("concept:hearing", "听证")
    assert tuple(node.properties) == tuple(p.name for p in NODE_KINDS["Concept"].properties)
