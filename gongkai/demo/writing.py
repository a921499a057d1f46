"""Writing the demo county's items: what each unit published, when, and in which words.

Units differ as offices do: some publish late, some leave a quarter out. Everything is drawn from
one seed, so a duty that is overdue today is overdue for everybody who looks today.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from gongkai.assessment.demo.people import UNITS, DemoUnit
from gongkai.demo.subjects import PARAGRAPHS, ROWS, Subject, subjects

SEED: Final = 20260101
ZONE: Final = ZoneInfo("Asia/Shanghai")
COUNTY: Final = DemoUnit("xian", "示例县人民政府", "政府", 95)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of item: content type and category of the pack, its title, how many in two years."""

    content_type: str
    category: str
    title: str
    per_year: int
    numbered: bool = False
    table: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """One item of the demo. ``interprets`` and ``repeals`` name another by its place in the list.

    ``valid_for`` is the years until a normative document expires.
    """

    unit: str
    content_type: str
    category: str
    title: str
    body_html: str
    issuer: str
    issued_on: date
    published_at: datetime
    document_number: str = ""
    keywords: tuple[str, ...] = ()
    interprets: int | None = None
    repeals: int | None = None
    valid_for: int | None = None


COUNTY_KINDS: Final = (
    Kind("normative", "rules", "示例县人民政府关于印发{matter}的通知", 14, numbered=True),
    Kind("policy", "rules", "示例县人民政府办公室关于做好{matter}的通知", 40, numbered=True),
    Kind("emergency", "emergencies", "示例县{matter}工作情况", 6),
)
BUREAU_KINDS: Final = (
    Kind("policy", "rules", "关于做好{matter}工作的通知", 16, numbered=True),
    Kind("notice", "livelihood", "{matter}（{year} 年第 {nth} 期）", 18, table=True),
    Kind("statistics", "statistics", "{year} 年第 {nth} 季度{matter}情况", 4, table=True),
    Kind("licence", "licences", "{matter}办理结果公示（第 {nth} 批）", 6, table=True),
    Kind("inspection", "safety", "{matter}监督检查情况通报（第 {nth} 期）", 4),
    Kind("budget", "budgets", "{unit} {year} 年{matter}资金使用情况", 2, table=True),
)
TOWNSHIP_KINDS: Final = (
    Kind("notice", "livelihood", "{unit}{matter}公示（{year} 年第 {nth} 期）", 24, table=True),
    Kind("notice", "township.policies", "{unit}关于{matter}的告知书（第 {nth} 期）", 12),
    Kind("budget", "budgets", "{unit} {year} 年第 {nth} 季度财政收支情况", 4, table=True),
)
ENTERPRISE_KINDS: Final = (
    Kind("notice", "local.services", "{matter}公告（{year} 年第 {nth} 期）", 18, table=True),
)


def write(until: date, years: int = 2) -> tuple[Written, ...]:
    """Return the county's items of some years until a day, oldest first."""
    chance = random.Random(SEED)  # noqa: S311 - a demo, not a secret
    made = [item for unit in (COUNTY, *UNITS) for item in _of_unit(unit, until, years, chance)]
    made.sort(key=lambda one: (one.published_at, one.unit, one.title))
    return tuple(_with_interpretations(made, until, chance))


def _kinds(unit: DemoUnit) -> tuple[Kind, ...]:
    if unit is COUNTY:
        return COUNTY_KINDS
    if unit.id.startswith("qi-"):
        return ENTERPRISE_KINDS
    return TOWNSHIP_KINDS if unit.id.startswith(("zhen-", "xiang-")) else BUREAU_KINDS


def _of_unit(unit: DemoUnit, until: date, years: int, chance: random.Random) -> Iterator[Written]:
    numbers: dict[int, int] = {}
    days = years * 365
    for kind in _kinds(unit):
        count = kind.per_year * years
        for place in range(count):
            # A weak unit skips some: that is what the duties must show.
            if chance.random() > 0.55 + unit.level / 200:
                continue
            offset = (place + chance.random() * 0.8) * days / count
            issued = until - timedelta(days=days - offset)
            late = max(0, round(chance.gauss((96 - unit.level) / 1.5, 5)))
            published = _workday(issued + timedelta(days=1 + late))
            if published > until:
                continue
            quarter = (issued.month - 1) // 3 + 1
            nth = quarter if "季度" in kind.title else place % kind.per_year + 1
            subject = chance.choice(subjects(unit.id))
            yield _item(unit, kind, subject, nth, issued, published, numbers, chance)


def _item(
    unit: DemoUnit,
    kind: Kind,
    subject: Subject,
    nth: int,
    issued: date,
    published: date,
    numbers: dict[int, int],
    chance: random.Random,
) -> Written:
    number = ""
    if kind.numbered:
        numbers[issued.year] = numbers.get(issued.year, 0) + 1
        number = f"{_code(unit)}〔{issued.year}〕{numbers[issued.year]}号"
    words = {"matter": subject.matter, "unit": unit.name, "year": issued.year, "nth": nth}
    return Written(
        unit=unit.id,
        content_type=kind.content_type,
        category=kind.category,
        title=kind.title.format(**words),
        body_html=_body(unit, subject, kind, chance),
        issuer=unit.name,
        issued_on=issued,
        published_at=_moment(published, chance),
        document_number=number,
        keywords=(subject.matter, subject.served),
        valid_for=chance.choice((2, 5, 5)) if kind.content_type == "normative" else None,
    )


def _code(unit: DemoUnit) -> str:
    """The issuer code: 示政发 for the county, 示 and a syllable of the bureau for the others."""
    if unit is COUNTY:
        return "示政发"
    return f"示{unit.name.removeprefix('示例县')[:1]}发"


def _body(unit: DemoUnit, subject: Subject, kind: Kind, chance: random.Random) -> str:
    words = {
        "matter": subject.matter,
        "served": subject.served,
        "measure": subject.measure,
        "unit": unit.name,
        "count": chance.randrange(12, 960),
        "money": f"{chance.randrange(30, 8000) / 10:.1f}",
        "checks": chance.randrange(1, 9),
        "mends": chance.randrange(0, 25),
    }
    chosen = (PARAGRAPHS[0], *chance.sample(PARAGRAPHS[1:], k=3))
    paragraphs = "".join(f"<p>{one.format(**words)}</p>" for one in chosen)
    return paragraphs + (_table(chance) if kind.table else "")


def _table(chance: random.Random) -> str:
    rows = "".join(
        f"<tr><th>{name}</th><td>{chance.randrange(10, 400)}</td>"
        f"<td>{chance.randrange(100, 90000) / 100:.2f}</td></tr>"
        for name in ROWS
    )
    head = "<tr><th>时间</th><th>户数（户）</th><th>金额（万元）</th></tr>"
    return f"<table><caption>情况汇总</caption><tbody>{head}{rows}</tbody></table>"


def _with_interpretations(
    made: list[Written], until: date, chance: random.Random
) -> Iterator[Written]:
    """Add to normative documents their interpretation, and repeal an old one now and then."""
    ruled: dict[str, int] = {}
    place = 0
    for item in made:
        mine = place
        place += 1
        if item.content_type != "normative":
            yield item
            continue
        repeals = ruled.get(item.title)
        yield replace(item, repeals=repeals)
        ruled[item.title] = mine
        if chance.random() < 0.85:
            yield _interpretation(item, mine)
            place += 1


def _interpretation(item: Written, place: int) -> Written:
    name = item.title.partition("关于印发")[2].removesuffix("的通知")
    body = (
        f"<p>《{name}》已经印发，现就起草背景、主要内容和办理方式作如下说明。</p>"
        f"<h2>为什么制定</h2><p>原有做法实施以来，{item.keywords[1]}反映标准不够清楚、材料偏多。</p>"
        f"<h2>有哪些变化</h2><p>统一了标准，减少了材料，明确了办理时限和责任单位。</p>"
        f"<h2>怎样办理</h2><p>可以到政务服务中心窗口，或者乡镇便民服务站办理。</p>"
    )
    return replace(
        item,
        content_type="interpretation",
        category="interaction.interpretation",
        title=f"《{name}》政策解读",
        body_html=body,
        document_number="",
        interprets=place,
        valid_for=None,
    )


def _workday(day: date) -> date:
    """Move a day off the weekend; make-up days do not matter to a demo."""
    return day + timedelta(days=max(0, day.weekday() - 4) and 7 - day.weekday())


def _moment(day: date, chance: random.Random) -> datetime:
    return datetime.combine(day, time(chance.randrange(9, 18), chance.randrange(60)), ZONE)
