"""An invented corpus: laws and regulations of a country that does not exist."""

from __future__ import annotations

from typing import Any

from schemas.queries import HitType, IndexDocument

TODAY = "2024-06-01"


def make_document(number: int, text: str, **values: Any) -> IndexDocument:
    """An article of 云溪法 unless told otherwise."""
    work = values.pop("work", "cn:law:云溪法")
    expression = values.pop("expression", f"{work}@2020-01-01")
    given: dict[str, Any] = {
        "id": f"{expression}~art_{number}",
        "type": HitType.ARTICLE,
        "title": "云溪法",
        "headings": "第一章 总则",
        "kind": "law",
        "jurisdiction": "000000",
        "issuers": ("云溪议会",),
        "year": 2020,
        "effective_from": "2020-03-01",
        "effective_to": None,
        "ended": False,
        "path": "法律/云溪法(2020-01-01).md",
        "article": f"第{number}条",
        "seq": number,
    }
    return IndexDocument(work=work, expression=expression, text=text, **{**given, **values})


def make_title(work: str, title: str, **values: Any) -> IndexDocument:
    """A whole document."""
    expression = values.pop("expression", f"{work}@2020-01-01")
    given = {"type": HitType.DOCUMENT, "id": expression, "headings": "", "article": "", "seq": 0}
    return make_document(
        0, f"为了{title}的目的。", work=work, title=title, expression=expression, **{**given, **values}
    )


def build_corpus() -> list[IndexDocument]:
    """Articles of three kinds and places, a superseded, a repealed, a coming and an undated version."""
    city: dict[str, Any] = {
        "work": "cn-990100:local_regulation:澄江市河道条例",
        "title": "澄江市河道条例",
        "kind": "local_regulation",
        "jurisdiction": "990100",
        "issuers": ("澄江市人大常委会", "澄江市水务局"),
        "path": "DLC/澄江/澄江市河道条例(2022-05-01).md",
        "year": 2022,
        "effective_from": "2022-07-01",
        "concepts": ("river-management",),
    }
    rule: dict[str, Any] = {
        "work": "cn:dept_rule:渡船安全办法",
        "title": "渡船安全办法",
        "kind": "dept_rule",
        "issuers": ("航运部",),
        "path": "部门规章/渡船安全办法.md",
    }
    old: dict[str, Any] = {
        "expression": "cn:law:云溪法@2010-01-01",
        "effective_from": "2010-02-01",
        "effective_to": "2020-03-01",
        "year": 2010,
        "path": "法律/云溪法(2010-01-01).md",
    }
    return [
        make_title("cn:law:云溪法", "云溪法", seq=0),
        make_document(1, "为了保护河道，防治水害，制定本法。"),
        make_document(
            2, "河道管理机关应当每年公布河道名录。", headings="第二章 河道管理", concepts=("river-management",)
        ),
        make_document(
            3,
            "在河道内倾倒垃圾的，由河道管理机关责令改正，处五百元以上二千元以下罚款。",
            headings="第三章 罚则",
            concepts=("fine", "river-management"),
        ),
        make_document(1, "为了管理河道，制定本法。", **old),
        make_document(2, "河道管理机关应当公布河道名录。", **old),
        make_title(city["work"], city["title"], **{k: v for k, v in city.items() if k not in ("work", "title")}),
        make_document(1, "本市河道内倾倒垃圾的处罚，适用本条例。", **city),
        make_document(2, "水务局负责河道的巡查，发现倾倒垃圾的，应当在三日内处理。", **city),
        make_document(1, "渡船应当备有救生衣，每船不少于十件。", effective_to="2023-01-01", ended=True, **rule),
        make_document(5, "夜间航行的渡船应当开灯。", effective_to="2023-01-01", ended=True, ended_as="失效", **rule),
        make_document(7, "河道疏浚的费用，由受益者负担。", effective_from="2030-01-01"),
        make_document(8, "河道渔业另行规定。", effective_from=None, year=None),
    ]


POWERS, BENCHMARK = "cn-990100:list:澄江市权责清单@2022-01-01", "cn-990000:list:澄省裁量基准@2023-01-01"


def make_item(version: str, eid: str, record: str, text: str, **values: Any) -> IndexDocument:
    """An item of a list."""
    work = version.partition("@")[0]
    given: dict[str, Any] = {
        "headings": text[:12],
        "title": work.rpartition(":")[2],
        "jurisdiction": work[3:9],
        "article": "",
    }
    given |= {"year": int(version[-10:-6]), "effective_from": None, "issuers": (), "path": f"清单/{version[-10:]}.xlsx"}
    return make_document(
        int(eid.rpartition("_")[2]), text, id=f"{version}~{eid}", type=HitType.ITEM, kind="list", record=record,
        work=work, expression=version, **{**given, **values},
    )  # fmt: skip


def build_lists() -> list[IndexDocument]:
    """Two lists of a province and its city: items of four kinds of record, one a sub-item, one in a superseded list."""
    old = "cn-990100:list:澄江市权责清单@2019-01-01"
    return [
        make_title(POWERS.partition("@")[0], "澄江市权责清单", expression=POWERS, kind="list", jurisdiction="990100"),
        make_item(POWERS, "sheet_1__power_3", "power", "对倾倒垃圾的处罚\n类型：行政处罚", issuers=("澄江市水务局",)),
        make_item(POWERS, "sheet_1__power_3__power_4", "power_subitem", "对在河道内倾倒垃圾的处罚"),
        make_item(POWERS, "sheet_1__power_10", "power", "渡船登记\n类型：行政许可"),
        make_item(POWERS, "sheet_2__entry_2", "service_item", "渡船登记的便民服务站"),
        make_item(BENCHMARK, "sheet_1__tier_4", "tier", "倾倒垃圾一立方米以下的：处五百元罚款"),
        make_item(BENCHMARK, "sheet_1__tier_5", "tier", "倾倒垃圾一立方米以上的：处二千元罚款"),
        make_item(old, "sheet_1__power_3", "power", "对倾倒垃圾的处罚", effective_to="2022-01-01"),
    ]
