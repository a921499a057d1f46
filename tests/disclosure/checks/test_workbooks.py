"""A workbook leaks through what is not shown: hidden sheets, rows, comments, names, caches."""

from pathlib import Path

from openpyxl import Workbook

from gongkai.disclosure.checks import FileReport, check_file
from gongkai.policy.check_words import load_check_words
from gongkai.rules.text import Grade
from tests.disclosure.checks.office_files import add_part, full_book, resident

RULES = load_check_words()


def checked(path: Path) -> FileReport:
    return check_file(path, RULES)


def places(report: FileReport, title: str) -> list[str]:
    return [one.place for one in report.findings if one.title == title]


def book(folder: Path, *rows: list[object]) -> Path:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = "表"
    for row in rows:
        sheet.append(row)
    path = folder / "a.xlsx"
    made.save(path)
    return path


def test_every_corner_of_a_workbook_is_read(tmp_path: Path) -> None:
    report = checked(full_book(tmp_path))
    assert places(report, "身份证号") == [
        "工作表“公示”!A2批注",
        "工作表“公示”!B2",
        "工作表“公示”!B3（隐藏行）",
        "工作表“公示”!B4",
        "工作表“名单”（隐藏）!C7",
        "定义的名称",
    ]
    assert places(report, "手机号") == [
        "工作表“公示”!C2（隐藏列）",
        "工作表“公示”!C3（隐藏行）（隐藏列）",
        "工作表“公示”!C4（隐藏列）",
        "工作表“底稿”（深度隐藏）!A1",
    ]
    assert places(report, "隐藏的工作表") == ["工作表“名单”（隐藏）", "工作表“底稿”（深度隐藏）"]
    assert len(places(report, "个人信息旁的姓名")) == 3


def test_caches_that_no_sheet_shows_are_read_and_flagged(tmp_path: Path) -> None:
    path = book(tmp_path, ["项目", "金额"])
    ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    record = f'<pivotCacheRecords {ns}><r><s v="{resident(1)}"/></r></pivotCacheRecords>'
    add_part(path, {"xl/pivotCache/pivotCacheRecords1.xml": record.encode()})
    report = checked(path)
    assert places(report, "身份证号") == ["数据透视表缓存（pivotCacheRecords1.xml）"]
    assert places(report, "数据透视表缓存") == ["数据透视表"]


def test_sums_of_money_are_no_telephone_numbers(tmp_path: Path) -> None:
    path = book(tmp_path, ["项目", "金额（元）"], ["道路", 13812345678], ["桥梁", 13912345678.5])
    assert places(checked(path), "手机号") == []


def test_a_form_with_labels_to_the_left_is_understood(tmp_path: Path) -> None:
    path = book(tmp_path, ["户主", "张三", "家庭住址", "示例县城关镇东村3组12号"])
    report = checked(path)
    assert places(report, "详细住址") == ["工作表“表”!D1"]
    assert places(report, "个人信息旁的姓名") == ["工作表“表”!B1"]


def test_one_stray_cell_in_the_last_corner_costs_nothing(tmp_path: Path) -> None:
    made = Workbook()
    made.worksheets[0]["XFD1048576"] = resident(1)
    path = tmp_path / "a.xlsx"
    made.save(path)
    assert places(checked(path), "身份证号") == ["工作表“Sheet”!XFD1048576"]


def test_a_list_of_offices_and_their_telephones_is_no_leak(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        ["单位", "联系人", "联系电话"],
        ["甲局", "张三", "0595-22345678"],
        ["乙局", "李四", "22345679"],
    )
    report = checked(path)
    assert {one.grade for one in report.findings} <= {Grade.NOTE}
