"""What the grammar finds before anything is resolved."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemas.pinpoints import Pinpoint


class Form(StrEnum):
    """How the text refers; the value is the first half of a citation's `rule`."""

    MARKED = "marked"  # 《…法》第…条
    NAMED = "named"  # 刑法第…条: a known name without marks
    TITLED = "titled"  # a title without marks, known by its pinpoint
    SELF = "self"  # 本法第…条
    RELATIVE = "relative"  # 前款, 本条第一款
    BARE = "bare"  # 第…条, 第…款 with nothing before it
    SAME = "same"  # 该法, 同法
    PLACE = "place"  # 该条, 该款, 上述条款
    GENERIC = "generic"  # 国家有关规定
    NUMBER = "number"  # 国发〔2021〕12号
    DEAD = "dead"  # 《…许可证》, 合同第七条: no law, and nothing inside it is


@dataclass(slots=True)
class Mention:
    """One reference as the grammar sees it; offsets are code points.

    `title` as named, marks stripped. `word` is what stands for an instrument or place (本法, 前款, 该条, 条例).
    `targets` may leave the article open. `head_end` is where the title or word ends and its brackets begin.
    `repaired`: its words have a slip that only one reading fits (第二十七第二款).
    """

    start: int
    end: int
    form: Form
    word: str = ""
    title: str | None = None
    targets: tuple[Pinpoint, ...] = ()
    division: str | None = None
    edition: str | None = None
    head_end: int = 0
    official: bool = False
    repaired: bool = False
