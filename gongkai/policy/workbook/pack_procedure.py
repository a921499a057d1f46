"""The sheets of a rubric workbook that say what surrounds the score."""

from gongkai.policy.workbook.layout import Column, Kind, Sheet
from gongkai.policy.workbook.pack_columns import CITE, ID, NOTE, TITLE, choice, points, text, texts

STAGES = Sheet(
    key="stages",
    title="阶段",
    about="考核的步骤、由谁做、什么时候做。",
    columns=(
        ID,
        TITLE,
        text("who", "由谁", 18, options="actors"),
        texts("does", "做什么", 18, options="works"),
        text("makes", "产出", 16),
        points("month", "月份"),
        text("by", "截止日", 12),
        texts("between", "起止日", 18),
        text("when", "时间（文字）", 20),
        text("sample.from", "抽样范围", 18),
        points("sample.size", "抽样数", 10),
        CITE,
    ),
)
APPROVAL = Sheet(
    key="approval",
    title="审定",
    about="结果怎样定下来。",
    columns=(
        text("by", "由谁", 20, options="actors"),
        text("act", "做什么", 20, options="acts"),
        CITE,
    ),
)
CONSEQUENCES = Sheet(
    key="consequences",
    title="后果",
    about="每个等次带来什么；期限写法：P1M 一个月，P15D 十五日。",
    columns=(
        Column(key="grade", title="等次编号", kind=Kind.ID, width=14),
        text("do", "做什么", 20, options="actions"),
        text("by", "由谁", 16, options="actors"),
        texts("who", "对谁", 14, options="actors"),
        text("due", "期限", 10, options="terms"),
        text("from", "起算", 12, options="starts"),
        text("report_to", "报给谁", 14, options="actors"),
        text("after", "前提", 18),
        NOTE,
        CITE,
    ),
)
APPEAL = Sheet(
    key="appeal",
    title="申诉",
    about="对决定不服怎么办，只写一行；办法没有的，在“规则包”表写明。",
    columns=(
        texts("covers", "适用于", options="covers"),
        text("within", "提出期限", 12, options="terms"),
        texts("to", "向谁提出", 24, options="actors"),
        text("decide_within", "答复期限", 12, options="terms"),
        Column(key="in_source", title="原文有规定", kind=Kind.FLAG, width=11, options="yes"),
        CITE,
    ),
)
FORMS = Sheet(
    key="forms",
    title="检查形式",
    about="汇报会、座谈会等，人数和人员类别。",
    columns=(
        ID,
        TITLE,
        text("group", "组别", 16),
        points("people_min", "最少人数", 10),
        points("people_max", "最多人数", 10),
        texts("categories", "人员类别", 40),
        text("borrows", "人数借用", 18),
        CITE,
    ),
)
CHECKLIST = Sheet(
    key="checklist",
    title="内容清单",
    about="先写一行领域，下面写它的清单项；清单项不计分。",
    columns=(
        choice("level", "层级", "check_levels", 10),
        ID,
        TITLE,
        choice("method", "计算指标", "indicators", 22),
        CITE,
        texts("known", "供参考的指标", 22),
        texts("categories", "佐证所在的公开类别", 22),
    ),
)
GROUNDS = Sheet(
    key="grounds",
    title="追究情形",
    about="责任追究的情形。",
    columns=(ID, TITLE, text("applies_to", "适用于", 16, options="actors"), CITE),
)
DEGREES = Sheet(
    key="degrees",
    title="追究程度",
    about="从轻到重。",
    columns=(ID, TITLE, texts("unit", "对单位", 30), texts("persons", "对人员", 30), CITE),
)
RESPONSIBILITIES = Sheet(
    key="responsibilities",
    title="责任区分",
    about="谁负主要责任，谁负次要责任。",
    columns=(
        ID,
        text("when", "情况", 40),
        text("main", "主要责任", 24),
        text("secondary", "次要责任", 24),
        CITE,
    ),
)
EXPORTS = Sheet(
    key="exports",
    title="结果运用",
    about="结果在其他考核里怎么算：达到线的按满分，其余按总分。",
    columns=(
        ID,
        TITLE,
        points("full_at_least", "满分线"),
        points("full_value", "满分值"),
        text("otherwise", "未达线", 10, options="totals"),
        CITE,
    ),
)
