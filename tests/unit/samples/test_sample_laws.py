"""The answer key of `samples/laws` fits the files: paths, titles, numbers of articles, regions."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parents[3] / "samples"
KEY: dict[str, Any] = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
REGIONS = dict(
    line.split("\t") for line in (SAMPLES / "regions.tsv").read_text(encoding="utf-8").splitlines() if line[0] != "#"
)
ARTICLE = re.compile(r"^[\s\u3000]*第[一二三四五六七八九十百零]+条", re.MULTILINE)


def read(law: dict[str, Any]) -> str:
    path, encoding = str(law["path"]), str(law.get("encoding", "utf-8"))
    return (SAMPLES / path).read_text(encoding=encoding)


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
