"""Papers of a fictional county for the tests."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from gongkai.reports.disclosure import (
    AnsweredFinding,
    ApprovalForm,
    BundlePart,
    BundleSheet,
    DutiesBulletin,
    DutyLine,
    PlannedItem,
    PlanSheet,
    ReviewRecord,
    UnitDuties,
)
from gongkai.rules.obligations.results import DutyState
from gongkai.rules.publishing.signatures import Outcome
from gongkai.rules.publishing.values import Attribute

CHINA = ZoneInfo("Asia/Shanghai")
MOBILE = "13812345678"


def at(day: int, hour: int = 9, minute: int = 30) -> datetime:
    """Return a moment of March 2026."""
    return datetime(2026, 3, day, hour, minute, tzinfo=CHINA)


APPROVAL = ApprovalForm(
    title="示例县人民政府办公室关于印发示例县政务公开工作办法的通知",
    unit="示例县人民政府办公室",
    attribute=Attribute.PUBLIC,
    basis="政府信息公开条例第二十条第一项（规范性文件）",
    index_number="示政办-GFXWJ-2026-00012",
    document_number="示政办发〔2026〕12号",
    issued_on=date(2026, 3, 2),
    content_type="规范性文件",
    category="政策 > 规范性文件",
    channels=("政府网站", "公开查阅点"),
    release_at=at(9, 9, 0),
    edition=2,
    change_note="第八条答复期限按修订后的条例改为20个工作日",
    files=("示例县政务公开工作办法.docx", "政策解读.docx", "办理流程图.png"),
    drafted_by="张三",
    findings=(
        AnsweredFinding(
            place="正文第12段",
            title="电子邮箱",
            reason=f"是单位公开邮箱；另有值班手机{MOBILE}",
            name="张三",
            at=at(3, 16, 5),
        ),
        AnsweredFinding(
            place="正文图1",
            title="图片内容未检查",
            reason="已人工核对，图中没有个人信息",
            name="张三",
            at=at(3, 16, 8),
        ),
    ),
    secrecy=(
        ReviewRecord(
            step="保密审查",
            name="李四",
            outcome=Outcome.SIGN,
            opinion="不涉及国家秘密、工作秘密，同意公开",
            at=at(4),
        ),
    ),
    reviews=(
        ReviewRecord(
            step="初审",
            name="王五",
            outcome=Outcome.RETURN,
            opinion="第八条期限写旧了，请改",
            at=at(4, 11),
            void="之后重新送审，签批作废",
        ),
        ReviewRecord(step="初审", name="王五", outcome=Outcome.SIGN, at=at(5, 10, 2)),
        ReviewRecord(
            step="复审",
            name="赵六",
            on_behalf_of="钱七",
            outcome=Outcome.SIGN,
            opinion="同意，与解读同时发布",
            at=at(6, 15, 4),
        ),
        ReviewRecord(step="终审"),
    ),
    printed_at=at(6, 16, 0),
)

BUNDLE = BundleSheet(
    title="示例县政务公开工作办法",
    unit="示例县人民政府办公室",
    release_at=at(9, 9, 0),
    contact=f"张三 {MOBILE}",
    parts=(
        BundlePart(
            title="关于印发示例县政务公开工作办法的通知",
            role="文件",
            unit="县政府办公室",
            state="审核中",
            waits_for="终审（钱七）",
        ),
        BundlePart(
            title="《示例县政务公开工作办法》解读",
            role="文字解读",
            unit="县政府办公室",
            state="已批准",
            ready=True,
        ),
        BundlePart(
            title="一图读懂政务公开工作办法",
            role="图解",
            unit="县融媒体中心",
            state="起草",
            waits_for="补图片的文字说明",
        ),
    ),
    problems=("图解没有文字说明，不能送审。",),
    printed_at=at(6, 16, 0),
)

PLAN = PlanSheet(
    unit="示例县财政局",
    year=2026,
    number="示财公开〔2026〕1号",
    issued_on=date(2026, 1, 20),
    items=(
        PlannedItem(
            title="2026年县级政府预算",
            category="财政预算、决算",
            basis="政府信息公开条例第二十条第七项",
            section="预算股",
            channel="政府网站",
            due_on=date(2026, 2, 13),
            met_on=date(2026, 2, 10),
        ),
        PlannedItem(
            title="2026年行政事业性收费目录清单",
            category="行政事业性收费",
            basis="政府信息公开条例第二十条第八项",
            section="综合股",
            channel="政府网站",
            due_on=date(2026, 3, 31),
            met_on=date(2026, 4, 3),
            note=f"咨询{MOBILE}",
        ),
        PlannedItem(
            title="=SUM(A1)",
            category="政府集中采购",
            basis="政府信息公开条例第二十条第九项",
            section="采购监管股",
            channel="",
            due_on=date(2026, 6, 30),
        ),
    ),
)


def _duty(title: str, due: int, state: DutyState, met: int = 0) -> DutyLine:
    return DutyLine(
        title=title,
        rule="每季度至少一次",
        due_on=date(2026, 3, due),
        state=state,
        met_on=date(2026, 3, met) if met else None,
    )


BULLETIN = DutiesBulletin(
    period="2026年第一季度",
    as_of=date(2026, 4, 8),
    issuer="示例县政务公开领导小组办公室",
    recipients="各乡镇人民政府，县政府各部门",
    number="示政公开办〔2026〕5号",
    issued_on=date(2026, 4, 9),
    mend_by=date(2026, 4, 20),
    units=(
        UnitDuties(
            unit="示例县财政局",
            duties=(
                _duty("财政收支情况", 31, DutyState.MET, 25),
                _duty("政府采购", 20, DutyState.MET, 12),
                _duty("2026年预算", 10, DutyState.MET, 9),
                _duty("专项资金", 31, DutyState.EXEMPT),
            ),
        ),
        UnitDuties(
            unit="示例县教育局",
            duties=(
                _duty("招生政策", 15, DutyState.MET_LATE, 18),
                _duty("教育经费", 31, DutyState.OVERDUE),
                _duty("学校收费", 31, DutyState.MET, 30),
            ),
        ),
        UnitDuties(unit="东河镇人民政府", duties=(_duty("村级财务", 31, DutyState.OVERDUE),)),
        UnitDuties(unit="西岭乡人民政府", duties=()),
    ),
)
