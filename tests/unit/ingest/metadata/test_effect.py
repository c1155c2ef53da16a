from __future__ import annotations

import pytest

from ingest.metadata.effect import Statement, find_genre, find_statement

DAY = Statement("2020-06-01", None)
PUBLISHED = Statement(None, "published")


@pytest.mark.parametrize(
    ("texts", "title", "expected"),
    [
        (["本条例自2020年6月1日起施行。"], "湖畔市渡船条例", DAY),
        (["本条例自２０２０年６月１日起施行。"], "湖畔市渡船条例", DAY),
        (["本条例自二〇二〇年六月一日起施行。"], "湖畔市渡船条例", DAY),
        (["本条例自2020年6月1日零时起施行。"], "湖畔市渡船条例", DAY),
        (["本实施细则从2020年6月1日起实施。"], "渡船条例实施细则", DAY),
        (["本办法于2020年6月1日起执行。"], "渡船办法", DAY),
        (["本办法由市交通局负责解释，自2020年6月1日起施行。"], "渡船办法", DAY),
        (["本条例经市人民代表大会常务委员会通过，自2020年6月1日起施行。"], "渡船条例", DAY),
        (["本办法自公布之日起施行。"], "渡船办法", PUBLISHED),
        (["本办法自发布之日起施行，2001年1月1日发布的《渡船办法》同时废止。"], "渡船办法", PUBLISHED),
        (["本决定自通过之日起施行。"], "关于渡船的决定", Statement(None, "adopted")),
        (["本办法自2020年度起施行。"], "渡船办法", Statement("2020-01-01", None)),
        (["五、本修正案自2020年6月1日起施行。"], "渡船法修正案", DAY),
        (["办法由市政府制定。第四十二条本条例自2020年6月1日起施行。"], "渡船条例", DAY),
        # of other acts
        (["本条例自2020年6月1日起施行。2001年1月1日起施行的《渡船条例》同时废止。"], "渡船条例", DAY),
        (["本办法自2020年6月1日起施行，依照《港口法》新设的制度自2021年1月1日起施行。"], "渡船办法", DAY),
        (["本条例自2020年6月1日起施行。", "本决定自2021年1月1日起施行。"], "渡船条例", DAY),
        (["新区自2021年1月1日起执行本条例。", "本条例自2020年6月1日起施行。"], "渡船条例", DAY),
        (["应当自本条例施行之日起六个月内登记。"], "渡船条例", None),
        (["合同自成立之日起生效。"], "渡船条例", None),
        (["第三条、第四条自2021年1月1日起施行。"], "渡船条例", None),
        (["本条例自2023年2月30日起施行。"], "渡船条例", None),
        ([], "渡船条例", None),
    ],
)
def test_when_a_text_says_it_comes_into_force(texts: list[str], title: str, expected: Statement | None) -> None:
    assert find_statement(texts, title) == expected


def test_own_genre_admits_no_other() -> None:
    texts = ["本解释自2004年4月1日起施行。"]
    assert find_statement(texts, "补充规定", own_genre=True) is None
    assert find_statement(texts, "渡船案件的解释", own_genre=True) == Statement("2004-04-01", None)


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("渡船管理办法（试行）", "办法"),
        ("渡船法", "法"),
        ("实施细则", "细则"),
        ("刑法修正案（十）", "修正案"),
        ("渡船", ""),
    ],
)
def test_genre(title: str, genre: str) -> None:
    assert find_genre(title) == genre
