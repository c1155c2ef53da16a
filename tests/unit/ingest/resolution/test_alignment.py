"""Articles of two versions are paired by text, never by number."""

from __future__ import annotations

import pytest

from ingest.resolution.alignment import Article, align_articles

KEEP = "渡口经营者应当为渡船配备救生衣、灭火器和通信设备，并保持其完好有效。"
KEEP_AMENDED = "渡口经营者应当为渡船配备救生衣、灭火器和定位通信设备，并保持其完好、有效。"
FINE = "违反本条例规定，渡船超载航行的，由海事管理机构责令停航，并处二千元以上一万元以下罚款。"
TREES = "古茶树实行一树一档管理，由所在地乡镇人民政府登记树龄、位置和管护责任人。"
MARKET = "夜间集市的摊位应当在零时前撤除，经营者负责清扫其占用的场地。"


def articles(*texts: str) -> list[Article]:
    return [Article(f"art_{n}", text) for n, text in enumerate(texts, start=1)]


@pytest.mark.parametrize(
    ("old", "new", "counterparts", "gone"),
    [
        ([KEEP, FINE], [KEEP, FINE], {"art_1": "art_1", "art_2": "art_2"}, set()),
        ([KEEP, FINE], [TREES, KEEP, MARKET, FINE], {"art_1": "art_2", "art_2": "art_4"}, set()),
        ([KEEP, FINE], [FINE, TREES, KEEP_AMENDED], {"art_1": "art_3", "art_2": "art_1"}, set()),
        ([KEEP, TREES], [KEEP], {"art_1": "art_1"}, {"art_2"}),
        ([TREES], [], {}, {"art_1"}),
    ],
    ids=["same", "moved", "moved and amended", "gone", "nothing left"],
)
def test_pairs(old: list[str], new: list[str], counterparts: dict[str, str], gone: set[str]) -> None:
    found = align_articles(articles(*old), articles(*new))
    assert dict(found.counterparts) == counterparts
    assert found.gone == gone


def test_two_equally_near_texts_are_not_chosen_between() -> None:
    found = align_articles(articles(KEEP), articles(KEEP + "每年检查一次。", KEEP + "每月检查一次。"))
    assert "art_1" not in found.counterparts
    assert "art_1" not in found.gone


def test_an_article_rewritten_in_its_place_is_found_between_its_neighbours() -> None:
    rewritten = "本市推行集市信用分级，摊主信用良好的，可以优先选择位置。"
    found = align_articles(articles(KEEP, MARKET, FINE), articles(TREES, KEEP, rewritten, FINE))
    assert found.counterparts["art_2"] == "art_3"


MERGED = (
    f"有下列情形之一的，处警告：（一）摊位占道的；（二）{MARKET[:-1]}而未撤除的；（三）扰乱秩序的；（四）妨碍消防的。"
    * 2
)


def test_an_article_taken_up_into_a_longer_one_is_there() -> None:
    found = align_articles(articles(MARKET), articles(MERGED, KEEP))
    assert dict(found.counterparts) == {"art_1": "art_1"}


def test_two_articles_may_be_taken_up_into_one() -> None:
    found = align_articles(articles(MARKET, FINE), articles(TREES, f"{MERGED}{FINE}"))
    assert dict(found.counterparts) == {"art_1": "art_2", "art_2": "art_2"}


@pytest.mark.parametrize(
    "new",
    [
        [MERGED, KEEP, MERGED.replace("扰乱秩序", "妨碍通行")],
        [f"{MARKET[:14]}{'，另行处理' * 12}。", KEEP],
    ],
    ids=["in two", "a piece only"],
)
def test_where_an_article_went_is_not_guessed(new: list[str]) -> None:
    found = align_articles(articles(MARKET), articles(*new))
    assert not found.counterparts


def test_an_article_of_which_a_sentence_lives_on_is_not_called_gone() -> None:
    old = f"{TREES}{KEEP}{FINE}{MARKET}"
    found = align_articles(articles(old), articles(f"{MERGED}{MERGED}"))
    assert not found.counterparts
    assert not found.gone


def test_no_new_article_is_given_twice() -> None:
    found = align_articles(articles(KEEP, KEEP_AMENDED, FINE), articles(KEEP, FINE))
    assert len(set(found.counterparts.values())) == len(found.counterparts)
