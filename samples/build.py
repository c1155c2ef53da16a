"""Write the sample files in their real formats: `python samples/build.py [DIRECTORY]` (default: this folder).

The same bytes come out every time; `tests/unit/samples` holds the committed files to that. The Markdown under
`laws/` is written by hand and not touched. Needs the development dependencies.
"""

import csv
import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from content import (
    annual_reports,
    discretion,
    enforcement_lists,
    four_lists,
    normative_word,
    organs_word,
    park_list,
    plans_word,
    power_list,
    service_lists,
    standard_pdf,
)
from content.pages import PAGES
from content.plain_texts import PLAIN_TEXTS
from writers.html import write_page
from writers.page import write_pdf
from writers.text import write_text
from writers.word import write_docx
from writers.workbook import write_xls, write_xlsx

POWER_LIST = "lists/权责清单/云汐市城市管理综合行政执法局2025年权责清单.xls"
WORKBOOKS = {
    "lists/裁量权基准/云汐市城市管理领域行政处罚裁量权基准（2024年版）.xlsx": discretion.build_sheets,
    "lists/四张清单/云汐市城市管理领域包容审慎监管执法四张清单.xlsx": four_lists.build_sheets,
    "lists/行政执法事项清单/云汐市市场监督管理局行政执法事项清单.xlsx": enforcement_lists.build_items,
    "lists/双随机抽查/云汐市双随机抽查事项清单.xlsx": enforcement_lists.build_checks,
    "lists/执法机构台账/云汐市行政执法机构台账.xlsx": enforcement_lists.build_bodies,
    "lists/园区赋权/赋权、收回事项清单.xlsx": park_list.build_sheets,
    "lists/政务服务/行政审批中介服务事项清单（2025版）.xlsx": service_lists.build_intermediary,
    "lists/政务服务/容缺受理事项清单.xlsx": service_lists.build_deferred,
    "lists/政务服务/一件事一次办事项清单.xlsx": service_lists.build_one_thing,
    "lists/政务服务/全市通办事项和便民服务站.xlsx": service_lists.build_anywhere,
    "lists/政务服务/证明事项告知承诺清单.xlsx": service_lists.build_proofs,
}
JOINT = "lists/政务服务/证照联办事项清单.csv"
WORD_FILES = {
    "documents/规范性文件/建筑垃圾处理方案备案管理规定.docx": normative_word.build_notice,
    "documents/清理结果/规范性文件清理结果.docx": normative_word.build_cleanup,
    "documents/三定规定/城市管理综合行政执法局三定规定.docx": organs_word.build_three_fixings,
    "documents/重大行政决策/2025年度重大行政决策事项目录.docx": organs_word.build_decisions,
    "documents/立法联系点/第二批政府立法基层联系点名单.docx": organs_word.build_contacts,
    "documents/指导性案例/第二批备案审查指导性案例.docx": organs_word.build_cases,
    "documents/工作方案/规范涉企行政检查专项行动工作方案.docx": plans_word.build_plan,
    "documents/应急预案/城镇燃气突发事件应急预案.docx": plans_word.build_emergency,
    "reports/云汐市2024年法治政府建设工作报告.docx": annual_reports.build_report_2024,
}
STANDARD = "documents/地方标准/DB9801T 006-2023厨余垃圾收集运输管理规范.pdf"
REPORT_2025 = "reports/云汐市2025年度法治政府建设情况报告.txt"


def write_csv(path: Path, rows: list[list[str]]) -> None:
    """Write `rows` as office programs in China do: GB18030 with carriage returns."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.write_bytes(text.getvalue().encode("gb18030"))


def find_writers() -> dict[str, Callable[[Path], None]]:
    """Path below the target folder -> what writes that file."""
    writers: dict[str, Callable[[Path], None]] = {
        POWER_LIST: lambda path: write_xls(path, power_list.build_sheets()),
        JOINT: lambda path: write_csv(path, service_lists.build_joint()),
        STANDARD: lambda path: write_pdf(path, standard_pdf.build_parts(), standard_pdf.TITLE),
        REPORT_2025: lambda path: write_text(path, annual_reports.REPORT_2025, "utf-8", "\n"),
    }
    for name, build in WORKBOOKS.items():
        writers[name] = lambda path, build=build: write_xlsx(path, build())
    for name, build in WORD_FILES.items():
        writers[name] = lambda path, build=build: write_docx(path, build())
    for name, page in PAGES.items():
        writers[name] = lambda path, page=page: write_page(path, page)
    for name, (encoding, line_end, text) in PLAIN_TEXTS.items():
        writers[name] = lambda path, rest=(text, encoding, line_end): write_text(path, *rest)
    return writers


def build_samples(root: Path) -> Iterator[Path]:
    """Write every generated sample below `root` and give its path."""
    for name, write in find_writers().items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path)
        yield path


def main() -> None:
    """Build into the folder named on the command line, or in place."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    for path in build_samples(root):
        print(path.relative_to(root))


if __name__ == "__main__":
    main()
