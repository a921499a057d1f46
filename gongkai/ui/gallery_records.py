"""Lifelike content of the gallery: buttons, a form, histories, differences, files, banners."""

from datetime import UTC, date, datetime
from typing import Final

from gongkai.ui import components as ui

BUTTONS: Final = ui.ButtonRow.of(
    ui.Button.primary("提交审核"),
    ui.Button("保存草稿", novalidate=True),
    ui.Button("撤下页面", kind=ui.ButtonKind.DANGER),
    ui.Button("发布", disabled_reason="还差终审签批。"),
    ui.Link("取消", "#main"),
)
FORM: Final = ui.Form(
    fields=(
        ui.Field(
            "step", "退回到", ui.FieldKind.SELECT, ("author",), (ui.Option("author", "起草人"),)
        ),
        ui.Field(
            "opinion", "意见", ui.FieldKind.TEXTAREA, error="请写明退回的理由。", required=True
        ),
        ui.Field(
            "files",
            "附件",
            ui.FieldKind.FILE,
            hint="Word、PDF、Excel，每个不超过50 MB",
            accept=".docx,.pdf,.xlsx",
            multiple=True,
        ),
    ),
    buttons=(ui.Button.primary("退回"), ui.Link("取消", "#main")),
    legend="退回稿件",
    label="退回稿件",
)
TICKS: Final = ui.Table(
    caption="可多选的列表",
    columns=(ui.Column("tick", "选择"), ui.Column("title", "标题", header=True)),
    rows=tuple(
        ui.Row.of(ui.Tick("row", str(number), f"选择“{title}”"), ui.Link(title, "#main"))
        for number, title in enumerate(("关于印发防汛预案的通知", "2026年部门预算"), 1)
    ),
)
TIMELINE: Final = ui.Timeline(
    (
        ui.Moment(datetime(2026, 3, 2, 1, 5, tzinfo=UTC), "起草", "张三"),
        ui.Moment(
            datetime(2026, 3, 2, 7, 40, tzinfo=UTC),
            "退回",
            "李四（代王五）",
            "附件2缺少表头，请补齐后重新提交。",
            ui.Tone.BAD,
        ),
        ui.Moment(date(2026, 3, 4), "发布", "赵六", tone=ui.Tone.GOOD),
    ),
    label="办理经过",
)
DIFF: Final = ui.Diff(
    (
        ui.DiffPart(ui.DiffKind.SAME, "申请人应当自收到通知之日起"),
        ui.DiffPart(ui.DiffKind.REMOVED, "十五"),
        ui.DiffPart(ui.DiffKind.ADDED, "二十"),
        ui.DiffPart(ui.DiffKind.SAME, "个工作日内补正。"),
    )
)
FILES: Final = ui.FileList(
    (
        ui.Attached("关于印发防汛预案的通知.docx", "#main", 48_213, "原件"),
        ui.Attached("附件1 物资储备清单.xlsx", "#main", 5_242_880),
    ),
    label="附件",
)
BANNERS: Final = (
    ui.Banner(
        "已废止",
        "本文件自2026年7月1日起废止。",
        ui.Tone.BAD,
        (ui.Link("废止依据：示政发〔2026〕8号", "#main"),),
    ),
    ui.Banner(
        "已修改", "第三条、第九条已修改，请看现行文本。", links=(ui.Link("现行文本", "#main"),)
    ),
    ui.Banner("尚未生效", "自2026年9月1日起施行。", ui.Tone.FAIR),
)
DETAILS: Final = ui.Details("查看校验规则", "索引号由机构代码、分类号、年份和流水号组成。")
