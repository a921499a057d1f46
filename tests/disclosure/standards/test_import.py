"""Standard catalogues from Excel: what is read, what is doubted, and a pack that loads."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from gongkai.disclosure.standards import ReadStandard, read_standard, write_standard
from gongkai.policy.checking import check_pack
from gongkai.policy.disclosure import Audience, Duty, Mode, load_disclosure
from gongkai.policy.national_values import Level
from gongkai.policy.problems import ProblemsError
from gongkai.rules.obligations.values import DayUnit, Term, Within
from gongkai.rules.publishing.values import Attribute
from tests.disclosure.standards.standard_books import Line, add_sheet, line, one_sheet, saved


def read(path: Path) -> ReadStandard:
    return read_standard(path, "shili-biaozhun")


def noted(result: ReadStandard) -> list[tuple[str, str]]:
    return [(problem.place.cell, problem.code) for problem in result.notes]


def test_a_clean_table_is_read_without_a_doubt(tmp_path: Path) -> None:
    result = read(one_sheet(tmp_path / "b.xlsx", line()))
    assert noted(result) == []
    (row,) = result.rows
    assert (row.row, row.first, row.second) == (4, "政策文件", "学校信息")
    assert row.elements == ("办学性质", "办学地点", "办学规模")
    assert row.limit.rule == "formation"
    assert row.channels == ("website",)
    assert (row.audience, row.modes) == (Audience.SOCIETY, frozenset({Mode.ACTIVE}))
    assert row.levels == {Level.COUNTY}
    assert result.title == "义务教育领域基层政务公开标准目录"


def test_merged_cells_hold_for_every_row_they_cover(tmp_path: Path) -> None:
    lines = [line(), line(first=None, second="招生", basis=None), line(first=None, second="收费")]
    result = read(one_sheet(tmp_path / "b.xlsx", *lines, merge=["B4:B6", "E4:E5"]))
    assert [row.first for row in result.rows] == ["政策文件"] * 3
    assert result.rows[1].basis == "《政府信息公开条例》"
    assert noted(result) == []


@pytest.mark.parametrize("said", ["同上", "同 上", "〃", "同上。", "同上行", "″"])
def test_as_above_is_what_stands_above(tmp_path: Path, said: str) -> None:
    second = line(second="招生", basis=said, channels=said, limit=said, society=said)
    third = line(second="收费", basis=said)
    result = read(one_sheet(tmp_path / "b.xlsx", line(), second, third))
    assert {row.basis for row in result.rows} == {"《政府信息公开条例》"}
    assert {row.channels for row in result.rows} == {("website",)}
    assert {row.audience for row in result.rows} == {Audience.SOCIETY}
    assert noted(result) == []


def test_as_above_in_the_first_row_is_doubted(tmp_path: Path) -> None:
    result = read(one_sheet(tmp_path / "b.xlsx", line(basis="同上")))
    assert noted(result) == [("义务教育!E4", "I-SAME")]
    assert result.rows[0].basis == ""


@pytest.mark.parametrize("tick", ["√", "✓", "✔", "☑", "■", "●", "是", " √ ", 1])
def test_ticks_come_in_many_shapes(tmp_path: Path, tick: object) -> None:
    result = read(one_sheet(tmp_path / "b.xlsx", line(township=tick)))
    assert result.rows[0].levels == {Level.COUNTY, Level.TOWNSHIP}
    assert noted(result) == []


@pytest.mark.parametrize("empty", ["", "×", "—", "/", "否", "□", 0, "-"])
def test_what_is_no_tick_is_none(tmp_path: Path, empty: object) -> None:
    result = read(one_sheet(tmp_path / "b.xlsx", line(township=empty)))
    assert result.rows[0].levels == {Level.COUNTY}
    assert noted(result) == []


@pytest.mark.parametrize("odd", ["V", "v", "部分", "详见网站"])
def test_what_may_be_a_tick_is_taken_and_doubted(tmp_path: Path, odd: str) -> None:
    result = read(one_sheet(tmp_path / "b.xlsx", line(township=odd)))
    assert Level.TOWNSHIP in result.rows[0].levels
    assert noted(result) == [("义务教育!N4", "I-MARK")]


def test_words_after_a_tick_say_whom_it_concerns(tmp_path: Path) -> None:
    entry = line(society=None, group="√\n（适龄儿童家长）", active=None, on_request="√")
    result = read(one_sheet(tmp_path / "b.xlsx", entry))
    (row,) = result.rows
    assert (row.audience, row.audience_note) == (Audience.GROUP, "适龄儿童家长")
    assert row.modes == {Mode.ON_REQUEST}
    assert noted(result) == []


def test_no_tick_at_all_is_doubted_at_each_pair(tmp_path: Path) -> None:
    result = read(one_sheet(tmp_path / "b.xlsx", line(society=None, active=None, county=None)))
    found = [("义务教育!I4", "I-NONE"), ("义务教育!K4", "I-NONE"), ("义务教育!M4", "I-NONE")]
    assert noted(result) == found


def test_blank_rows_repeated_heads_and_remarks_are_no_matters(tmp_path: Path) -> None:
    head = ["序号", "公开事项", None, "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道"]
    remark = ["注：本目录由县教育局负责解释。"]
    lines: list[Line] = [line(), [None] * 14, head, line(second="招生"), remark]
    result = read(one_sheet(tmp_path / "b.xlsx", *lines))
    assert [row.second for row in result.rows] == ["学校信息", "招生"]
    assert noted(result) == [("义务教育!A8", "I-FOOTER")]


def test_a_lost_merge_is_filled_and_said(tmp_path: Path) -> None:
    result = read(one_sheet(tmp_path / "b.xlsx", line(), line(first=None, second="招生")))
    assert result.rows[1].first == "政策文件"
    assert noted(result) == [("义务教育!B5", "I-CARRIED")]


def test_a_row_without_a_matter_is_left_out_and_said(tmp_path: Path) -> None:
    result = read(one_sheet(tmp_path / "b.xlsx", line(first=None, second=None), line()))
    assert len(result.rows) == 1
    assert noted(result) == [("义务教育!C4", "I-TITLE")]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("信息形成之日起二十个工作日内", "formation"),
        ("20 个工作日", "formation"),
        ("自制定之日起7个工作日内公开", "limit.7"),
        ("15日内", "limit.days.15"),
        ("长期公开，实时更新", "permanent"),
        ("及时公开", "promptly"),
        ("每季度公开", "quarterly"),
        ("按进展情况及时公开", "staged"),
    ],
)
def test_limits_in_words_are_rules(tmp_path: Path, text: str, rule: str) -> None:
    result = read(one_sheet(tmp_path / "b.xlsx", line(limit=text)))
    assert result.rows[0].limit.rule == rule
    assert noted(result) == []


@pytest.mark.parametrize("text", ["30个工作日", "60日内", "0个工作日", "另行通知", None])
def test_a_limit_that_is_none_or_longer_than_the_law_is_doubted(
    tmp_path: Path, text: str | None
) -> None:
    result = read(one_sheet(tmp_path / "b.xlsx", line(limit=text)))
    assert result.rows[0].limit.rule == "formation"
    assert noted(result) == [("义务教育!F4", "I-LIMIT")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("■政府网站 ■政府公报 □两微一端", ("website", "gazette")),
        ("☑发布会/听证会 □广播电视", ("hearing", "conference")),
        ("□政府网站\n■社区/企事业单位/村公示栏（电子屏）", ("board",)),
        ("政府网站、政务服务中心；入户/现场", ("website", "hall", "on_site")),
        ("■精准推送 ■便民服务站 ■其他", ("push", "station", "other")),
        ("■纸质媒体■公开查阅点■政务服务中心", ("press", "reading_place", "hall")),
    ],
)
def test_channels_are_ticked_boxes_or_a_list(
    tmp_path: Path, text: str, found: tuple[str, ...]
) -> None:
    result = read(one_sheet(tmp_path / "b.xlsx", line(channels=text)))
    assert result.rows[0].channels == found
    assert noted(result) == []


def test_channels_nobody_knows_or_chose_are_doubted(tmp_path: Path) -> None:
    lines = [line(channels="政府网站、信鸽"), line(second="招生", channels="□政府网站")]
    result = read(one_sheet(tmp_path / "b.xlsx", *lines))
    assert [row.channels for row in result.rows] == [("website", "other"), ("website",)]
    assert noted(result) == [("义务教育!H4", "I-CHANNEL"), ("义务教育!H5", "I-CHANNEL")]


def test_numbered_elements_are_parted(tmp_path: Path) -> None:
    text = "1.机构概况\n2、联系方式；\n（3）负责人\n● 办公时间"
    result = read(one_sheet(tmp_path / "b.xlsx", line(elements=text)))
    assert result.rows[0].elements == ("机构概况", "联系方式", "负责人", "办公时间")


def test_a_head_of_one_row_is_read_too(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.create_sheet("统计")
    sheet.append(["序号", "一级事项", "二级事项", "公开内容", "公开时限", "公开主体", "公开渠道",
                  "公开对象", "公开方式", "公开层级"])  # fmt: skip
    sheet.append(
        [
            1,
            "统计数据",
            "月报",
            "数据",
            "每月",
            "统计局",
            "网站",
            "社会公众",
            "主动、依申请",
            "县级、乡级",
        ]
    )
    result = read(saved(book, tmp_path / "b.xlsx"))
    (row,) = result.rows
    assert row.modes == {Mode.ACTIVE, Mode.ON_REQUEST}
    assert row.levels == {Level.COUNTY, Level.TOWNSHIP}
    assert noted(result) == []


def several(path: Path) -> Path:
    book = Workbook()
    add_sheet(book, "义务教育", [
        line(),
        line(second="招生", limit="自制定之日起7个工作日内"),
        line(first="学生资助", second="资助政策", society=None, group="√（受助学生）"),
    ])  # fmt: skip
    add_sheet(book, "户籍管理", [line(first="户籍", second="户籍", active=None, on_request="√")])
    cover = book.create_sheet("封面", 0)
    cover.append(["示例县基层政务公开标准目录"])
    hidden = add_sheet(book, "旧版", [line()])
    hidden.sheet_state = "hidden"
    return saved(book, path)


def test_every_sheet_with_a_head_becomes_a_catalogue(tmp_path: Path) -> None:
    result = read(several(tmp_path / "示例县标准目录.xlsx"))
    assert [sheet.title for sheet in result.sheets] == [
        "义务教育领域基层政务公开标准目录",
        "户籍管理领域基层政务公开标准目录",
    ]
    assert len(result.rows) == 4
    assert noted(result) == [("封面", "I-HEADER")]


def test_what_is_written_is_a_pack_that_loads(tmp_path: Path) -> None:
    read_back = read(several(tmp_path / "示例县标准目录.xlsx"))
    out = tmp_path / "shili-biaozhun"
    write_standard(read_back, out)
    assert [str(problem) for problem in check_pack(str(out))] == []
    pack = load_disclosure(str(out))
    assert (pack.id, pack.title) == ("shili-biaozhun", "示例县标准目录")
    first, second = pack.catalogues
    assert first.duty is Duty.NAMED
    assert [node.title for node in first.nodes] == ["政策文件", "学生资助"]
    school, admission = first.nodes[0].children
    assert school.timing == ("formation",)
    assert school.elements == ("办学性质", "办学地点", "办学规模")
    assert school.responsible == "县教育局"
    assert pack.timing_rule(admission.timing[0]).timing == Within(
        term=Term(7, DayUnit.WORKING_DAYS)
    )
    assert first.nodes[1].children[0].audience_note == "受助学生"
    (alone,) = second.nodes
    assert alone.leaf
    assert alone.attribute is Attribute.ON_REQUEST
    assert alone.cite == ("standard#3.4",)


def test_a_pack_is_never_overwritten(tmp_path: Path) -> None:
    read_back = read(one_sheet(tmp_path / "b.xlsx", line()))
    out = tmp_path / "shili-biaozhun"
    write_standard(read_back, out)
    before = (out / "pack.yaml").read_bytes()
    with pytest.raises(ProblemsError, match="F-EXISTS"):
        write_standard(read_back, out)
    assert (out / "pack.yaml").read_bytes() == before


def test_a_sheet_that_goes_on_for_ever_is_cut_and_said(tmp_path: Path) -> None:
    book = Workbook()
    sheet = add_sheet(book, "义务教育", [line()])
    sheet.cell(row=6000, column=2, value="很远的一格")
    result = read(saved(book, tmp_path / "b.xlsx"))
    assert len(result.rows) == 1
    assert noted(result) == [("义务教育!A5001", "I-LONG")]


def test_reading_twice_gives_the_same_pack(tmp_path: Path) -> None:
    path = several(tmp_path / "b.xlsx")
    assert read(path).pack == read(path).pack


def test_a_workbook_without_any_head_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("工资").append(["姓名", "金额"])
    with pytest.raises(ProblemsError, match="I-HEADER"):
        read(saved(book, tmp_path / "b.xlsx"))


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    path.write_text("not a workbook", encoding="utf-8")
    with pytest.raises(ProblemsError):
        read(path)


def test_a_folder_name_that_is_no_id_is_refused(tmp_path: Path) -> None:
    path = one_sheet(tmp_path / "b.xlsx", line())
    with pytest.raises(ProblemsError, match="ID-FORM"):
        read_standard(path, "标准目录")
