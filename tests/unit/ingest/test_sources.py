from __future__ import annotations

from pathlib import Path

from ingest.sources import FoundSource, find_sources


def write(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("文", encoding="utf-8")


def test_locators_are_paths_below_the_root_sorted(tmp_path: Path) -> None:
    write(tmp_path, "b.md", "a/c.md", "a/b/d.txt")
    found = list(find_sources([tmp_path]))
    assert [s.locator for s in found] == ["a/b/d.txt", "a/c.md", "b.md"]
    assert found[0] == FoundSource(tmp_path / "a/b/d.txt", "a/b/d.txt")


def test_clutter_is_left_out_and_other_files_are_not(tmp_path: Path) -> None:
    write(
        tmp_path, ".git/config", ".DS_Store", "README.md", "__MACOSX/x.md", "~$a.docx", "Thumbs.db", "法.pdf", "x.bin"
    )
    assert [s.locator for s in find_sources([tmp_path])] == ["x.bin", "法.pdf"]


def test_a_file_given_is_taken_whatever_its_name(tmp_path: Path) -> None:
    write(tmp_path, "README.md")
    assert [s.locator for s in find_sources([tmp_path / "README.md"])] == ["README.md"]


def test_links_that_lead_in_circles_or_nowhere(tmp_path: Path) -> None:
    write(tmp_path, "a/法.md")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.md").symlink_to(tmp_path / "nothing")
    assert [s.locator for s in find_sources([tmp_path])] == ["a/法.md"]
