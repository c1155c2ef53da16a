"""Which queries ask for a meaning, and what is embedded for them."""

from __future__ import annotations

import pytest

from search.semantic.asking import find_meaning
from search.understanding.reading import read_query


@pytest.mark.parametrize(
    ("query", "embedded"),
    [
        ("老板不给工资怎么办", "老板不给工资怎么办"),
        ("行政處罰 聽證", "行政处罚 听证"),
        ("xingzhengchufa", "行政处罚"),
        ("enforcement discretion", "行政裁量权基准"),
        ("合同没签，钱要退吗?", "合同没签，钱要退吗？"),
        ("“一房多租”有效吗？", "“一房多租”有效吗？"),
        ("《劳动合同法》老板不给工资怎么办", "《劳动合同法》老板不给工资怎么办"),
        ("劳动合同法 工资", "劳动合同法 工资"),
        ("行政处罚法", ""),
        ("行政处罚法第三十三条", ""),
        ("行政处罚法的规定", ""),
        ("国发〔2021〕12号", ""),
        ('"行政裁量" 基准', ""),
        ("“行政裁量权基准”", ""),
        ("裁量基准 -税务", ""),
        ("", ""),
        ("。。", ""),
        ("   ", ""),
    ],
)
def test_what_is_embedded(query: str, embedded: str) -> None:
    assert find_meaning(read_query(query)).text == embedded


def test_a_pasted_document_is_embedded_by_its_beginning() -> None:
    assert len(find_meaning(read_query("河道管理机关应当公布名录。" * 1_000)).text) == 400


def test_how_much_of_a_query_names_concepts() -> None:
    legal, mixed, lay = (find_meaning(read_query(q)).covered for q in ("行政处罚", "老板不给工资", "不想跟老公过了"))
    assert legal == 1.0
    assert 0.0 == lay < mixed < 0.6
    assert find_meaning(read_query("when can the deadline be extended")).covered == 1.0
