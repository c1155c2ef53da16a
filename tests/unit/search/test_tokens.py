"""Words: both segmenters alike, folding that keeps places, data files in order."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from search.tokens import PUNCTUATION, fold_text, load_stop_words, load_user_words
from search.tokens.segmenter import load_jieba, load_rjieba

TEXTS = (
    "公民、法人或者其他组织违反行政管理秩序的行为，应当给予行政处罚的，依照本法规定。",
    "双随机、一公开监管与一网通办、跨省通办",
    "首违不罚清单由法定代表人签字，行政相对人确认",
    "处五百元以上二千元以下罚款；情节严重的，吊销许可证。",
    "使用APP登记，电话12345，网址http://example/a?b=c",
    "第一百三十三条之一　有下列情形之一的",
    "",
    " \n\t　",
    "—…《》〔2021〕12号",
)


@pytest.mark.parametrize("text", TEXTS)
def test_both_segmenters_cut_alike(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    slow, fast = load_jieba(_cache(tmp_path_factory)), load_rjieba()
    assert slow.find_tokens(text) == fast.find_tokens(text)
    assert slow.find_words(text) == fast.find_words(text)
    assert slow.fingerprint == fast.fingerprint


@pytest.mark.corpus
@pytest.mark.skipif("FATU_TEST_SHARED" not in os.environ, reason="FATU_TEST_SHARED is not set")
def test_both_segmenters_cut_the_corpus_alike(tmp_path_factory: pytest.TempPathFactory) -> None:
    """But for runs of numbers and units (百分之二十五点五, 3000元), where the hidden words' model differs."""
    slow, fast = load_jieba(_cache(tmp_path_factory)), load_rjieba()
    numbers = re.compile(r"[一二三四五六七八九十百千万亿零〇两点\da-zμ%％./+_元日月年个人条款项倍以上下-]+\Z")
    laws = Path(os.environ["FATU_TEST_SHARED"]) / "corpus" / "laws"
    compared = 0
    for file in sorted(laws.rglob("*.md"))[::60]:
        for line in file.read_text("utf8").splitlines()[:60]:
            one, other = slow.find_tokens(line), fast.find_tokens(line)
            odd = set(one) ^ set(other)
            assert all(numbers.match(t) for t in odd), (file.name, line, odd)
            compared += len(one)
    assert compared > 30_000


def _cache(factory: pytest.TempPathFactory) -> Path:
    return factory.getbasetemp() / "jieba"


def test_jieba_keeps_its_cache_where_it_is_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = _cache(tmp_path_factory)
    load_jieba(folder).find_tokens("行政处罚")
    assert [p.name for p in folder.iterdir()] == ["jieba.cache"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("第１条　Ab", "第1条 ab"),
        ("İstanbul", "İstanbul"),
        ("，。（）", "，。（）"),
        ("", ""),
    ],
)
def test_folding_keeps_the_number_of_characters(text: str, folded: str) -> None:
    assert fold_text(text) == folded
    assert len(folded) == len(text)


def test_marks_are_no_words_but_signs_are() -> None:
    assert set("，。、；：？！“”（）《》〔〕()[]—…·/-") <= PUNCTUATION
    assert not PUNCTUATION & set("%％℃①一a0第㎡")


def test_user_words_are_terms_that_would_be_broken() -> None:
    words = load_user_words()
    assert list(words) == sorted(set(words))
    assert all(re.fullmatch(r"[\u4e00-\u9fff]{2,8}", w) for w in words)
    assert all(w in load_rjieba().find_tokens(f"实行{w}的") for w in words)


def test_stop_words_leave_the_words_of_norms() -> None:
    words = load_stop_words()
    assert {"的", "什么", "怎么办", "the"} <= words
    assert not words & {"不得", "拒不", "无", "未", "必须", "应当", "不予"}
