"""Against the real corpus: every national article that the samples cite exists, and no sentence is copied."""

import importlib.util
import json
import os
import re
from functools import cache
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[3] / "samples"
NATIONAL = re.compile(r"《(?:中华人民共和国)?([^《》]+)》(第[一二三四五六七八九十百零]+条)")
# Stale text under a merged cell, wrong on purpose.
INVENTED = {("城市绿化条例", "第九十九条")}
# Formulas of legislative drafting that any regulation may hold.
FORMULAS = ("依法给予处分", "从其规定")

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif("FATU_TEST_SHARED" not in os.environ, reason="needs the real corpus (FATU_TEST_SHARED)"),
]


@cache
def load_corpus() -> dict[str, list[str]]:
    """Title without version -> texts of its versions."""
    titles: dict[str, list[str]] = {}
    for path in (Path(os.environ["FATU_TEST_SHARED"]) / "corpus" / "laws").rglob("*.md"):
        titles.setdefault(re.sub(r"\(\d{4}.*", "", path.stem), []).append(path.read_text(encoding="utf-8"))
    return titles


@cache
def load_samples() -> str:
    """Everything the samples say, as one text."""
    spec = importlib.util.spec_from_file_location("sample_files", Path(__file__).with_name("test_sample_files.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    laws = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))["laws"]
    texts = [(SAMPLES / law["path"]).read_text(encoding=law.get("encoding", "utf-8")) for law in laws]
    return "\n".join([*texts, *(module.read_text(SAMPLES / path) for path in module.KEY)])


def test_national_articles_cited_exist() -> None:
    held = load_corpus()
    cited = {pair for pair in NATIONAL.findall(load_samples()) if pair[0] in held} - INVENTED
    assert len(cited) > 100
    absent = [(t, a) for t, a in sorted(cited) if not any(re.search(rf"^{a}[\s\u3000]", x, re.M) for x in held[t])]
    assert absent == []


def test_no_sentence_is_copied() -> None:
    corpus = re.sub(r"\s", "", "\n".join(text for texts in load_corpus().values() for text in texts))
    sentences = {re.sub(r"^第\S+?条|\s|\u3000", "", line) for line in re.split(r"[。；\n]", load_samples())}
    long = [s for s in sentences if len(s) >= 30 and not any(f in s for f in FORMULAS)]
    assert [s for s in long if s in corpus] == []
