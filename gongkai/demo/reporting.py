"""What comes round every quarter or year in the demo county, with figures in fields of its own."""

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from gongkai.assessment.demo.people import BUREAUS, TOWNSHIPS, UNITS, DemoUnit
from gongkai.demo.bodies import figures
from gongkai.demo.matters import subjects
from gongkai.demo.registers import POWERS
from gongkai.demo.standing import HEADS
from gongkai.demo.writing import COUNTY, OFFICE, SEED, Written, moment, phone_of, workday

_INDICATORS: Final = (
    ("受理事项", "件"),
    ("办结事项", "件"),
    ("服务群众", "人次"),
    ("安排资金", "万元"),
    ("检查单位", "家"),
)
_HOLDERS: Final = (
    "示例县清源商贸有限公司",
    "示例县兴旺建材经营部",
    "示例县晨光文具店",
    "示例县惠农农资服务部",
    "示例县顺达运输有限公司",
    "示例县安康大药房",
    "示例县向阳物业服务有限公司",
    "示例县新叶幼教中心",
)
_FOUND: Final = (
    ("台账记录不完整", "已补齐并培训记录人员"),
    ("公示牌内容没有更新", "已当场更换"),
    ("应急器材过期", "已重新购置"),
    ("个别窗口没有一次告知", "已约谈并公开道歉"),
    ("档案没有按件装订", "已重新整理"),
    ("投诉电话无人接听", "已改为双人值守"),
)
_WARNINGS: Final = (
    ("暴雨", "黄色", "预计未来六小时我县有大到暴雨，低洼地带和山洪易发区请做好转移准备。"),
    ("高温", "橙色", "预计明后两天最高气温三十七摄氏度以上，户外作业请避开正午。"),
    ("寒潮", "蓝色", "预计四十八小时内最低气温下降八摄氏度，请给水管和大棚做好防冻。"),
    ("森林火险", "橙色", "连续晴天，林区可燃物干燥，禁止一切野外用火。"),
    ("地质灾害", "黄色", "前期降雨较多，切坡建房户夜间请到安置点避险。"),
)


def reports(until: date, years: int = 2) -> tuple[Written, ...]:
    """Return what comes round, published until a day, oldest first."""
    chance = random.Random(SEED + 3)  # noqa: S311 - a demo, not a secret
    made = [
        one for unit in (COUNTY, OFFICE, *UNITS) for one in _of_unit(unit, until, years, chance)
    ]
    return tuple(sorted(made, key=lambda one: (one.published_at, one.unit, one.title)))


def _of_unit(unit: DemoUnit, until: date, years: int, chance: random.Random) -> Iterator[Written]:
    for start in quarters(until, years):
        day = workday(start + timedelta(days=chance.randrange(6, 30)))
        if day > until:
            continue
        if unit.group in {BUREAUS, "政府"}:
            yield from _quarterly(unit, start, day, chance)
        elif unit.group == TOWNSHIPS and _does(unit, chance):
            yield _progress(unit, start, day, chance)
    if unit.group == BUREAUS:
        yield from _licences(unit, until, years, chance)
    if unit.group in {BUREAUS, TOWNSHIPS, "政府"}:
        yield from _budgets(unit, until, years, chance)
    if unit is COUNTY:
        yield from _warnings(until, years, chance)


def _does(unit: DemoUnit, chance: random.Random) -> bool:
    """Whether a unit does this time what it should: strong ones nearly always."""
    return chance.random() < unit.level / 98


def quarters(until: date, years: int) -> Iterator[date]:
    """Yield the first day of each quarter."""
    for year in range(until.year - years, until.year + 1):
        yield from (date(year, month, 1) for month in (1, 4, 7, 10) if date(year, month, 1) < until)


def quarter_before(start: date) -> str:
    """Return what the quarter before a day is called: that is what is reported of."""
    last = start - timedelta(days=1)
    return f"{last.year}年第{'一二三四'[(last.month - 1) // 3]}季度"


def _quarterly(unit: DemoUnit, start: date, day: date, chance: random.Random) -> Iterator[Written]:
    if _does(unit, chance):
        rows = [
            {
                "indicator": name,
                "unit": measure,
                "value": str(chance.randrange(20, 3000)),
                "change": f"{chance.choice('+-')}{chance.randrange(1, 180) / 10:.1f}%",
            }
            for name, measure in _INDICATORS
        ]
        said = {
            "period": quarter_before(start),
            "figures": rows,
            "method": "按登记台账统计，与上年同期相比；尾数因四舍五入可能不等于合计。",
        }
        title = f"{unit.name}{quarter_before(start)}主要业务数据"
        yield entry(unit, "statistics", "statistics", title, said, day, chance)
    if _does(unit, chance):
        yield _supervision(unit, start, day, chance)
    if _does(unit, chance):
        yield _progress(unit, start, day, chance)
    if unit.level > 88 and _does(unit, chance):
        yield _conference(unit, start, day, chance)


def _supervision(unit: DemoUnit, start: date, day: date, chance: random.Random) -> Written:
    subject = chance.choice(subjects(unit.id))
    found = chance.sample(_FOUND, k=3)
    said = {
        "area": subject.matter,
        "findings": [
            {"what": what, "mend": mend, "done_on": (day - timedelta(days=3 * n + 1)).isoformat()}
            for n, (what, mend) in enumerate(found)
        ],
    }
    fact = figures(chance.choice(subject.facts), chance)
    body = (
        f"<p>{quarter_before(start)}，{unit.name}对{subject.matter}开展监督检查，{subject.measure}。</p>"
        f"<p>{fact}</p>"
    )
    title = f"{quarter_before(start)}{subject.matter}监督检查情况"
    return entry(unit, "inspection", "five.management.supervision", title, said, day, chance, body)


def _progress(unit: DemoUnit, start: date, day: date, chance: random.Random) -> Written:
    matters = subjects(unit.id)
    some = chance.sample(matters, k=min(3, len(matters)))
    body = f"<p>{quarter_before(start)}，{unit.name}重点工作进展如下。</p>" + "".join(
        f"<h2>{'一二三'[n]}、{one.matter}</h2><p>{figures(chance.choice(one.facts), chance)}</p>"
        f"<p>下一步：{one.measure}，没有完成的列入下季度安排。</p>"
        for n, one in enumerate(some)
    )
    title = f"{unit.name}{quarter_before(start)}重点工作进展和后续安排"
    return entry(unit, "general", "five.execution.progress", title, {}, day, chance, body)


def _conference(unit: DemoUnit, start: date, day: date, chance: random.Random) -> Written:
    subject = chance.choice(subjects(unit.id))
    held = day - timedelta(days=1)
    led = start.month == 10
    said = {
        "held_on": held.isoformat(),
        "place": "县政务服务中心三楼新闻发布厅",
        "leader_attended": led,
        "speakers": [
            f"{chance.choice(HEADS)}（{unit.name}{'主要负责人' if led else '新闻发言人'}）"
        ],
    }
    fact = figures(chance.choice(subject.facts), chance)
    body = (
        f"<p>{unit.name}举行新闻发布会，介绍{subject.matter}情况并回答记者提问。</p>"
        f"<p>发言人介绍，{fact}</p>"
        f"<p>记者问：{subject.served}最关心什么？</p><p>发言人答：主要是办理条件和时限。"
        f"我们的做法是{subject.measure}，有疑问请拨打{phone_of(unit)}。</p>"
    )
    category = "interaction.leader_conference" if led else "interaction.conference"
    title = f"{unit.name}{subject.matter}新闻发布会"
    return entry(unit, "press_conference", category, title, said, day, chance, body)


def _licences(unit: DemoUnit, until: date, years: int, chance: random.Random) -> Iterator[Written]:
    names = [name for name, kind, _ in POWERS.get(unit.id, ()) if kind == "licence"]
    for number in range(1, 6 * years + 1):
        day = workday(
            until - timedelta(days=int((6 * years - number) * 61 + chance.randrange(5, 40)))
        )
        if not names or not _does(unit, chance) or day > until:
            continue
        name, holder = chance.choice(names), chance.choice(_HOLDERS)
        decided = day - timedelta(days=chance.randrange(2, 8))
        said = {
            "number": f"示许〔{decided.year}〕{chance.randrange(10, 400)}号",
            "name": name,
            "holder": holder,
            "content": f"准予{name}，期满前三十日可以申请延续。",
            "decided_on": decided.isoformat(),
            "valid_until": decided.replace(
                year=decided.year + 3, day=min(decided.day, 28)
            ).isoformat(),
            "organ": unit.name,
        }
        title = f"{holder}{name}决定"
        yield entry(unit, "licence", "licences", title, said, day, chance)


def _budgets(unit: DemoUnit, until: date, years: int, chance: random.Random) -> Iterator[Written]:
    whole = unit is COUNTY
    for year in range(until.year - years + 1, until.year + 1):
        for kind, name, of, month in (
            ("budget", "预算", year, 2),
            ("accounts", "决算", year - 1, 9),
        ):
            day = workday(date(year, month, chance.randrange(8, 26)))
            if day > until or not _does(unit, chance):
                continue
            income = chance.randrange(600, 9000) * (100 if whole else 1)
            said = {
                "kind": f"{'government' if whole else 'department'}_{kind}",
                "year": str(of),
                "approved_on": (day - timedelta(days=chance.randrange(5, 18))).isoformat(),
                "income": f"{income}0000",
                "spending": f"{income - chance.randrange(0, 40)}0000",
                "three_public": _three_public(chance),
                "performance": "项目支出全部设置绩效目标，评价结果与下一年度预算挂钩。",
            }
            title = f"{unit.name}{of}年{'财政' if whole else '部门'}{name}"
            yield entry(unit, "budget", "budgets", title, said, day, chance)


def _three_public(chance: random.Random) -> list[dict[str, str]]:
    rows = (
        ("因公出国（境）费", 0, "没有安排"),
        ("公务用车购置及运行费", chance.randrange(4, 40), "车辆减少，比上年下降"),
        ("公务接待费", chance.randrange(1, 20), "严格标准，比上年下降"),
    )
    return [
        {"item": item, "amount": f"{much}0000" if much else "0", "change": why}
        for item, much, why in rows
    ]


def _warnings(until: date, years: int, chance: random.Random) -> Iterator[Written]:
    for number in range(8 * years):
        day = until - timedelta(days=number * 45 + chance.randrange(3, 40))
        what, level, words = chance.choice(_WARNINGS)
        said = {
            "kind": "warning",
            "level": level,
            "valid_until": (day + timedelta(days=chance.randrange(1, 3))).isoformat(),
        }
        body = f"<p>{words}</p><p>遇有险情请拨打值班电话 0000-1234110，服从乡镇统一安排。</p>"
        title = f"示例县{day.month}月{day.day}日{what}{level}预警"
        yield entry(COUNTY, "emergency", "emergencies", title, said, day, chance, body)


def entry(
    unit: DemoUnit,
    kind: str,
    category: str,
    title: str,
    said: Mapping[str, Any],
    day: date,
    chance: random.Random,
    body: str = "",
) -> Written:
    """Return an item that says what it has to say in fields, published on a day."""
    return Written(
        unit=unit.id,
        content_type=kind,
        category=category,
        title=title,
        body_html=body,
        issuer=unit.name,
        issued_on=day,
        published_at=moment(day, chance),
        details=said,
    )
