"""Titles: what is an instrument, and the table of national titles."""

from __future__ import annotations

import pytest

from ingest.citations.names import build_names, national_names, parse_titles
from ingest.citations.titles import clean_title, genre_of, is_instrument, split_edition
from schemas.errors import InvalidInput


@pytest.mark.parametrize(
    "title",
    ["绿道条例", "民法典", "关于绿道的通知", "刑法修正案（八）", "国务院对甲事项的决定", "湖泊监测规范（试行）"],
)
def test_instrument(title: str) -> None:
    assert is_instrument(title)


@pytest.mark.parametrize(
    "title", ["取水许可证", "云溪日报", "处罚决定书", "买卖合同", "限期整改通知", "营业执照", "法"]
)
def test_no_instrument(title: str) -> None:
    assert not is_instrument(title)


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("公司法（2023年修订）", ("公司法", "2023")),
        ("绿道条例（2021年5月1日修正）", ("绿道条例", "2021")),
        ("刑法修正案（八）", ("刑法修正案（八）", None)),
        ("宪法修正案（2004年）", ("宪法修正案（2004年）", None)),
        ("绿道办法（试行）", ("绿道办法（试行）", None)),
        ("绿道办法（云政发〔2020〕3号）", ("绿道办法", None)),
    ],
)
def test_edition_in_the_title(title: str, parts: tuple[str, str | None]) -> None:
    assert split_edition(title) == parts


def test_one_spelling() -> None:
    assert clean_title("云溪市 实施〈水法〉\n办法(试行)") == "云溪市实施《水法》办法（试行）"
    assert genre_of("民法典") == "法"


def test_every_national_title_is_known_by_itself() -> None:
    names = national_names()
    assert len(names.titles) > 900
    for title in set(names.titles.values()):
        assert names.official(title) == title
        assert clean_title(title) == title
    assert names.official("处罚法") == "中华人民共和国行政处罚法"
    assert names.official("刑法修正案（八）") == "中华人民共和国刑法修正案（八）"
    assert names.official("某某法") is None


def test_the_longest_name_wins() -> None:
    names = build_names([("合同法", "合同法"), ("劳动合同法", "劳动合同法")])
    assert names.longest_before("依照劳动合同法", 7) == (2, "劳动合同法")


@pytest.mark.parametrize("line", ["只有标题", "甲法\tstatute\t", "\tlaw\t"])
def test_a_broken_table_names_its_line(line: str) -> None:
    with pytest.raises(InvalidInput, match="line 2"):
        list(parse_titles(f"# table\n{line}\n"))
