"""Units, people and rosters from Excel: told cell by cell, done whole or not at all."""

import io
from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from gongkai.core.actions import Refused
from gongkai.core.actions.bodies import BodyDraft, MemberDraft, create_body, join_body
from gongkai.core.importing import Imported, State, import_book, write_book
from gongkai.core.models import Body, Event, Membership, Person, Unit
from tests.people import SYSTEM, People

HEADS = {
    "单位": ("编码*", "全称*", "类型*", "层级*", "上级编码", "设立日期*", "电话"),
    "人员": ("用户名*", "姓名*", "单位编码*", "电话"),
    "名册": ("单位编码*", "机构类型*", "机构名称*", "姓名*", "职务*", "开始日期*"),
}
UNITS = (
    ("jiaoyu-renshi", "示例县教育局人事股", "科室（内设机构）", "县级", "jiaoyu", "2025-01-01", ""),
    ("jiaoyu", "示例县教育局", "政府部门", "县级", "xian", date(2025, 1, 1), 12345678),
)
PEOPLE = (("qianqi", "钱七", "jiaoyu", "0000-1"), ("sunba", "孙八", "jiaoyu-renshi", None))
ROSTER = (("jiaoyu", "领导小组", "教育局政务公开领导小组", "钱七", "组长", "2025-02-01"),)


def book(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in (HEADS[title], *rows):
            sheet.append(list(row))
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def run(sheets: Mapping[str, Sequence[Sequence[object]]], *, dry: bool = False) -> Imported:
    return import_book(book(sheets), "机构.xlsx", dry=dry, by=SYSTEM)


ALL = {"单位": UNITS, "人员": PEOPLE, "名册": ROSTER}


def test_lower_units_may_stand_before_higher_ones_and_all_is_made(people: People) -> None:
    done = run(ALL)
    assert done.done
    assert {line.state for line in done.lines} == {State.CREATED}
    section = Unit.objects.get(code="jiaoyu-renshi")
    assert section.parent is not None
    assert (section.parent.code, section.parent.phone) == ("jiaoyu", "12345678")
    member = Membership.objects.get()
    assert member.person == Person.objects.get(username="qianqi")
    assert [username for username, _name, _password in done.passwords] == ["qianqi", "sunba"]
    assert Person.objects.get(username="qianqi").check_password(done.passwords[0][2])
    assert {"unit.create", "person.create", "body.create", "body.join"} <= set(
        Event.objects.values_list("verb", flat=True)
    )


def test_trying_out_tells_the_same_and_keeps_nothing(people: People) -> None:
    before = Unit.objects.count()
    tried = run(ALL, dry=True)
    assert (tried.done, tried.holds) == (False, True)
    assert [line.state for line in tried.lines] == [State.CREATED] * 5
    assert Unit.objects.count() == before
    assert not Event.objects.exists()
    assert [line.state for line in run(ALL).lines] == [State.CREATED] * 5


def test_a_second_time_nothing_changes(people: People) -> None:
    run(ALL)
    events = Event.objects.count()
    again = run(ALL)
    assert {line.state for line in again.lines} == {State.UNCHANGED}
    assert Event.objects.count() == events
    assert again.passwords == ()


def test_what_differs_is_changed_and_said(people: People) -> None:
    run(ALL)
    changed = run({"人员": [("qianqi", "钱七", "jiaoyu", "0000-2"), PEOPLE[1]]})
    assert [line.state for line in changed.lines] == [State.CHANGED, State.UNCHANGED]
    assert Person.objects.get(username="qianqi").phone == "0000-2"


@pytest.mark.parametrize(
    ("sheet", "row", "place", "words"),
    [
        ("单位", ("", "甲局", "政府部门", "县级", "xian", "2025-01-01"), "单位!A2", "请填写“编码”"),
        ("单位", ("甲", "甲局", "政府部门", "县级", "xian", "2025-01-01"), "单位!A2", "小写"),
        ("单位", ("jia", "甲局", "俱乐部", "县级", "xian", "2025-01-01"), "单位!C2", "可写"),
        ("单位", ("jia", "甲局", "政府部门", "月球", "xian", "2025-01-01"), "单位!D2", "可写"),
        ("单位", ("jia", "甲局", "政府部门", "县级", "none", "2025-01-01"), "单位!E2", "没有编码"),
        ("单位", ("jia", "甲局", "政府部门", "县级", "", "2025-01-01"), "单位!E2", "上级"),
        ("单位", ("jia", "甲局", "政府部门", "县级", "xian", "明天"), "单位!F2", "日期"),
        ("单位", ("jia", "甲局", "政府部门", "县级", "xian", "2099-01-01"), "单位!F2", "不能晚于"),
        ("单位", ("caizheng", "新名", "政府部门", "县级", "xian", "2025-01-01"), "单位!B2", "更名"),
        (
            "单位",
            ("caizheng", "示例县财政局", "政府部门", "县级", "minzheng", "2020-01-01"),
            "单位!E2",
            "隶属",
        ),
        ("人员", ("Qian Qi", "钱七", "caizheng"), "人员!A2", "用户名"),
        ("人员", ("qianqi", "钱七", "none"), "人员!C2", "没有编码"),
        ("人员", ("lisi", "李四", "caizheng"), "人员!C2", "调动"),
        ("名册", ("xian", "俱乐部", "甲", "乙", "组长", "2025-01-01"), "名册!B2", "可写"),
        ("名册", ("xian", "领导小组", "甲", "乙", "", "2025-01-01"), "名册!E2", "职务"),
    ],
)
def test_each_mistake_names_its_cell_and_the_mend(
    people: People, sheet: str, row: tuple[str, ...], place: str, words: str
) -> None:
    people("clerk", unit="minzheng", name="李四", username="lisi")
    (line,) = run({sheet: [row]}).lines
    assert (line.state, line.place) == (State.WRONG, place)
    assert words in line.message


def test_one_mistake_keeps_everything_out_and_all_are_told(people: People) -> None:
    wrong = ("jia", "甲局", "俱乐部", "县级", "xian", "2025-01-01")
    done = run({"单位": [*UNITS, wrong, wrong], "人员": PEOPLE})
    assert not done.done
    assert [line.place for line in done.of(State.WRONG)] == ["单位!C4", "单位!C5"]
    assert not Unit.objects.filter(code="jiaoyu").exists()
    assert not Event.objects.exists()


def test_units_in_a_ring_are_told_so(people: People) -> None:
    ring = [
        ("a", "甲局", "政府部门", "县级", "b", "2025-01-01"),
        ("b", "乙局", "政府部门", "县级", "a", "2025-01-01"),
    ]
    done = run({"单位": ring})
    assert [line.place for line in done.lines] == ["单位!E2", "单位!E3"]


def test_who_may_not_manage_a_unit_is_told_at_the_row(people: People) -> None:
    by = people.viewer("system_admin", unit="qingshan")
    rows = [
        UNITS[1],
        ("dong", "青山乡办公室", "科室（内设机构）", "乡镇级", "qingshan", "2025-01-01"),
    ]
    done = import_book(book({"单位": rows}), "a.xlsx", dry=True, by=by)
    assert [line.state for line in done.lines] == [State.WRONG, State.CREATED]


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.xlsx", "空"),
        (b"PK\x03\x04nonsense", "a.xlsx", "损坏"),
        (b"a,b", "a.csv", "xlsx"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_in_words(
    people: People, data: bytes, name: str, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        import_book(data, name, dry=True, by=SYSTEM)


def test_a_sheet_without_a_needed_column_is_refused_as_a_whole(people: People) -> None:
    made = Workbook()
    made.worksheets[0].title = "单位"
    made.worksheets[0].append(["编码", "全称"])
    file = io.BytesIO()
    made.save(file)
    with pytest.raises(Refused, match="缺少列：类型、层级、设立日期"):
        import_book(file.getvalue(), "a.xlsx", dry=True, by=SYSTEM)


def test_what_is_written_is_read_again_without_a_change(people: People) -> None:
    run(ALL)
    root = people.unit()
    body = create_body(
        root.pk, BodyDraft("supervisors", "监督员"), since=date(2025, 1, 1), by=SYSTEM
    )
    join_body(body.pk, MemberDraft("赵九", "监督员", root.pk), since=date(2025, 1, 1), by=SYSTEM)
    Unit.objects.filter(code="jiaoyu").update(functions="=1+1", website_code="0012345678")
    data = write_book(SYSTEM, filled=True)
    again = import_book(data, "a.xlsx", dry=False, by=SYSTEM)
    assert again.done
    assert {line.state for line in again.lines} == {State.UNCHANGED}
    assert len(again.lines) == Unit.objects.count() + Person.objects.count() + 2
    assert Body.objects.count() == 2
    cell = load_workbook(io.BytesIO(data))["单位"]["P8"]
    assert cell.data_type != "f"


def test_the_template_is_accepted_as_it_is(people: People) -> None:
    done = import_book(write_book(SYSTEM, filled=False), "a.xlsx", dry=True, by=SYSTEM)
    assert done.lines == ()
    assert done.holds
