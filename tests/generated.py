"""Documents in the layout of LawRefBook, made up from a seed: any number, with versions, structure and citations."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from schemas.numerals import format_numeral

_SUBJECTS = "水库 湿地 公园 渡口 菜市场 停车场 图书馆 候鸟 梯田 缆车 茶园 灯塔 集市 步道".split()  # noqa: SIM905
_ACTS = ("管理", "保护", "服务", "安全", "建设", "运营", "促进", "监督")
_FORMS = ("条例", "办法", "规定")
_DUTIES = (
    "市人民政府应当将{0}{1}工作纳入规划，保障所需经费。",
    "{0}{1}主管部门负责本行政区域内的{0}{1}工作，其他部门在各自职责范围内予以配合。",
    "从事{0}{1}活动的单位和个人，应当遵守安全、卫生和秩序的要求，接受监督检查。",
    "违反本{2}第{3}条规定的，由{0}{1}主管部门责令改正；拒不改正的，处一千元以上五千元以下罚款。",
    "有下列情形之一的，应当暂停{0}{1}活动：\n\n（一）设施损坏未修复的；\n\n（二）天气不适宜的；\n\n（三）其他。",
    "{0}{1}的具体办法，依照《{4}》的规定执行。",
)


@dataclass(frozen=True, slots=True)
class Made:
    """A document that was made up: its file name, its title and its text."""

    name: str
    title: str
    text: str


def make_documents(number: int, *, articles: int = 12, seed: int = 0) -> list[Made]:
    """`number` documents of about `articles` articles; every fifth is a later version of the one before."""
    random_ = random.Random(seed)
    made: list[Made] = []
    titles: list[str] = []
    for n in range(number):
        if n % 5 == 4:
            title, year = titles[-1], 2020
        else:
            subject, act = _SUBJECTS[n % len(_SUBJECTS)], _ACTS[n // len(_SUBJECTS) % len(_ACTS)]
            era = n // (len(_SUBJECTS) * len(_ACTS)) + 1
            title, year = f"云汐市第{format_numeral(era)}{subject}{act}{_FORMS[n % 3]}", 2010
            titles.append(title)
        made.append(_make(title, year, articles, random_, titles))
    return made


def write_documents(folder: Path, documents: list[Made]) -> None:
    """Write them as files."""
    folder.mkdir(parents=True, exist_ok=True)
    for document in documents:
        (folder / document.name).write_text(document.text, "utf8")


def _make(title: str, year: int, articles: int, random_: random.Random, titles: list[str]) -> Made:
    form = title[-2:]
    head = f"# {title}\n\n{year}年3月1日 云汐市人民代表大会常务委员会第{year % 100}次会议通过\n\n<!-- INFO END -->\n\n"
    lines = ["## 第一章 总则\n", f"第一条 为了规范有关活动，根据《{random_.choice(titles)}》，制定本{form}。\n"]
    for number in range(2, articles):
        duty = random_.choice(_DUTIES)
        at = format_numeral(random_.randrange(1, number))
        subject, act = random_.choice(_SUBJECTS), random_.choice(_ACTS)
        duty = duty.format(subject, act, form, at, random_.choice(titles))
        lines.append(f"第{format_numeral(number)}条 {duty}\n")
    lines.append(f"第{format_numeral(articles)}条 本{form}自{year}年5月1日起施行。\n")
    return Made(f"{title}({year}-03-01).md", title, head + "\n".join(lines))
