"""The pairs of signs as data: their form, and that no sign has two readings in one grammar."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator

from ingest.confusions import find_readings, load_alike, load_pairs

_FOLDER = files("ingest.confusions")
ROWS = [json.loads(line) for line in _FOLDER.joinpath("pairs.jsonl").read_text("utf8").splitlines()]


def test_every_row_has_the_form_of_the_schema() -> None:
    schema = json.loads(_FOLDER.joinpath("pair.schema.json").read_text("utf8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert [(row, e.message) for row in ROWS for e in validator.iter_errors(row)] == []
    assert len(ROWS) > 50
    assert all(row["right"] not in row["misread"] for row in ROWS)


@pytest.mark.parametrize("where", ["number", "numeral", "mark", "title", "date", "unit"])
def test_a_sign_has_one_reading_in_a_grammar(where: str) -> None:
    signs = [sign for row in ROWS if where in row["where"] for sign in row["misread"]]
    assert len(signs) == len(set(signs)) == len(load_pairs(where))
    right = {row["right"] for row in ROWS if where in row["where"]}
    assert not right & set(signs), "a sign that is right in a grammar is never taken for another one of it"


def test_signs_of_names_are_alike_both_ways() -> None:
    alike = load_alike()
    assert all(sign in alike[other] for sign, others in alike.items() for other in others)
    assert "湖畔市自己条例" in set(find_readings("湖畔市自已条例"))
    assert list(find_readings("渡")) == []
