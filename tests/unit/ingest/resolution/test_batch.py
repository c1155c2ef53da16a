"""`fatu cite --batch`: official titles, verdicts, candidates."""

from __future__ import annotations

from typing import Any, cast

from ingest.resolution.batch import build_cite_record, open_titles
from ingest.resolution.catalogue import Catalogue, Version, build_catalogue
from schemas.ids import WorkId, slug
from schemas.ports import Json, Node


def _catalogue(*works: tuple[str, str, str]) -> Catalogue:
    """A catalogue of titles with their kinds and regions, one version each of 2020."""

    def held(title: str, kind: str, region: str) -> tuple[Node, list[tuple[Version, Node]]]:
        work = str(WorkId(region, kind, slug(title)))
        properties: dict[str, Json] = {
            "slug": slug(title), "title": title, "kind": kind, "jurisdiction": region, "short_titles": [],
        }  # fmt: skip
        number: dict[str, Json] = {"document_numbers": ["云政令第5号"] if "绿道" in title else []}
        version = Version(f"{work}@2020-01-01", "2020-01-01", "2020-03-01", None)
        return Node(work, "Work", properties), [(version, Node(version.id, "Expression", number))]

    return build_catalogue(held(*w) for w in works)


def _answers(text: str, *works: tuple[str, str, str], source: Json = None) -> list[dict[str, Any]]:
    titles = open_titles(_catalogue(*works) if works else None)
    record = build_cite_record({"id": 7, "text": text, "source": source, "note": "unknown keys don't matter"}, titles)
    assert record["id"] == 7
    return cast("list[dict[str, Any]]", record["citations"])


def test_without_data_the_official_titles_come_with_the_package() -> None:
    [known, unknown] = _answers("《处罚法》第三条；《绿道条例》第四条")
    assert (known["title"], known["verdict"]) == ("中华人民共和国行政处罚法", "resolved")
    assert (unknown["title"], unknown["verdict"]) == ("绿道条例", "not_held")
    assert known["targets"] == [
        {"article": 3, "article_suffix": None, "paragraph": None, "item": None, "subitem": None}
    ]


def test_the_catalogue_gives_the_official_title() -> None:
    [found] = _answers(
        "依照《云溪市实施〈水法〉办法》第三条", ("云溪市实施《中华人民共和国水法》办法", "local_regulation", "990100")
    )
    assert (found["title"], found["verdict"]) == ("云溪市实施《中华人民共和国水法》办法", "resolved")


def test_a_title_inside_a_longer_one_is_not_linked() -> None:
    [found] = _answers("《绿道条例》第三条", ("云溪市绿道条例", "local_regulation", "990100"))
    assert (found["title"], found["verdict"]) == ("绿道条例", "not_held")


def test_two_of_one_name_are_ambiguous() -> None:
    works = [("绿道条例", "local_regulation", "990100"), ("绿道条例", "local_regulation", "980100")]
    [found] = _answers("《绿道条例》第三条", *works)
    assert (found["title"], found["verdict"]) == (None, "ambiguous")
    assert len(found["candidates"]) == 2


def test_the_citing_text_s_own_region_comes_first() -> None:
    works = [
        ("绿道条例", "local_regulation", "990100"),
        ("绿道条例", "local_regulation", "980100"),
        ("云溪市湖泊条例", "local_regulation", "990100"),
    ]
    [found] = _answers(
        "第九条 依照《绿道条例》第三条。",
        *works,
        source={"title": "云溪市湖泊条例", "date": "2021-01-01", "article": "第九条"},
    )
    assert (found["title"], found["verdict"]) == ("绿道条例", "resolved")


def test_a_number_alone_finds_its_instrument() -> None:
    [found] = _answers("按照云政令第5号办理", ("绿道条例", "local_regulation", "990100"))
    assert (found["kind"], found["title"], found["verdict"]) == ("docnumber", "绿道条例", "resolved")


def test_a_generic_reference_has_no_title() -> None:
    [found] = _answers("第九条 按照国家有关规定办理。", source={"title": "云溪市湖泊条例"})
    assert (found["kind"], found["title"], found["verdict"], found["relation"]) == ("generic", None, "unparsed", None)


def test_own_references_are_resolved_without_a_catalogue() -> None:
    [found] = _answers("第九条 甲。\n有前款行为的。", source={"title": "云溪市湖泊条例", "article": "第九条"})
    assert (found["kind"], found["title"], found["verdict"]) == ("relative", "云溪市湖泊条例", "resolved")


def test_a_place_that_nothing_determines_is_unparsed() -> None:
    [found] = _answers("第九条 有前款行为的。", source={"title": "云溪市湖泊条例"})
    assert (found["title"], found["verdict"], found["targets"]) == (None, "unparsed", [])
