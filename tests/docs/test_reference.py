from __future__ import annotations

import pytest

from docs.reference_pages import FOLDER, build_pages

PAGES = build_pages()


@pytest.mark.parametrize("name", PAGES)
def test_page_is_up_to_date(name: str) -> None:
    """An undocumented command, setting, endpoint, error or kind fails here: run `make docs`."""
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name]


def test_no_page_is_left_over() -> None:
    assert {p.name for p in FOLDER.iterdir()} == set(PAGES)


def test_everything_says_what_it_is() -> None:
    for name, text in PAGES.items():
        rows = [line for line in text.splitlines() if line.startswith("|") and not line.startswith("|---")]
        for row in rows:
            cells = [c.strip() for c in row.strip("|").split("|")]
            assert cells[-1] or not cells[0], (name, row)
