from __future__ import annotations

from importlib.resources import files

from ingest.metadata.shortnames import find_short_titles, load_short_names
from schemas.titles import normalise_title


def test_the_table_is_clean() -> None:
    lines = files("ingest.metadata").joinpath("data/short_titles.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert all(len(row) == 2 for row in rows)
    assert [t for t, _ in rows if normalise_title(t) != t] == []
    names = [n for _, short in rows for n in short.split("、")]
    assert sorted(n for n in set(names) if names.count(n) > 1) == []
    assert len({t for t, _ in rows}) == len(rows)
    # No short name is another instrument's own title.
    assert [n for n in names if n in load_short_names()] == []


def test_short_titles() -> None:
    assert find_short_titles("中华人民共和国民事诉讼法", "000000") == ("民事诉讼法", "民诉法")
    assert find_short_titles("湖畔市渡船条例", "330100") == ()
    assert find_short_titles("湖畔市实施《中华人民共和国水法》办法", "330100") == ("湖畔市实施《水法》办法",)
