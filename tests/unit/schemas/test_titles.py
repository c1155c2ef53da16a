from __future__ import annotations

import pytest

from schemas.titles import normalise_title, shorten_title


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("渡船管理办法(试行)", "渡船管理办法（试行）"),
        (" 渡船 管理　办法\u200b ", "渡船管理办法"),
        ("关于修改<渡船法>的决定", "关于修改〈渡船法〉的决定"),
        ("最高人民法院  最高人民检察院关于渡船的解释", "最高人民法院、最高人民检察院关于渡船的解释"),
        ("最高人民法院、最高人民检察院关于渡船的解释", "最高人民法院、最高人民检察院关于渡船的解释"),
        ("公安部 交通运输部 司法部关于渡船的通知", "公安部、交通运输部、司法部关于渡船的通知"),
        ("渡船管理办法（2018年修订）", "渡船管理办法（2018年修订）"),
    ],
)
def test_normal_form(title: str, expected: str) -> None:
    assert normalise_title(title) == expected
    assert normalise_title(expected) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("中华人民共和国渡船法", "渡船法"),
        ("湖畔市实施《中华人民共和国渡船法》办法", "湖畔市实施《渡船法》办法"),
        ("关于修改〈中华人民共和国渡船法〉的决定", "关于修改〈渡船法〉的决定"),
        ("湖畔市渡船条例", "湖畔市渡船条例"),
    ],
)
def test_short_form(title: str, expected: str) -> None:
    assert shorten_title(title) == expected
