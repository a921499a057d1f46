"""The report in every form: what a reader needs is there, and nothing in a file can act."""

import io
import json
import re
import xml.etree.ElementTree as ET
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from gongkai.indicators.lookups import DatedLimit
from gongkai.indicators.measure import measure
from gongkai.indicators.report import MeasureReport
from gongkai.reports.measure import ReportFormat, render
from tests.rules.calendar_fixture import national_calendar

HEADER = "unit,url,title,issued_on,published_on,document_number"
EVIL = '=HYPERLINK("http://a.example","点我")'


def report(tmp_path: Path, *lines: str, as_of: date | None = None) -> MeasureReport:
    path = tmp_path / "a.csv"
    path.write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")
    return measure([path], calendar=national_calendar(), limit=20, as_of=as_of)


@pytest.fixture
def county(tmp_path: Path) -> MeasureReport:
    lines = [
        f"甲局,,题,2022-03-{n:02d},2022-03-{n + 7:02d},甲发〔2022〕{2 * n}号" for n in range(1, 15)
    ]
    lines += ["乙局,,题,2021-03-01,2021-09-01,", "乙局,,题,2026-12-28,2027-01-04,", "丙局,,题,,,"]
    lines += ["丁局,u,题,2023-06-15,2023-06-14,不详", "丁局,u,题,,,"]
    return report(tmp_path, *lines)


def text(made: str | bytes) -> str:
    assert isinstance(made, str)
    return made


def workbook(made: str | bytes) -> Any:
    assert isinstance(made, bytes)
    return load_workbook(io.BytesIO(made))


def test_json_is_the_contract(county: MeasureReport) -> None:
    units = json.loads(render(county, ReportFormat.JSON))["units"]
    assert [unit["unit"] for unit in units] == ["甲局", "乙局", "丙局", "丁局"]


def test_an_unknown_format_is_refused(county: MeasureReport) -> None:
    with pytest.raises(ValueError, match="pdf"):
        render(county, "pdf")


def test_the_terminal_ranks_units_and_puts_those_without_a_rate_last(county: MeasureReport) -> None:
    shown = text(render(county, "table"))
    places = re.findall(r"^ *(\d|—) +(.局)", shown, re.MULTILINE)
    assert places == [("1", "甲局"), ("2", "乙局"), ("—", "丙局"), ("—", "丁局")]
    assert "按时率 93.8%" in shown


def test_units_with_equal_rates_share_a_place(tmp_path: Path) -> None:
    made = report(tmp_path, *(f"{unit},,,2023-06-14,2023-06-14," for unit in ("乙局", "甲局")))
    assert re.findall(r"^ *1 +(.局)", text(render(made, "table")), re.MULTILINE) == ["乙局", "甲局"]


class Page(HTMLParser):
    """Tags in order, the ones still open, and what is loaded from elsewhere."""

    VOID = frozenset({"meta", "br", "img", "link", "input", "hr"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loaded += [value or "" for name, value in attrs if name in ("src", "srcset")]
        self.loaded += [v or "" for n, v in attrs if n == "href" and not (v or "").startswith("#")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def parsed(made: str | bytes) -> Page:
    page = Page()
    page.feed(text(made))
    return page


def test_the_page_is_well_formed_and_loads_nothing(county: MeasureReport) -> None:
    page = parsed(render(county, "html"))
    assert page.open == []
    assert page.loaded == []
    assert "script" not in page.tags
    assert "url(" not in text(render(county, "html"))


def test_the_page_says_what_a_leader_asks(county: MeasureReport) -> None:
    page = text(render(county, "html"))
    for words in (
        "第二十六条",
        "20 个工作日",
        "m + m/k − 1",
        "单位名次",
        "1、3、5、7",  # the missing numbers of 甲发〔2022〕
        "暂定",
        "样本少",
        "丙局、丁局没有可计算的记录",
        "发布早于成文 1 条",
    ):
        assert words in page


def test_every_chart_has_its_table_and_a_name(county: MeasureReport) -> None:
    page = text(render(county, "html"))
    charts = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(charts) == 2
    for chart in charts:
        assert ET.fromstring(chart).attrib["aria-label"].endswith("逐年按时率")
    assert page.count("按时率按成文年份") >= len(charts)


def test_text_from_a_file_cannot_become_markup(tmp_path: Path) -> None:
    made = report(tmp_path, "<script>alert(1)</script>局,,题,2023-06-14,2023-06-14,<b>无</b>")
    page = text(render(made, "html"))
    assert "<script" not in page
    assert "<b>无" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;局" in page


def test_a_page_of_many_units_stays_small_and_says_where_the_rest_is(tmp_path: Path) -> None:
    made = report(tmp_path, *(f"第{n}局,,,2023-06-14,2023-06-14," for n in range(100)))
    page = text(render(made, "html"))
    assert page.count("<article") == 60
    assert "全部 100 个单位" in page


def test_the_workbook_has_one_sheet_per_table(county: MeasureReport) -> None:
    book = workbook(render(county, "xlsx"))
    assert book.sheetnames == ["说明", "单位汇总", "逐年按时率", "文号系列", "每月条数", "异常清单"]
    rows = list(book["文号系列"].values)
    assert rows[1][:5] == ("甲局", "甲发", 2022, 14, 28)
    assert rows[1][-1].startswith("1、3、5")
    assert book["单位汇总"]["G2"].value == 1
    assert book["异常清单"].max_row == 1 + county.anomaly_total


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_cell_that_begins_like_a_formula_is_text(tmp_path: Path, start: str) -> None:
    made = report(tmp_path, f"{start}1+1局,,,,,不详")
    book = workbook(render(made, "xlsx"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    found = [cell for cell in cells if isinstance(cell.value, str) and cell.value.endswith("1+1局")]
    assert found
    assert all(cell.data_type == "s" for cell in cells if isinstance(cell.value, str))
    assert all(cell.quotePrefix for cell in found if cell.value.startswith(start))


def test_a_formula_in_a_cell_never_reaches_the_workbook_as_one(tmp_path: Path) -> None:
    quoted = EVIL.replace('"', '""')
    book = workbook(render(report(tmp_path, f'甲局,,,,,"{quoted}"'), "xlsx"))
    (cell,) = [cell for cell in book["异常清单"]["E"] if cell.value == EVIL]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_control_characters_do_not_break_the_workbook(tmp_path: Path) -> None:
    book = workbook(render(report(tmp_path, "甲\x01局,,,,,无"), "xlsx"))
    assert book["异常清单"]["C2"].value == "甲�局"


def test_the_day_of_measurement_is_said(tmp_path: Path) -> None:
    made = report(tmp_path, "甲局,,,2023-06-14,2023-06-14,", as_of=date(2023, 7, 1))
    assert "统计截止 2023年7月1日" in text(render(made, "html"))


def test_equal_dated_limits_read_as_one_and_earlier_records_are_explained(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{HEADER}\n甲局,,,2023-06-14,2023-06-14,\n", encoding="utf-8")
    limits = [DatedLimit(date(2008, 5, 1), 20), DatedLimit(date(2019, 5, 15), 20)]
    page = text(render(measure([path], calendar=national_calendar(), limit=limits), "html"))
    assert "法定期限（20 个工作日）" in page
    assert "2008年5月1日前成文的尚无法定期限" in page
