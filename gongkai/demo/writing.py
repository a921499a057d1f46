"""Writing the demo county's items: what each unit published, when, and in which words.

Units differ as offices do: some publish late, some leave a quarter out. Everything is drawn from
one seed, so a duty that is overdue today is overdue for everybody who looks today.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, Final
from zoneinfo import ZoneInfo

from gongkai.assessment.demo.people import ENTERPRISES, TOWNSHIPS, UNITS, DemoUnit
from gongkai.demo import bodies
from gongkai.demo.matters import BUREAU_RULES, COUNTY_RULES, Rule, Subject, subjects

SEED: Final = 20260101
ZONE: Final = ZoneInfo("Asia/Shanghai")
COUNTY: Final = DemoUnit("xian", "示例县人民政府", "政府", 95)
OFFICE: Final = DemoUnit("xian-zhengwu", "示例县人民政府办公室", "政府", 93)
# What stands before the year in the numbers of a unit's documents.
_CODES: Final = {
    "xian": "示政",
    "xian-zhengwu": "示政办",
    "ju-fagai": "示发改",
    "ju-jiaoyu": "示教",
    "ju-minzheng": "示民",
    "ju-caizheng": "示财",
    "ju-renshe": "示人社",
    "ju-ziran": "示自然资",
    "ju-zhujian": "示住建",
    "ju-jiaotong": "示交",
    "ju-nongye": "示农",
    "ju-weijian": "示卫健",
    "ju-yingji": "示应急",
}
_CATEGORIES: Final = {
    "ju-fagai": "projects",
    "ju-caizheng": "five.management.funds",
    "ju-minzheng": "local.relief",
    "ju-ziran": "local.land",
    "ju-zhujian": "local.construction",
    "ju-jiaotong": "local.services",
    "ju-yingji": "emergencies",
}
_CALLED: Final = (
    "关于做好{year}年{matter}工作的通知",
    "关于进一步规范{matter}的通知",
    "关于加强{matter}监督管理的通知",
    "关于开展{matter}专项检查的通知",
    "关于印发《{year}年{matter}工作方案》的通知",
    "关于明确{matter}有关事项的通知",
)
_LEAST: Final = 0.55


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
    details: Mapping[str, Any] = field(default_factory=dict)
    contact: str = ""


def write(until: date, years: int = 2) -> tuple[Written, ...]:
    """Return the county's items of some years until a day, oldest first."""
    chance = random.Random(SEED)  # noqa: S311 - a demo, not a secret
    made = [
        one for unit in (COUNTY, OFFICE, *UNITS) for one in _of_unit(unit, until, years, chance)
    ]
    rules = _rules(until, years, chance)
    made += [one for one, _ in rules]
    made.sort(key=lambda one: (one.published_at, one.unit, one.title))
    known = {one.title: made_of for one, made_of in rules}
    return tuple(_with_interpretations(_numbered(made), known, until, chance))


def phone_of(unit: DemoUnit) -> str:
    """Return the telephone number people are told to call."""
    return f"0000-1234{10 + (COUNTY, OFFICE, *UNITS).index(unit):03}"


def moments(
    unit: DemoUnit, per_year: int, until: date, years: int, chance: random.Random
) -> Iterator[tuple[int, date, datetime]]:
    """Yield the place of each item of a kind in its year, when it was made and published.

    A weak unit leaves some out, and is late with others: that is what the duties must show.
    """
    count, days = per_year * years, years * 365
    for place in range(count):
        if chance.random() > _LEAST + unit.level / 200:
            continue
        offset = (place + chance.random() * 0.8) * days / count
        issued = until - timedelta(days=days - offset)
        late = max(0, round(chance.gauss((96 - unit.level) / 1.5, 5)))
        published = workday(issued + timedelta(days=1 + late))
        if published <= until:
            yield place % per_year + 1, issued, moment(published, chance)


def _of_unit(unit: DemoUnit, until: date, years: int, chance: random.Random) -> Iterator[Written]:
    matters, said = subjects(unit.id), set[str]()
    if unit is COUNTY:
        return
    if unit.group not in {TOWNSHIPS, ENTERPRISES}:
        per_year = 40 if unit is OFFICE else 14
        for _, issued, at in moments(unit, per_year, until, years, chance):
            write = partial(_circular, unit, issued, at, chance)
            yield from _once(said, write, matters, chance)
    if unit is OFFICE:
        return
    per_year = {TOWNSHIPS: 27, ENTERPRISES: 14}.get(unit.group, 17)
    for nth, issued, at in moments(unit, per_year, until, years, chance):
        write = partial(_notice, unit, nth, issued, at, chance)
        yield from _once(said, write, matters, chance)


def _once(
    said: set[str],
    write: Callable[[Subject], Written],
    matters: Sequence[Subject],
    chance: random.Random,
) -> Iterator[Written]:
    """Write about one of the matters under a title the unit has not used; some tries, else not."""
    for _ in range(8):
        made = write(chance.choice(matters))
        if made.title not in said:
            said.add(made.title)
            yield made
            return


def _circular(
    unit: DemoUnit, issued: date, at: datetime, chance: random.Random, subject: Subject
) -> Written:
    title = chance.choice(_CALLED).format(matter=subject.matter, year=issued.year)
    return Written(
        unit=unit.id,
        content_type="policy",
        category="rules",
        title=title if unit is not OFFICE else f"{unit.name}{title}",
        body_html=bodies.circular(subject, unit.name, phone_of(unit), issued, chance),
        issuer=unit.name,
        issued_on=issued,
        published_at=at,
        document_number=f"{_CODES[unit.id]}发",
        keywords=(subject.matter, subject.served),
    )


def _notice(
    unit: DemoUnit, nth: int, issued: date, at: datetime, chance: random.Random, subject: Subject
) -> Written:
    words = {
        "year": issued.year,
        "month": issued.month,
        "quarter": (issued.month - 1) // 3 + 1,
        "nth": nth,
    }
    title = chance.choice(subject.notices).format(**words)
    return Written(
        unit=unit.id,
        content_type="notice",
        category=subject.category or _CATEGORIES.get(unit.id, "livelihood"),
        title=f"{unit.name}{title}" if unit.group == TOWNSHIPS else title,
        body_html=bodies.notice(subject, unit.name, phone_of(unit), issued, chance),
        issuer=unit.name,
        issued_on=issued,
        published_at=at,
        keywords=(subject.matter, subject.served),
        contact=f"{unit.name}，{phone_of(unit)}",
    )


def _rules(until: date, years: int, chance: random.Random) -> list[tuple[Written, Rule]]:
    """Write the normative documents; some of the county's come a second time, and repeal the first.

    The list of them is gone through from a drawn place on, so that the newest differ.
    """
    made = []
    start = chance.randrange(len(COUNTY_RULES))
    for place, (_, issued, at) in enumerate(moments(COUNTY, 11, until, years, chance)):
        rule = COUNTY_RULES[(start + place) % len(COUNTY_RULES)]
        made.append((_rule(COUNTY, rule, issued, at, chance), rule))
    for unit in UNITS:
        for rule in BUREAU_RULES.get(unit.id, ()):
            issued = until - timedelta(days=chance.randrange(40, years * 365))
            at = moment(workday(issued + timedelta(days=3)), chance)
            made.append((_rule(unit, rule, issued, at, chance), rule))
    return made


def _rule(unit: DemoUnit, rule: Rule, issued: date, at: datetime, chance: random.Random) -> Written:
    years = chance.choice((2, 5, 5))
    starts = issued + timedelta(days=30)
    return Written(
        unit=unit.id,
        content_type="normative",
        category="rules",
        title=f"{unit.name}关于印发《{rule.name}》的通知",
        body_html=bodies.rule(rule, unit.name, issued, starts, years),
        issuer=unit.name,
        issued_on=issued,
        published_at=at,
        document_number=f"{_CODES[unit.id]}规",
        keywords=(rule.field, rule.served),
        valid_for=years,
    )


def _numbered(made: list[Written]) -> list[Written]:
    """Give documents their numbers in the order they were made, by issuer and year."""
    last: dict[tuple[str, int], int] = {}
    numbers: dict[int, str] = {}
    for place, one in sorted(enumerate(made), key=lambda pair: (pair[1].issued_on, pair[0])):
        if one.document_number:
            key = one.document_number, one.issued_on.year
            last[key] = last.get(key, 0) + 1
            numbers[place] = f"{key[0]}〔{key[1]}〕{last[key]}号"
    return [replace(one, document_number=numbers.get(n, "")) for n, one in enumerate(made)]


def _with_interpretations(
    made: list[Written], rules: Mapping[str, Rule], until: date, chance: random.Random
) -> Iterator[Written]:
    """Add to normative documents their interpretation, and repeal the one of the same name."""
    ruled: dict[str, int] = {}
    place = 0
    for item in made:
        mine = place
        place += 1
        if item.content_type != "normative":
            yield item
            continue
        yield replace(item, repeals=ruled.get(item.title))
        ruled[item.title] = mine
        if chance.random() < 0.85:
            yield _interpretation(item, rules[item.title], mine)
            place += 1


def _interpretation(item: Written, rule: Rule, place: int) -> Written:
    return replace(
        item,
        content_type="interpretation",
        category="interaction.interpretation",
        title=f"《{rule.name}》政策解读",
        body_html=bodies.reading(rule, item.document_number),
        document_number="",
        interprets=place,
        valid_for=None,
        details={
            "form": "text",
            "interpreter": item.issuer,
            "questions": bodies.questions(rule),
        },
    )


def workday(day: date) -> date:
    """Move a day off the weekend; make-up days do not matter to a demo."""
    return day + timedelta(days=max(0, day.weekday() - 4) and 7 - day.weekday())


def moment(day: date, chance: random.Random) -> datetime:
    """Return a moment of office hours on a day."""
    return datetime.combine(day, time(chance.randrange(9, 18), chance.randrange(60)), ZONE)
