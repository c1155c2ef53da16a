from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest

from api.http.urls import Urls


@pytest.mark.parametrize(
    "node",
    [
        "cn:law:行政处罚法@2021-01-22~art_33__para_1",
        "cn-370000:local_regulation:某条例（试行）@undated",
        "cn:law:带(括号)的＂标题＂",
    ],
)
def test_ids_come_back_from_paths(node: str) -> None:
    path = urlsplit(Urls.page(node, on="2024-05-01")).path
    assert path.isascii()
    assert unquote(path).rpartition("/")[2] == node
    assert unquote(urlsplit(Urls.api("works", node, "versions")).path) == f"/api/v1/works/{node}/versions"


def test_searches_leave_out_what_is_empty() -> None:
    assert Urls.search({"q": "a b&c", "level": "", "page": None}) == "/?q=a+b%26c"
    assert Urls.search({}) == "/"
