"""Lifelike content of the gallery: a fictional county, its bureaus and their scores."""

from decimal import Decimal
from typing import Final

from gongkai.ui import components as ui
from gongkai.ui.gallery_tree import TREE

__all__ = ["TREE"]

D = Decimal
GRADES: Final = {
    "优秀": ui.Tone.GOOD,
    "合格": ui.Tone.FAIR,
    "基本合格": ui.Tone.WARN,
    "不合格": ui.Tone.BAD,
    "未定等": ui.Tone.NEUTRAL,
}
UNITS: Final = (
    # name, group, total, last year, grade
    ("示例县教育局", "县直单位", D("96.50"), D("93.00"), "优秀"),
    ("示例县住房和城乡建设局（县人民防空办公室）", "县直单位", D("93.25"), D("93.25"), "优秀"),
    ("示例县卫生健康局", "县直单位", D("91.80"), D("94.10"), "优秀"),
    ("示例县民政局", "县直单位", D("88.40"), D("82.75"), "合格"),
    ("东河镇人民政府", "乡镇", D("84.60"), D("85.10"), "基本合格"),
    ("示例县自来水有限公司", "公共企事业单位", D("69.50"), None, "不合格"),
    ("西岭乡人民政府", "乡镇", None, D("78.00"), "未定等"),
)
GROUPS: Final = ("县直单位", "乡镇", "公共企事业单位")

FIGURES: Final = ui.Figures(
    (
        ui.Figure("参加考核单位", 21, "个", "县直单位11个，乡镇8个，企业2个"),
        ui.Figure("平均得分", D("88.42"), "分", ui.Change(D("86.10"), D("88.42"))),
        ui.Figure("按时公开率", D("97.3"), "%", "2026年印发文件412件，按时401件"),
        ui.Figure("待整改事项", 6, "项", "其中2项10日内到期", href="#tree"),
    ),
    label="年度概况",
)

STEPS: Final = ui.Steps(
    "考核进度",
    (
        ui.Step("单位自评", ui.StepState.DONE, "12月10日前报送"),
        ui.Step("考核抽评", ui.StepState.CURRENT, "12月11日至20日，已完成13个单位"),
        ui.Step("审定等次"),
        ui.Step("通报与整改", note="收到结果后1个月内整改"),
    ),
)


def tabs(query: ui.Query) -> ui.Tabs:
    """Tabs that keep the other parameters of the address."""
    views = (("", "全部", 21), ("bureau", "县直单位", 11), ("town", "乡镇", 8), ("firm", "企业", 2))
    here = str(query.get("view", ""))
    return ui.Tabs(
        "单位类别",
        tuple(
            ui.Tab(text, ui.link_with(query, view=key), current=key == here, count=count)
            for key, text, count in views
        ),
    )


def filters(query: ui.Query) -> ui.FilterBar:
    """A filter bar over the table."""
    options = (ui.Option("", "全部类别"), *(ui.Option(group, group) for group in GROUPS))
    name, group = str(query.get("q", "")), str(query.get("group", ""))
    fields = (
        ui.Field("q", "单位名称", ui.FieldKind.SEARCH, values=(name,) if name else ()),
        ui.Field("group", "类别", ui.FieldKind.SELECT, values=(group,), options=options),
    )
    return ui.FilterBar.over(query, fields, result=f"共{len(_chosen(query))}个单位")


def scores(query: ui.Query) -> ui.Table:
    """The scoreboard, filtered and sorted by the address."""
    sort = ui.Sort.read(query, {"name", "total"}, "-total")
    units = sorted(
        _chosen(query),
        key=lambda unit: unit[0] if sort.key == "name" else unit[2] or D(0),
        reverse=sort.descending,
    )
    return ui.Table(
        caption="2026年度政务公开考核得分",
        columns=(
            ui.Column("name", "单位", header=True, sortable=True),
            ui.Column("group", "类别", nowrap=True),
            ui.Column("total", "总分", sortable=True),
            ui.Column("change", "与上年比较"),
            ui.Column("grade", "等次", nowrap=True),
        ),
        rows=tuple(
            ui.Row.of(
                ui.Link(name, "#tree"),
                group,
                ui.Meter(total, D(100), GRADES[grade]),
                ui.Change(before, total, reason="" if before and total else "缺一年得分"),
                ui.Badge(grade, GRADES[grade]),
            )
            for name, group, total, before, grade in units
        ),
        sort=sort,
        note="等次按四舍五入到两位小数的总分确定；84.60分低于85分，为基本合格。",
        empty="没有符合条件的单位。",
    )


def _chosen(query: ui.Query) -> list[tuple[str, str, Decimal | None, Decimal | None, str]]:
    name, group = str(query.get("q", "")), str(query.get("group", ""))
    return [unit for unit in UNITS if name in unit[0] and group in {"", unit[1]}]


def pagination(query: ui.Query) -> ui.Pagination:
    """Twelve pages; which one is read from the address."""
    asked = str(query.get("page", "1"))
    page = int(asked) if asked.isascii() and asked.isdigit() else 1
    return ui.Pagination(min(max(page, 1), 12), 12, 236, query)


WIDE: Final = ui.Table(
    caption="发文字号连续性（国办发）",
    columns=(
        ui.Column("year", "年份", header=True, nowrap=True),
        *(
            ui.Column(key, title, numeric=True)
            for key, title in (
                ("seen", "已公开件数"),
                ("top", "最大序号"),
                ("all", "估计总数"),
                ("rate", "完整率"),
                ("gap", "缺号个数"),
                ("late", "超期件数"),
                ("median", "公开用时中位数（工作日）"),
            )
        ),
    ),
    rows=(
        ui.Row.of("2024年", 38, 52, D("52.4"), D("0.725"), 14, 1, 6),
        ui.Row.of("2025年", 41, 47, D("47.1"), D("0.870"), 6, 0, 5),
        ui.Row.of("2026年", 29, 31, D("31.1"), D("0.933"), 2, None, 4),
        ui.Row.of("合计", 108, None, D("130.6"), D("0.827"), 22, 1, 5, emphasis=True),
    ),
    phone=ui.Phone.SCROLL,
)
EMPTY_TABLE: Final = ui.Table(
    caption="申诉记录",
    columns=(ui.Column("unit", "单位", header=True), ui.Column("on", "日期")),
    rows=(),
    empty="本年度没有单位提出申诉。",
)

_SHORT_NAMES: Final = (
    "教育局",
    "住房和城乡建设局",
    "卫生健康局",
    "民政局",
    "东河镇",
    "自来水公司",
    "西岭乡",
)
BARS: Final = ui.Chart(
    ui.ChartKind.BARS,
    title="各单位总分",
    summary="3个单位达到90分；自来水公司未达到70分；西岭乡材料不全，尚未计分。",
    categories=_SHORT_NAMES,
    series=(ui.Series("总分", tuple(unit[2] for unit in UNITS)),),
    unit="分",
    category_title="单位",
    ceiling=D(100),
    references=(ui.Reference(D(85), "合格线85分"),),
    highlight="民政局",
)
LINES: Final = ui.Chart(
    ui.ChartKind.LINES,
    title="按时公开率",
    summary="县直单位五年间从81.5%升至97.3%；乡镇2024年没有数据。",
    categories=("2022年", "2023年", "2024年", "2025年", "2026年"),
    series=(
        ui.Series("县直单位", (D("81.5"), D("86.0"), D("90.2"), D("95.8"), D("97.3"))),
        ui.Series("乡镇", (D("70.1"), D("74.4"), None, D("83.0"), D("88.6"))),
        ui.Series("公共企事业单位", (D("62.0"), D("61.0"), D("66.5"), D("73.2"), D("75.0"))),
    ),
    unit="%",
    category_title="年份",
    floor=D(50),
    ceiling=D(100),
    references=(ui.Reference(D(95), "目标95%"),),
)
DISTRIBUTION: Final = ui.Chart(
    ui.ChartKind.DISTRIBUTION,
    title="得分分布",
    summary="21个单位中，12个在85分以上。",
    categories=("60分以下", "60—70分", "70—80分", "80—85分", "85—90分", "90—95分", "95分以上"),
    series=(ui.Series("单位数", (D(0), D(1), D(3), D(5), D(7), D(3), D(2))),),
    unit="个",
    category_title="得分",
    highlight="85—90分",
)

BADGES: Final = tuple(ui.Badge(text, tone) for text, tone in GRADES.items())
CHANGES: Final = (
    ("提高", ui.Change(D("82.75"), D("88.40"))),
    ("降低", ui.Change(D("94.10"), D("91.80"))),
    ("越低越好", ui.Change(D(9), D(6), ui.Better.LOWER)),
    ("两年相同", ui.Change(D("93.25"), D("93.25"))),
    ("考核项有变", ui.Change(None, D("16.00"), reason="考核项由4项改为5项")),
)
METERS: Final = (
    ui.Meter(D("18.5"), D(20), ui.Tone.GOOD, "组织领导"),
    ui.Meter(D("6.0"), D(16), ui.Tone.BAD, "公开程序"),
    ui.Meter(None, D(16), label="公开效果"),
)
NOTICES: Final = (
    ui.Notice(
        "本次考核采用5项口径",
        "规则原文没有写明的地方，按以下选择计算，并印在每份报告上。",
        items=("分界：84.6分为基本合格", "扣分下限：扣完该考核项为止"),
        link=ui.Link("查看全部口径", "#tree"),
    ),
    ui.Notice("规则包检查通过", "27个考核项合计100分，依据条款全部可查。", ui.Tone.GOOD),
    ui.Notice("2027年工作日历尚未公布", "涉及2027年的到期日为暂定。", ui.Tone.WARN),
    ui.Notice(
        "不能计算得分",
        "缺少“群众满意度”的最低问卷份数。请在口径中填写 min_answers 后重新计算。",
        ui.Tone.BAD,
    ),
)
EMPTY: Final = ui.Empty(
    "还没有考核结果",
    "导入事实文件后，这里显示各单位的得分和等次。",
    ui.Link("下载事实文件模板", "#main"),
)
SUMMARY: Final = ui.Summary(
    (
        ui.SummaryRow("规则包", ui.Link("政务公开示范点建设考评", "#tree", note="1.0.0版")),
        ui.SummaryRow("等次", ui.Badge("基本合格", ui.Tone.WARN)),
        ui.SummaryRow(
            "各等次",
            ui.Cluster.of(ui.Badge("优秀 15", ui.Tone.GOOD), ui.Badge("合格 7", ui.Tone.FAIR)),
        ),
        ui.SummaryRow("总分", ui.Stack.of(D("84.60"), "第14名，共21个单位")),
        ui.SummaryRow(
            "采用的口径",
            "分界取下限",
            "原文第五条未说明84.6分归入哪一等次",
            ui.Link("修改", "#main"),
        ),
        ui.SummaryRow("申诉", None),
    )
)

_LEVELS: Final = (
    ui.Option("lower_bound", "取下限", "84.6分为基本合格"),
    ui.Option("round_half_up", "四舍五入到整数", "84.6分为合格"),
)
FIELDS: Final = (
    ui.Field("unit", "单位名称", hint="使用“三定”规定中的全称", required=True),
    ui.Field("points", "扣分", ui.FieldKind.NUMBER, ("1.5",), suffix="分", short=True),
    ui.Field("on", "检查日期", ui.FieldKind.DATE, ("2026-11-05",), short=True),
    ui.Field("boundary", "分界口径", ui.FieldKind.RADIO, ("lower_bound",), _LEVELS),
    ui.Field(
        "evidence",
        "佐证材料",
        ui.FieldKind.CHECKBOXES,
        ("minutes",),
        (ui.Option("minutes", "会议纪要"), ui.Option("ledger", "工作台账")),
    ),
    ui.Field("reason", "扣分理由", ui.FieldKind.TEXTAREA),
)
WRONG_FIELDS: Final = (
    ui.Field(
        "score",
        "得分",
        ui.FieldKind.NUMBER,
        ("21",),
        error="得分21高于本项满分20，请改为0至20之间的数。",
        suffix="分",
        short=True,
    ),
    ui.Field(
        "file", "事实文件", ui.FieldKind.FILE, hint="YAML、JSON 或 XLSX", error="请选择文件。"
    ),
    ui.Field("kind", "处理方式", ui.FieldKind.RADIO, (), _LEVELS, error="请选择一种分界口径。"),
)
ERRORS: Final = ui.ErrorSummary.of(
    WRONG_FIELDS, general=("示例县民政局出现了两次，请删除其中一行。",)
)
