"""The sheets of a rubric workbook: one per section of a pack."""

from gongkai.policy.workbook.layout import Column, Kind, Sheet
from gongkai.policy.workbook.pack_columns import CITE, ID, NOTE, TITLE, choice, points, text, texts
from gongkai.policy.workbook.pack_procedure import (
    APPEAL,
    APPROVAL,
    CHECKLIST,
    CONSEQUENCES,
    DEGREES,
    EXPORTS,
    FORMS,
    GROUNDS,
    RESPONSIBILITIES,
    STAGES,
)

NULL_WORD = "待定"
"""What an office writes where the text leaves something open: the explicit null of a pack."""

PACK = Sheet(
    key="pack",
    title="规则包",
    about="规则包的名称、版本和总的规定。",
    columns=(
        Column(key="name", title="项目", width=22, fixed=True),
        text("value", "内容", 60),
        Column(key="hint", title="填写说明", kind=Kind.NOTE, width=50),
    ),
)
# Name in the sheet, place in the pack, whether it is always a list, and what to write.
PACK_ROWS = (
    ("编号", "pack.id", False, "小写字母和连字符，如 shifan-kaohe"),
    ("版本", "pack.version", False, "如 1.0.0；内容有变就改"),
    ("名称", "pack.title", False, "考核办法的简称"),
    ("周期", "pack.period", False, "year｜一年一次，可从下拉列表选"),
    ("说明", "pack.summary", False, "一两句话：怎么计分、怎么定等"),
    ("被考核单位", "pack.assessed", True, "几类用“；”隔开"),
    ("结果公布", "pack.public", True, "要求向社会公布结果的条款，如 kh#4；没有就不写"),
    ("满分", "pack.max", False, "不写则按考核表的满分"),
    ("种类", "pack.kind", False, "一般不写"),
    ("上级规则包", "pack.extends", False, "一般不写"),
    ("等次方式", "grading", False, "按分数，或由考核机构认定；可从下拉列表选"),
    ("允许下级调整", "open", True, "一般不写"),
    ("办法没有的部分", "absent", True, "如 appeal（没有申诉规定）"),
)
PACK_OPTIONS = {"周期": "periods", "等次方式": "gradings"}
"""The items of that sheet that have a list of words."""
SOURCES = Sheet(
    key="sources",
    title="来源",
    about="办法本身：标题和条款号，不抄原文。",
    columns=(
        ID,
        TITLE,
        text("file", "文件"),
        text("part", "部分", 12),
        text("article", "条款叫法", 10, "条；部分"),
        text("sha256", "校验值"),
        NOTE,
        texts("anchors", "条款", 50, "如 4；4.1；4.1.1..6"),
        Column(key="inline", title="写在规则包里", kind=Kind.FLAG, width=10, options="yes"),
    ),
)
READINGS = Sheet(
    key="readings",
    title="口径",
    about="原文没有写明或可作不同理解之处，怎样处理；写“待定”的，定了才能考核。",
    columns=(
        choice("name", "口径", "readings", 26),
        Column(key="label", title="含义", kind=Kind.NOTE, width=20),
        text("value", "取值", 34),
        text("question", "问题", 9),
        text("why", "为什么", 60),
        CITE,
    ),
)
RUBRIC = Sheet(
    key="rubric",
    title="考核表",
    about="先写一行考核表，下面写一级指标，每个一级指标下面写它的考核项。",
    columns=(
        choice("level", "层级", "levels", 12),
        ID,
        TITLE,
        points("points", "分值"),
        choice("method", "计分方法", "methods", 12),
        text("scorer", "谁评", 12, options="actors"),
        CITE,
        texts("evidence", "佐证材料"),
        NOTE,
        choice("indicator", "计算指标", "indicators", 22),
        Column(key="full_at_least", title="满分线", kind=Kind.RATE, width=9, hint="如 0.95"),
        choice("otherwise", "未达满分线", "otherwise", 13),
        text("survey", "问卷", 14),
        texts("questions", "题目", 12),
        choice("map", "折算", "maps", 10),
        Column(key="min_answers", title="最少答卷数", kind=Kind.NUMBER, width=10),
        points("veto_below", "低于即否决", 10),
        texts("groups", "适用组别", 16),
        texts("known", "供参考的指标", 22),
        texts("categories", "佐证所在的公开类别", 22),
    ),
)
LEVELS = Sheet(
    key="levels",
    title="档次",
    about="计分方法为 levels 的考核项，各档次得几分。",
    columns=(
        Column(key="item", title="考核项编号", kind=Kind.ID, width=22),
        ID,
        TITLE,
        points("points", "得分"),
    ),
)
COMPONENTS = Sheet(
    key="components",
    title="得分构成",
    about="按权重合成总分的办法填写；权重合计 100。",
    columns=(
        ID,
        TITLE,
        points("weight", "权重"),
        text("scorer", "谁评", 14, options="actors"),
        CITE,
        texts("absorbs", "包含的方法"),
        choice("from", "得分来自", "component_sources", 14),
        points("max", "满分"),
        Column(key="parent", title="上级构成编号", kind=Kind.ID, width=16),
        text("group", "下属单位组别", 14),
        points("poll.high_at", "高分线"),
        points("poll.max_high", "高分上限（个）", 10),
        points("poll.trim_over", "多于几人去高低", 10),
    ),
)
GRADES = Sheet(
    key="grades",
    title="等次",
    about="从高到低，每等含下限。",
    columns=(
        ID,
        TITLE,
        points("min", "下限"),
        Column(key="max_share", title="不超过比例", kind=Kind.RATE, width=10, hint="如 0.7"),
        Column(key="overflow_to", title="超出列入", kind=Kind.ID, width=14),
        text("description", "标准", 50),
        CITE,
    ),
)
BONUS = Sheet(
    key="bonus",
    title="加分规定",
    about="加分的上限和条件，只写一行。",
    columns=(
        points("max", "上限"),
        points("gate.above", "基础分高于", 12),
        points("gate.at_least", "基础分不低于", 12),
        CITE,
    ),
)
BONUS_ITEMS = Sheet(
    key="bonus_items",
    title="加分",
    about="加分项，每项一行，分值为上限。",
    columns=(
        ID,
        TITLE,
        points("points", "分值"),
        choice("method", "计分方法", "bonus_methods", 12),
        text("scorer", "谁评", 12, options="actors"),
        CITE,
        texts("evidence", "佐证材料"),
        NOTE,
        texts("known", "供参考的指标", 22),
        texts("categories", "佐证所在的公开类别", 22),
    ),
)
VETOES = Sheet(
    key="vetoes",
    title="否决",
    about="单项否决的事实。",
    columns=(
        ID,
        TITLE,
        Column(key="grade", title="列入等次", kind=Kind.ID, width=14),
        points("total", "总分记为"),
        Column(key="stops", title="不再计分", kind=Kind.FLAG, width=10, options="yes"),
        CITE,
    ),
)
OVERRIDES = Sheet(
    key="overrides",
    title="优先规则",
    about="不论得分、直接决定等次的认定事实。",
    columns=(
        ID,
        Column(key="on_finding", title="认定事实编号", kind=Kind.ID, width=20),
        TITLE,
        Column(key="grade", title="列入等次", kind=Kind.ID, width=14),
        texts("do", "处理", options="actions"),
        text("beats", "优先于", 10, options="covers"),
        CITE,
    ),
)
ACCOUNTABILITY = (GROUNDS, DEGREES, RESPONSIBILITIES)
# Sections that are plain lists in a pack, one row an element.
LISTS = (GRADES, VETOES, OVERRIDES, STAGES, APPROVAL, FORMS)
SHEETS = (
    PACK, SOURCES, READINGS, RUBRIC, LEVELS, COMPONENTS, GRADES, BONUS, BONUS_ITEMS, VETOES,
    OVERRIDES, STAGES, APPROVAL, CONSEQUENCES, APPEAL, FORMS, CHECKLIST, *ACCOUNTABILITY, EXPORTS,
)  # fmt: skip
RUBRIC_LEVELS = ("考核表", "一级指标", "考核项")
CHECK_LEVELS = ("领域", "清单项")

__all__ = [
    "ACCOUNTABILITY",
    "APPEAL",
    "APPROVAL",
    "BONUS",
    "BONUS_ITEMS",
    "CHECKLIST",
    "CHECK_LEVELS",
    "COMPONENTS",
    "CONSEQUENCES",
    "DEGREES",
    "EXPORTS",
    "FORMS",
    "GRADES",
    "GROUNDS",
    "LEVELS",
    "LISTS",
    "NULL_WORD",
    "OVERRIDES",
    "PACK",
    "PACK_OPTIONS",
    "PACK_ROWS",
    "READINGS",
    "RESPONSIBILITIES",
    "RUBRIC",
    "RUBRIC_LEVELS",
    "SHEETS",
    "SOURCES",
    "STAGES",
    "VETOES",
]
