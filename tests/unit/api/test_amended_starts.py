"""A version that an amending decision made begins when the decision says, as long as that decision is held."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from api.services.container import Services, open_services
from api.services.export import export_works
from api.services.ingest import run_ingest
from schemas.settings import Settings

FIRST = """# 青岛市渡船管理办法

2019年5月1日 青岛市人民政府令第3号公布

<!-- INFO END -->

第一条 渡船由市交通运输局管理。

第二条 本办法自2019年7月1日起施行。
"""
AMENDED = FIRST.replace(
    "令第3号公布",
    "令第3号公布\n\n2024年3月4日 青岛市人民政府令第9号《青岛市人民政府关于修改〈青岛市渡船管理办法〉的决定》修正",
)
DECISION = """# 青岛市人民政府关于修改《青岛市渡船管理办法》的决定

2024年3月4日 青岛市人民政府令第9号公布

<!-- INFO END -->

一、将第一条修改为：“渡船由市交通运输局统一管理。”

二、本决定自2024年6月1日起施行。
"""
OLD, NEW = "青岛市渡船管理办法(2019-05-01).md", "青岛市渡船管理办法(2024-03-04).md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    laws = tmp_path / "laws"
    laws.mkdir()
    (laws / OLD).write_text(FIRST, encoding="utf-8")
    (laws / NEW).write_text(AMENDED, encoding="utf-8")
    (laws / "决定(2024-03-04).md").write_text(DECISION, encoding="utf-8")
    return laws


def dates(services: Services) -> dict[str, tuple[object, object, object]]:
    works = export_works(services.store, date(2026, 1, 1))
    return {str(w["path"]): (w["effective_from"], w["effective_basis"], w["effective_to"]) for w in works}


def test_the_decision_tells_the_start_while_it_is_held(folder: Path, tmp_path: Path) -> None:
    with open_services(Settings(data=tmp_path / "data", workers=1), write=True) as services:
        run_ingest(services, [folder])
        found = dates(services)
        assert found[NEW] == ("2024-06-01", "stated", None)
        assert found[OLD] == ("2019-07-01", "stated", "2024-06-01")
        (folder / "决定(2024-03-04).md").unlink()
        run_ingest(services, [folder], prune=True)
        found = dates(services)
        assert found[NEW] == ("2024-03-04", "inferred", None)
        assert found[OLD] == ("2019-07-01", "stated", "2024-03-04")


def test_a_decision_of_another_day_tells_nothing(folder: Path, tmp_path: Path) -> None:
    other = DECISION.replace("2024年3月4日", "2023年3月4日").replace("2024年6月1日", "2023年6月1日")
    (folder / "决定(2024-03-04).md").unlink()
    (folder / "决定(2023-03-04).md").write_text(other, encoding="utf-8")
    with open_services(Settings(data=tmp_path / "data", workers=1), write=True) as services:
        run_ingest(services, [folder])
        assert dates(services)[NEW] == ("2024-03-04", "inferred", None)
