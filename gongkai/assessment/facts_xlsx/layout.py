"""The sheets of a facts workbook: one per list of the facts contract."""

from gongkai.policy.workbook.layout import Column, Kind, Sheet

_UNIT = Column(
    key="unit",
    title="单位编号",
    kind=Kind.ID,
    names=("单位",),
    width=14,
    fixed=True,
    options="units",
    hint="与“单位”表的编号一致",
)
_NAME = Column(
    key="unit_name", title="单位名称", width=18, fixed=True, hint="可不填；填了就须与单位编号一致"
)
_ITEM = Column(
    key="item",
    title="考核项编号",
    kind=Kind.ID,
    names=("考核项",),
    width=34,
    fixed=True,
    options="items",
    hint="从下拉列表里选",
)
_BY = Column(key="by", title="认定人", names=("扣分人", "加分人"), width=12)
_ON = Column(key="on", title="日期", kind=Kind.DATE, width=13, hint="2026-11-05")
_REASON = Column(key="reason", title="理由", names=("原因",), width=36, hint="必填")
_EVIDENCE = Column(key="evidence", title="依据", names=("证据", "佐证"), width=22)
_POINTS = Column(key="points", title="分值", kind=Kind.NUMBER, names=("扣分", "加分"), width=9)


def _number(key: str, title: str, *names: str, hint: str = "", width: int = 10) -> Column:
    return Column(key=key, title=title, kind=Kind.NUMBER, names=names, hint=hint, width=width)


UNITS = Sheet(
    key="units",
    title="单位",
    names=("units",),
    about="每个单位一行。编号一经使用不要更改。",
    columns=(
        Column(key="id", title="单位编号", kind=Kind.ID, names=("编号",), hint="必填，如 u01"),
        Column(key="name", title="单位名称", names=("名称",), width=26),
        Column(key="group", title="组别", names=("类别",), width=14, hint="按组别考核时填"),
        Column(key="parent", title="上级单位编号", kind=Kind.ID, names=("上级单位",), width=14),
        Column(key="exempt", title="免予考核", kind=Kind.FLAG, width=10, options="yes"),
        Column(key="exempt_reason", title="免考原因", names=("免予考核原因",), width=24),
        Column(
            key="decided_grade.grade",
            title="认定等次",
            kind=Kind.ID,
            names=("decided_grade", "grade"),
            width=16,
            options="grades",
            hint="仅用于由考核机构认定等次的办法",
        ),
        Column(key="decided_grade.reason", title="认定理由", names=("grade_reason",), width=30),
        Column(key="decided_grade.by", title="认定机构", names=("grade_by",), width=16),
    ),
    wide=True,
)
COMPONENTS = Sheet(
    key="components",
    title="得分",
    names=("components", "得分构成"),
    about="按权重合成的办法填写：每个单位每项得分构成一行。",
    columns=(
        _UNIT,
        _NAME,
        Column(
            key="component",
            title="得分构成",
            kind=Kind.ID,
            names=("构成",),
            width=28,
            fixed=True,
            options="components",
        ),
        _number("score", "得分", "分数", hint="0 到该项满分"),
    ),
    wide=True,
    narrow="component",
)
_LEFT = (
    _number("score", "得分", "分数", hint="直接给分时填；与扣分表只用一种"),
    Column(key="level", title="档次", kind=Kind.ID, options="levels", hint="分档项填"),
)
_RATE = (
    _number("numerator", "分子", hint="比率项填"),
    _number("denominator", "分母", hint="比率项填"),
)
_ASKED = (
    _number("mean", "均值", "问卷均值", hint="问卷项填"),
    _number("scale_min", "量表最低", hint="如 1"),
    _number("scale_max", "量表最高", hint="如 5"),
    _number("answers", "答卷数", "答卷份数"),
)
_RECORDS = Column(key="records", title="记录出处", names=("记录",), width=22)
ITEMS = Sheet(
    key="items",
    title="考核项",
    names=("items",),
    about="问卷、比率、档次等逐项结果；没有扣分的扣分项不必填写，按满分计。",
    columns=(
        _UNIT,
        _NAME,
        _ITEM,
        *_LEFT,
        *_RATE,
        *_ASKED,
        _RECORDS,
    ),
    # Deductions may stand on the row of their item, for those who have no sheet for them.
    extra=(
        Column(key="points", title="扣分", kind=Kind.NUMBER, names=("扣分值",)),
        _REASON,
        _EVIDENCE,
        _BY,
        _ON,
    ),
)
COMPUTED = Sheet(
    key="computed",
    title="计算",
    names=("computed", "比率", "按记录计算"),
    about="比率项的分子和分母；也可以写在“考核项”表里。",
    columns=(_UNIT, _NAME, _ITEM, *_RATE, _RECORDS),
)
SURVEYS = Sheet(
    key="surveys",
    title="问卷",
    names=("surveys", "survey", "问卷调查"),
    about="问卷项的均值、量表和答卷数；也可以写在“考核项”表里。",
    columns=(_UNIT, _NAME, _ITEM, *_ASKED),
)
DEDUCTIONS = Sheet(
    key="deduct",
    title="扣分",
    names=("deduct", "deductions", "扣分明细"),
    about="每处扣分一行，写明理由和依据。",
    columns=(_UNIT, _NAME, _ITEM, _POINTS, _REASON, _EVIDENCE, _BY, _ON),
)
AWARDS = Sheet(
    key="award",
    title="加分",
    names=("award", "awards", "加分明细"),
    about="每处加分一行；办法没有加分项的不填。",
    columns=(_UNIT, _NAME, _ITEM, _POINTS, _REASON, _EVIDENCE, _BY, _ON),
)
NOT_APPLICABLE = Sheet(
    key="not_applicable",
    title="不适用",
    names=("not_applicable",),
    about="单位没有相应职能的项目，须写理由并经批准。",
    columns=(
        _UNIT,
        _NAME,
        _ITEM,
        _REASON,
        Column(key="approved_by", title="批准机构", names=("批准人",), width=20, hint="必填"),
    ),
)
FINDINGS = Sheet(
    key="findings",
    title="认定事实",
    names=("findings",),
    about="单独决定等次的事实，如弄虚作假。",
    columns=(
        _UNIT,
        _NAME,
        Column(
            key="id",
            title="认定事实",
            kind=Kind.ID,
            names=("finding", "事实"),
            width=30,
            options="findings",
        ),
        _REASON,
        _EVIDENCE,
        _BY,
        _ON,
    ),
)
BALLOTS = Sheet(
    key="ballots",
    title="互评",
    names=("ballots", "互评票"),
    about="互评打分：每个评分人对每个单位一行。",
    columns=(
        Column(key="rater", title="评分人", width=16, fixed=True),
        _UNIT,
        _NAME,
        _number("score", "分数", "得分", hint="0 到 100"),
    ),
)
TIES = Sheet(
    key="tie_decisions",
    title="同分决定",
    names=("tie_decisions",),
    about="名额边缘同分时，会议记录定下的先后。",
    columns=(
        Column(key="grade", title="等次", kind=Kind.ID, width=16, options="grades"),
        Column(
            key="order", title="先后", names=("单位先后",), width=36, hint="单位编号，用“、”隔开"
        ),
        Column(key="minutes", title="会议记录", names=("记录",), width=30),
    ),
)

SHEETS = (
    UNITS,
    COMPONENTS,
    ITEMS,
    COMPUTED,
    SURVEYS,
    DEDUCTIONS,
    AWARDS,
    NOT_APPLICABLE,
    FINDINGS,
    BALLOTS,
    TIES,
)
