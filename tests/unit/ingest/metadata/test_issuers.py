from __future__ import annotations

import pytest

from ingest.metadata.history import find_events
from ingest.metadata.issuers import find_issuers
from ingest.metadata.numbers import find_numbers

CASES = {
    "a standing committee": (
        ["2020年5月1日 杭州市第一届人民代表大会常务委员会第二次会议通过"],
        ("杭州市人民代表大会常务委员会",),
    ),
    "who approves is no issuer": (
        [
            "2020年5月1日 杭州市第一届人民代表大会第二次会议通过",
            "2020年6月1日 浙江省第九届人民代表大会常务委员会第八次会议批准",
            "2020年6月9日 杭州市人民代表大会常务委员会公告第3号公布",
        ],
        ("杭州市人民代表大会",),
    ),
    "short forms are written out": (
        ["2020年5月1日 市十二届人大常委会第二十一次会议通过"],
        ("杭州市人民代表大会常务委员会",),
    ),
    "the national congress": (["2020年5月1日 第十三届全国人民代表大会第三次会议通过"], ("全国人民代表大会",)),
    "the State Council": (["2020年5月1日 中华人民共和国国务院令第900号公布"], ("国务院",)),
    "two bodies, one order": (
        ["2020年5月1日 中华人民共和国国务院、中华人民共和国中央军事委员会令第900号公布"],
        ("国务院", "中央军事委员会"),
    ),
    "a ministry under the State Council's approval": (
        ["1999年5月12日 国务院批准", "1999年5月25日 民政部令第14号发布"],
        ("民政部",),
    ),
    "several ministries": (["1982年2月4日 卫生部、交通部、铁道部发布"], ("卫生部", "交通部", "铁道部")),
    "ministries that a blank parts": (["1982年2月4日 文化部 海关总署发布"], ("文化部", "海关总署")),
    "和 inside a name": (["2014年1月2日 人力资源和社会保障部令第3号公布"], ("人力资源和社会保障部",)),
    "courts": (
        [
            "2018年7月30日最高人民法院审判委员会第1745次会议、2018年10月19日最高人民检察院第十三届检察委员会第七次会议通过"
        ],
        ("最高人民法院", "最高人民检察院"),
    ),
    "a government": (["2006年11月17日 杭州市人民政府第56次常务会议审议通过"], ("杭州市人民政府",)),
    "a government that gave it a number": (["2023年3月1日 杭州市人民政府 杭政规〔2023〕2号印发"], ("杭州市人民政府",)),
    "its office, without a blank": (
        ["2023年3月1日杭州市人民政府办公厅杭政办规〔2023〕2号印发"],
        ("杭州市人民政府办公厅",),
    ),
    "the notice that sends it out": (
        ["2023年3月1日 杭州市人民政府关于印发《杭州市渡船管理办法》的通知（杭政规〔2023〕2号）印发"],
        ("杭州市人民政府",),
    ),
    "two bureaus, one number": (
        ["2023年3月1日 杭州市交通运输局、杭州市水利局 杭交发〔2023〕2号印发"],
        ("杭州市交通运输局", "杭州市水利局"),
    ),
    "a revision's issuer": (
        [
            "1982年12月10日 第五届全国人民代表大会常务委员会第五次会议通过",
            "2024年3月11日 第十四届全国人民代表大会第二次会议修订",
        ],
        ("全国人民代表大会",),
    ),
}


@pytest.mark.parametrize(("notes", "expected"), CASES.values(), ids=CASES.keys())
def test_issuers(notes: list[str], expected: tuple[str, ...]) -> None:
    assert find_issuers(find_events(notes), "渡船条例", "330100") == expected


def test_issuers_that_only_the_title_names() -> None:
    title = "最高人民法院、最高人民检察院关于办理渡船案件的解释"
    assert find_issuers((), title, "000000") == ("最高人民法院", "最高人民检察院")


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        (["2020年5月1日 中华人民共和国国务院令第900号公布"], ("中华人民共和国国务院令第900号",)),
        (["2019年8月9日 农业部令2019年第8号公布"], ("农业部令2019年第8号",)),
        (["法释〔2020〕17号"], ("法释〔2020〕17号",)),
        (["2023年3月1日 杭州市人民政府 杭政规〔2023〕2号印发"], ("杭政规〔2023〕2号",)),
        (["2023年3月1日杭州市人民政府办公厅杭政办规〔2023〕2号印发"], ("杭政办规〔2023〕2号",)),
        (["2023年3月1日 杭州市人民政府关于印发《渡船条例》的通知 杭政规〔2023〕2号印发"], ("杭政规〔2023〕2号",)),
        (["杭州市人民政府令", "第3号"], ("杭州市人民政府令第3号",)),
        (
            ["2020年5月1日 杭州市第一届人民代表大会常务委员会公告第3号公布"],
            ("杭州市第一届人民代表大会常务委员会公告第3号",),
        ),
        (["2021年5月1日 根据国务院令第901号《国务院关于修改部分行政法规的决定》修正"], ()),
    ],
)
def test_numbers(notes: list[str], expected: tuple[str, ...]) -> None:
    assert find_numbers(find_events(notes), notes) == expected
