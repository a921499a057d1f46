"""Papers of spot checks of a fictional county."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from gongkai.reports.spot import CheckRecord, DrawRecord, FoundLine, HeldVisit
from gongkai.rules.rounds.draws import METHOD, Candidate, DrawPlan
from tests.photographs import JPEG

CHINA = ZoneInfo("Asia/Shanghai")
SEED = "03081522263107"


def at(day: int, hour: int = 9, minute: int = 30) -> datetime:
    """Return a moment of December 2026."""
    return datetime(2026, 12, day, hour, minute, tzinfo=CHINA)


PLAN = DrawPlan(
    candidates=(
        *(
            Candidate(code=f"xiang{n}", name=f"第{n}乡人民政府", group="乡镇政府")
            for n in range(1, 6)
        ),
        *(
            Candidate(code=f"ju{n}", name=f"示例县第{n}局", group="县政府直属单位")
            for n in range(1, 9)
        ),
        Candidate(code="xinju", name="示例县新局", group="县政府直属单位", excluded="今年新设"),
    ),
    sizes={"乡镇政府": 2, "县政府直属单位": 3},
)
DRAW = DrawRecord(
    round="2026年度政务公开工作考核",
    organ="示例县人民政府办公室",
    stage="抽评考核",
    method=METHOD,
    plan=PLAN,
    list_hash=PLAN.digest(),
    fixed_at=at(8),
    fixed_by="张三",
    seed=SEED,
    seed_source="双色球 2026143 期开奖号码，中国福利彩票发行管理中心网站",
    drawn_at=at(10, 10, 5),
    drawn_by="张三",
    witness="王五",
)
CHECK = CheckRecord(
    round="2026年度政务公开工作考核",
    organ="示例县人民政府办公室",
    unit="示例县第1局",
    group="县政府直属单位",
    visits=(
        HeldVisit(
            form="县直单位座谈会",
            on=date(2026, 12, 15),
            time=time(9, 0),
            place="三楼会议室",
            announced=True,
            special=False,
            inspectors="李四、王五",
            people="机关干部代表 3 人、服务对象代表 1 人，共 4 人",
            lacking=("参加 4 人，规定至少 6 人。（《考核方案》第四条第（二）项第3目）",),
            note="与会人员谈到办事指南更新不及时。",
        ),
        HeldVisit(
            form="查阅资料",
            on=date(2026, 12, 15),
            time=None,
            place="",
            announced=True,
            special=True,
            inspectors="李四",
            people="",
            lacking=(),
            note="",
        ),
    ),
    missing=("汇报会", "个别访谈"),
    problems=(
        FoundLine(
            text="公开栏的内容停在去年",
            target="信息公开",
            clause="《考核方案》第三条第（二）项",
            place="一楼大厅",
            seen_at=at(15, 10, 20),
            name="李四",
            photo=JPEG,
            photo_hash="ab" * 32,
        ),
        FoundLine(
            text="依申请公开登记簿有两页没有签名。",
            target="",
            clause="",
            place="",
            seen_at=at(15, 11, 0),
            name="李四",
        ),
    ),
    others=(
        FoundLine(
            text="窗口有人帮老人填表",
            target="",
            clause="",
            place="办事大厅",
            seen_at=at(15, 11, 5),
            name="王五",
        ),
    ),
    printed_at=at(15, 16, 0),
)
