from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

LAW = "cn:law:示例监督法"
NEW, OLD = f"{LAW}@2021-01-22", f"{LAW}@2015-03-15"
PROVINCE = "cn-370000:local_regulation:山东省示例监督条例@2022-05-27"
VOID = {"meta", "link", "input", "br", "img", "hr"}


class Page(HTMLParser):
    """Tags in balance, addresses, and the words of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.words = ""
        self.unlabelled: list[str] = []
        self.feed(html)
        assert self.open == [], self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        self.links += [link for k in ("href", "src", "action") if (link := given.get(k))]
        self.ids += [given["id"] or ""] if "id" in given else []
        if tag in ("input", "select") and "label" not in self.open and "aria-label" not in given:
            self.unlabelled.append(str(given))
        assert not any(k.startswith("on") for k in given), given  # the policy forbids inline scripts
        assert "style" not in given

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def get(client: TestClient, path: str, status: int = 200, **parameters: str) -> Page:
    response = client.get(path, params=parameters or None, headers={"Accept": "text/html"})
    assert response.status_code == status, response.text
    assert response.headers["content-type"].startswith("text/html")
    return Page(response.text)


PAGES = [
    "/",
    "/?q=监督",
    "/?q=监督&versions=all&level=law&status=&on=",
    "/?q=示例监督法第四条",
    "/?q=阿波罗登月飞船",
    "/?level=law",
    "/?q=监督&on=昨天",
    f"/works/{LAW}",
    f"/works/{OLD}?on=2018-01-01",
    f"/provisions/{NEW}~art_4?on=2018-01-01",
    f"/provisions/{NEW}~art_5",
    f"/provisions/{NEW}~art_5__para_1__item_1",
    f"/provisions/{PROVINCE}~art_2",
]


@pytest.mark.parametrize("path", PAGES)
def test_page_is_whole(client: TestClient, path: str) -> None:
    page = get(client, path)
    assert len(page.ids) == len(set(page.ids))
    assert page.unlabelled == []
    assert "不是法律意见" in page.words
    for link in page.links:
        assert link.startswith(("/", "#")), link
        if link.startswith("#"):
            assert link[1:] in page.ids
        else:
            assert client.get(link).status_code == 200, link


def test_results_show_status_place_and_source(client: TestClient) -> None:
    page = get(client, "/", q="出示证件 检查")
    for words in ("现行有效", "法律", "全国", "第二章 监督 › 第一节 检查", "来源：行政法/示例监督法(2021-01-22).md"):
        assert words in page.words
    assert "<mark>" in client.get("/", params={"q": "出示证件"}).text


def test_a_place_comes_first(client: TestClient) -> None:
    page = get(client, "/", q="示例监督法第四条")
    assert "您查的条文" in page.words
    assert any(f"/provisions/{LAW.replace('示例监督法', '')}" in link for link in page.links)


def test_no_hits_leads_on(client: TestClient) -> None:
    page = get(client, "/", q="夜间施工噪声")
    assert "共 0 条结果" in page.words
    way = next(link for link in page.links if "versions=all" in link)
    assert "青岛市噪声示例条例" in get(client, way).words


def test_what_is_wrong_is_told_beside_the_form(client: TestClient) -> None:
    page = get(client, "/", q="监督", on="2023-13-01")
    assert "YYYY-MM-DD" in page.words


def test_facets_set_and_clear_a_condition(client: TestClient) -> None:
    narrowed = next(link for link in get(client, "/", q="监督人员").links if "level=law" in link)
    page = get(client, narrowed)
    assert "山东省示例监督条例" not in page.words
    assert "/?q=%E7%9B%91%E7%9D%A3%E4%BA%BA%E5%91%98" in page.links


def test_reading_a_version(client: TestClient) -> None:
    page = get(client, f"/works/{OLD}")
    for words in ("第二章 监督", "监督人员检查时应当出示证件", "已被修改", "2021-07-15 起不再有效"):
        assert words in page.words


def test_work_page_tells_what_cites_it_as_a_whole(client: TestClient) -> None:
    page = get(client, f"/works/{LAW}")
    assert "引用整部法规 1" in page.words
    assert "《山东省示例监督条例》第一条" in page.words
    assert "依据" in page.words


def test_provision_page_has_both_directions(client: TestClient) -> None:
    page = get(client, f"/provisions/{NEW}~art_4")
    assert "《山东省示例监督条例》第二条" in page.words
    assert "条号已变动" in get(client, f"/provisions/{OLD}~art_3", on="2024-01-01").words
    assert "未收录" in get(client, f"/provisions/{NEW}~art_5").words


def test_citations_in_the_text_are_linked_or_say_why_not(client: TestClient) -> None:
    text = client.get(f"/provisions/{NEW}~art_5").text
    assert re.search(r'<a class="cite" href="/provisions/[^"]+~art_4">[^<]*第四条</a>', text)
    assert re.search(r'<span class="cite-not_held" title="未收录">《中华人民共和国未收录之法》第十条</span>', text)


def test_markup_in_queries_stays_text(client: TestClient) -> None:
    html = client.get("/", params={"q": '<script>alert("x")</script>'}).text
    assert "<script>alert" not in html


def test_unknown_pages(client: TestClient) -> None:
    assert "没有找到" in get(client, "/works/cn:law:无此法", 404).words
    assert "没有找到" in get(client, "/nothing", 404).words
    assert "输入有误" in get(client, f"/works/{LAW}?on=x", 422).words


def test_what_was_understood_can_be_taken_away(client: TestClient) -> None:
    page = client.get("/", params={"q": "山东 出示证件"}).text
    assert 'aria-label="对查询的理解"' in page
    assert 'class="condition"' in page
    assert f'href="/?{urlencode({"q": "出示证件"})}"' in page
    assert 'aria-label="对查询的理解"' not in client.get("/", params={"q": "甲"}).text


def test_a_misspelt_query_gets_a_link_to_what_was_meant(client: TestClient) -> None:
    page = client.get("/", params={"q": "山东省示例坚督条例"}).text
    assert urlencode({"q": "山东省示例监督条例"}) in page
