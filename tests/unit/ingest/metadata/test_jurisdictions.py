from __future__ import annotations

import pytest

from ingest.metadata.history import find_events
from ingest.metadata.jurisdictions import find_jurisdiction, legislating_code


@pytest.mark.parametrize(
    ("title", "note", "folders", "code"),
    [
        ("杭州市渡船条例", "", "", "330100"),
        ("浙江省杭州市渡船条例", "", "", "330100"),
        ("浙江省渡船条例", "", "", "330000"),
        ("渡船条例", "2020年5月1日杭州市第一届人民代表大会常务委员会第二次会议通过", "", "330100"),
        ("运河保护条例", "", "DLC/浙江地方法规/地方性法规/浙江", "330000"),
        ("上海航运交易所管理规定", "1996年10月3日交通部发布", "行政法规", "000000"),
        ("北京市试验区暂行条例", "1988年5月10日国务院批准", "行政法规", "000000"),
        ("中华人民共和国香港特别行政区基本法", "", "", "000000"),
        ("深圳经济特区渡船条例", "", "", "440300"),
        ("海南自由贸易港渡船条例", "", "", "460000"),
        ("新疆维吾尔自治区渡船条例", "", "", "650000"),
        ("渡船条例", "", "", "000000"),
        ("湖畔市渡船条例", "2020年5月1日湖畔市第一届人民代表大会常务委员会第二次会议通过", "", "999999"),
        ("湖畔市人民政府关于渡船的通知", "", "", "999999"),
        ("湖畔市渡船条例", "", "", "999999"),
        ("乙市渡船条例", "2020年1月1日 乙市第一届人民代表大会常务委员会第三次会议通过", "", "999999"),
        ("城市渡船管理条例", "", "", "000000"),
        ("上市公司渡船监督条例", "", "", "000000"),
    ],
)
def test_jurisdiction(title: str, note: str, folders: str, code: str) -> None:
    assert find_jurisdiction(title, find_events([note]), folders.split("/")) == code


@pytest.mark.parametrize(
    ("code", "expected"), [("310115", "310000"), ("440115", "440100"), ("331127", "331127"), ("330000", "330000")]
)
def test_whose_congress_legislates(code: str, expected: str) -> None:
    assert legislating_code(code) == expected
