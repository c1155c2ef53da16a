"""The answer key of `samples/laws` fits the files: paths, titles, numbers of articles, regions."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parents[3] / "samples"
KEY: dict[str, Any] = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
REGIONS = {region["code"]: region["name"] for region in json.loads((SAMPLES / "regions.json").read_text())["regions"]}
ARTICLE = re.compile(r"^[\s\u3000]*第[一二三四五六七八九十百零]+条", re.MULTILINE)
NATIONAL = re.compile(r"《(?:中华人民共和国)?([^《》]+)》(第[一二三四五六七八九十百零]+条)")


def read(law: dict[str, Any]) -> str:
    return (SAMPLES / law["path"]).read_text(encoding=law.get("encoding", "utf-8"))


def test_every_law_has_its_entry() -> None:
    held = {str(path.relative_to(SAMPLES)) for path in (SAMPLES / "laws").rglob("*") if path.is_file()}
    assert held == {law["path"] for law in KEY["laws"]}


@pytest.mark.parametrize("law", KEY["laws"], ids=lambda law: Path(law["path"]).stem)
def test_entry_fits_the_text(law: dict[str, Any]) -> None:
    text = read(law)
    assert text.splitlines()[0].removeprefix("# ") == law["title"]
    assert len(ARTICLE.findall(text)) == law["articles"]
    assert REGIONS[law["jurisdiction"]][:2] == law["title"][:2]
    for citation in law.get("citations", []):
        assert citation["text"] in text


def test_a_provincial_regulation_has_three_versions_whose_articles_moved() -> None:
    versions = [read(law) for law in KEY["laws"] if law["title"] == "岚江省行政执法条例"]
    places = [re.search(r"^(第\S+条) 行政执法机关应当根据法律、法规、规章", text, re.M) for text in versions]
    assert [place.group(1) for place in places if place] == ["第十五条", "第十五条", "第二十一条"]


def find_article(titles: dict[str, list[str]], title: str, article: str) -> bool:
    return any(re.search(rf"^{article}[\s\u3000]", text, re.MULTILINE) for text in titles[title])


@pytest.mark.corpus
@pytest.mark.skipif("FATU_TEST_SHARED" not in os.environ, reason="needs the real corpus (FATU_TEST_SHARED)")
def test_national_articles_cited_exist() -> None:
    titles: dict[str, list[str]] = {}
    for path in (Path(os.environ["FATU_TEST_SHARED"]) / "corpus" / "laws").rglob("*.md"):
        if "DLC" not in path.parts:
            titles.setdefault(re.sub(r"\(\d{4}.*", "", path.stem), []).append(path.read_text(encoding="utf-8"))
    cited = {pair for law in KEY["laws"] for pair in NATIONAL.findall(read(law)) if pair[0] in titles}
    assert len(cited) >= 20
    assert [pair for pair in sorted(cited) if not find_article(titles, *pair)] == []
