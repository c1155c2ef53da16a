"""List cells: bases, and the text of articles quoted after them."""

from __future__ import annotations

import pytest

from ingest.citations import find_citations

B, C = "based_on", "cites"


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("《甲法》第三条；《乙条例》第四条", [("《甲法》第三条", B, False), ("《乙条例》第四条", B, False)]),
        ("【法律】《甲法》第三条　违反本法第二条的", [("《甲法》第三条", B, False), ("本法第二条", C, True)]),
        (
            "《甲法》第三条：依照《乙法》第六条处罚。\n《丙法》第七条",
            [("《甲法》第三条", B, False), ("《乙法》第六条", C, True), ("《丙法》第七条", B, False)],
        ),
        (
            "《甲法》第三条：违反的，按照《乙法》第五条规定和《丙法》第六条规定处罚",
            [("《甲法》第三条", B, False), ("《乙法》第五条", C, True), ("《丙法》第六条", C, True)],
        ),
        ("设定依据：《甲法》第三条。备注：详见《许可证》", [("《甲法》第三条", B, False)]),
        ("根据《甲法》第三条规定：处罚", [("《甲法》第三条", B, False)]),
        (
            "《甲法》（2009年修正）第三条（现行《甲法》第五条）",
            [("《甲法》（2009年修正）第三条", B, False), ("《甲法》第五条", B, False)],
        ),
        ("云溪市绿道条例第三条，违反本条例第二条的", [("云溪市绿道条例第三条", B, False), ("本条例第二条", C, True)]),
        ("《甲法》第三条：一。\n第四条：二。", [("《甲法》第三条", B, False), ("第四条", B, False)]),
        ("对违反《甲法》第三条行为的处罚", [("《甲法》第三条", C, False)]),
    ],
)
def test_bases_and_quotations(cell: str, found: list[tuple[str, str, bool]]) -> None:
    assert [(c.text, str(c.relation), c.quoted) for c in find_citations(cell)] == found


def test_the_word_chooses_among_the_bases() -> None:
    found = find_citations("《甲法》第四条；《乙办法》第五条；违反本法第六条、本办法第七条的")
    assert [c.title for c in found] == ["甲法", "乙办法", "甲法", "乙办法"]


def test_the_paragraph_before_in_a_quoted_article() -> None:
    found = find_citations(
        "《甲条例》第六条第一款：违反的处罚；……有前款行为之一的。\n《乙条例》第七条第二款：有前款行为的"
    )
    assert [str(t) for c in found if c.kind == "relative" for t in c.targets] == ["第六条第一款", "第七条第一款"]


def test_lines_of_a_quoted_article_are_its_paragraphs() -> None:
    found = find_citations("《甲法》第五条：\n违反的：\n（一）子；\n（二）丑。\n有前款第二项行为的")
    assert [str(t) for t in found[-1].targets] == ["第五条第一款第二项"]


def test_lines_broken_by_a_narrow_column_are_joined() -> None:
    cell = "【法律】\n《湖泊\n保护法\n》第三\n十五条\n第二款\n违反本\n法第六\n条的"
    found = find_citations(cell)
    assert [(c.text, c.title, [str(t) for t in c.targets]) for c in found] == [
        ("《湖泊\n保护法\n》第三\n十五条\n第二款", "湖泊保护法", ["第三十五条第二款"]),
        ("本\n法第六\n条", "湖泊保护法", ["第六条"]),
    ]
    assert all(cell[c.start : c.end] == c.text for c in found)


@pytest.mark.parametrize(
    ("cell", "divisions"),
    [
        ("《甲法》（2021年1月22日修正）。\n第五章、第六章、第七章。", ["第五章、第六章、第七章"]),
        ("《甲法》（2021年修正）。第五章。", ["第五章"]),
        ("《甲法》（2021年修正）。\n第五章 法律责任", [None]),
        ("《甲法》（2021年修正）。\n第五章", [None]),
        ("《甲法》。第五章、第六章。", [None]),
    ],
)
def test_chapters_alone_behind_an_edition(cell: str, divisions: list[str | None]) -> None:
    assert [c.division for c in find_citations(cell)] == divisions
