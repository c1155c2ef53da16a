"""What a version is about follows its text: a changed file replaces the edges, a removed one takes them away."""

from __future__ import annotations

from pathlib import Path

from api.services.container import open_services
from api.services.ingest import run_ingest
from schemas.settings import Settings

_LAW = """# 云溪河道法

2020年1月1日 云溪议会通过

<!-- INFO END -->

## 第一章 总则

第一条 为了保护河道，制定本法。

## 第二章 {heading}

第二条 本法自2020年3月1日起施行。
"""


def _ingest(folder: Path, data: Path) -> list[tuple[str, str | None]]:
    with open_services(Settings(data=data, workers=1), write=True) as services:
        run_ingest(services, [folder], prune=True)
        return [(e.target, e.quote) for e in services.store.edges("ABOUT")]


def test_edges_follow_the_text(tmp_path: Path) -> None:
    folder, data = tmp_path / "laws", tmp_path / "data"
    folder.mkdir()
    file, copy = folder / "云溪河道法(2020-01-01).md", folder / "副本" / "云溪河道法(2020-01-01).md"
    file.write_text(_LAW.format(heading="行政处罚的听证"), encoding="utf-8")
    river, penalty, hearing = ("river-management", "河道"), ("administrative-penalty", "行政处罚"), ("hearing", "听证")
    both = sorted((f"concept:{i}", q) for i, q in (river, penalty, hearing))
    assert sorted(_ingest(folder, data)) == both
    copy.parent.mkdir()
    file.rename(copy)
    assert sorted(_ingest(folder, data)) == both
    copy.write_text(_LAW.format(heading="听证"), encoding="utf-8")
    assert sorted(_ingest(folder, data)) == sorted((f"concept:{i}", q) for i, q in (river, hearing))
    copy.unlink()
    assert _ingest(folder, data) == []
