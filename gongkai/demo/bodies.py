"""The texts of the demo county, put together from its matters, sentences and drawn figures."""

import random
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from gongkai.assessment.demo.people import TOWNSHIPS, UNITS
from gongkai.demo.matters import Rule, Subject
from gongkai.demo.subjects import ASKED, CLOSED, DEMANDED, HEARD, OPENED, TASKED

_FIGURE: Final = re.compile(r"\{([nmpkd])\}")
_TOWNS: Final = tuple(unit.name for unit in UNITS if unit.group == TOWNSHIPS)
_HEADS: Final = ("一", "二", "三", "四")
_NUMERALS: Final = "零一二三四五六七八九十"


def figures(text: str, chance: random.Random) -> str:
    """Return a sentence with every figure drawn; of two counts the second is part of the first."""
    last: dict[str, int] = {}

    def count(kind: str, most: int) -> str:
        last[kind] = (
            chance.randrange(max(1, last[kind] // 2), last[kind] + 1) if kind in last else most
        )
        return str(last[kind])

    def draw(found: re.Match[str]) -> str:
        match found[1]:
            case "n":
                return count(
                    "n", chance.choice((chance.randrange(12, 99), chance.randrange(100, 960)))
                )
            case "m":
                return f"{chance.randrange(30, 8000) / 10:.1f}"
            case "p":
                return f"{chance.randrange(880, 999) / 10:.1f}"
            case "d":
                return str(chance.choice((3, 5, 7, 10, 15)))
            case _:
                return count("k", chance.randrange(2, 13))

    return _FIGURE.sub(draw, text)


def notice(subject: Subject, unit: str, phone: str, day: date, chance: random.Random) -> str:
    """Return the text of an announcement: what, the facts, a table, whom to ask."""
    words = _words(subject, unit, phone)
    facts = chance.sample(subject.facts, k=min(2, len(subject.facts)))
    parts = [chance.choice(OPENED).format(**words), *(figures(one, chance) for one in facts)]
    ends = [chance.choice(HEARD).format(**words), chance.choice(ASKED).format(**words)]
    chance.shuffle(ends)
    return (
        _said(parts)
        + table(subject, chance)
        + _said(ends[: chance.choice((1, 2))])
        + _sign(unit, day)
    )


def circular(subject: Subject, unit: str, phone: str, day: date, chance: random.Random) -> str:
    """Return the text of a circular: to whom, why, tasks, demands."""
    words = _words(subject, unit, phone)
    facts = [figures(one, chance) for one in subject.facts]
    chance.shuffle(facts)
    tasks = [one.format(**words) for one in chance.sample(TASKED, k=2)]
    demands = [one.format(**words) for one in chance.sample(DEMANDED, k=2)]
    middle = chance.choice(("主要任务", "重点工作", "具体安排"))
    sections = [
        (chance.choice(("目标要求", "总体要求", "工作目标")), tasks[:1]),
        (middle, [*facts[:3], *tasks[1:]]),
        (chance.choice(("工作要求", "保障措施", "组织实施")), demands),
    ]
    body = "<p>各乡镇人民政府，县直有关单位：</p>"
    reason = f"为做好{subject.matter}，{subject.measure}，现就有关事项通知如下。"
    body += _said([chance.choice((reason, f"经研究，现就{subject.matter}有关事项通知如下。"))])
    for number, (head, said) in zip(_HEADS, sections, strict=False):
        body += f"<h2>{number}、{head}</h2>" + _said(said)
    return body + _said([chance.choice(CLOSED).format(**words)]) + _sign(unit, day)


def rule(made: Rule, unit: str, day: date, starts: date, years: int) -> str:
    """Return the text of a normative document, in articles."""
    form = form_of(made.name)
    articles = [
        f"为规范{made.field}，保障{made.served}的合法权益，根据有关法律、法规，结合本县实际，制定本{form}。",
        f"本县行政区域内{made.field}的有关活动，适用本{form}。",
        f"{made.lead}负责{made.field}的组织实施；乡镇人民政府和其他有关部门按照职责分工配合。",
        *made.articles,
        f"违反本{form}规定的，由{made.lead}责令改正；法律、法规另有规定的，从其规定。",
        f"本{form}自{_chinese(starts)}起施行，有效期{_NUMERALS[years]}年。",
    ]
    lines = [f"第{_NUMERALS[n]}条　{one}" for n, one in enumerate(articles, 1)]
    head = (
        f"<p>各乡镇人民政府，县直有关单位：</p><p>现将《{made.name}》印发给你们，请遵照执行。</p>"
    )
    return f"{head}{_sign(unit, day)}<h2>{made.name}</h2>{_said(lines)}"


def reading(made: Rule, number: str) -> str:
    """Return the text of an interpretation; its questions stand in the fields."""
    form = form_of(made.name)
    return (
        f"<p>《{made.name}》（{number}）已经印发。现就制定的背景和主要内容说明如下。</p>"
        f"<h2>为什么制定</h2><p>{made.served}对{made.field}的意见，主要集中在标准不够清楚、"
        f"环节偏多、结果公开不够。制定本{form}，就是要把规矩讲明白。</p>"
        f"<h2>主要规定了什么</h2>{_said(made.articles)}"
        f"<h2>由谁负责</h2><p>{made.lead}牵头，乡镇人民政府配合；解释由{made.lead}负责。</p>"
    )


def form_of(name: str) -> str:
    """Return what a rule calls itself in its articles: 办法, 规定, 预案."""
    return name[-2:]


def table(subject: Subject, chance: random.Random) -> str:
    """Return the table of an announcement, its figures drawn."""
    rows = subject.rows or tuple(chance.sample(_TOWNS, k=chance.randrange(4, 7)))
    drawn = [(row, *_cells(subject.table[1:], chance)) for row in rows]
    head = "".join(f"<th>{one}</th>" for one in subject.table)
    lines = "".join(
        f"<tr><th>{row}</th>{''.join(f'<td>{one}</td>' for one in cells)}</tr>"
        for row, *cells in drawn
    )
    caption = f"<caption>{subject.matter}情况</caption>"
    return f"<table>{caption}<tbody><tr>{head}</tr>{lines}</tbody></table>"


_RANGES: Final = {
    "户": (3, 120),
    "户次": (2, 40),
    "人": (12, 900),
    "人次": (60, 4000),
    "家": (2, 60),
    "个": (2, 40),
    "栋": (2, 12),
    "套": (6, 90),
    "亩": (40, 1800),
    "吨": (20, 900),
    "小时": (2, 12),
    "天": (1, 7),
    "台": (2, 80),
    "元": (120, 2600),
    "分": (60, 100),
}


def _cells(heads: Sequence[str], chance: random.Random) -> tuple[str, ...]:
    """Draw a line of a table; what is counted in the same measure is part of what stands before."""
    measures = [head.partition("（")[2].removesuffix("）") for head in heads]
    drawn: list[str] = []
    for place, measure in enumerate(measures):
        least, most = _RANGES.get(measure, (5, 300))
        if measure in {"万元", "公里"}:
            drawn.append(f"{chance.randrange(100, 90000) / 100:.2f}")
        elif "均价" in heads[place]:
            drawn.append(f"{chance.randrange(300, 990) / 100:.2f}")
        elif place and measure == measures[place - 1]:
            before = int(drawn[-1])
            drawn.append(str(chance.randrange(before // 2, before + 1)))
        else:
            drawn.append(str(chance.randrange(least, most)))
    return tuple(drawn)


def _words(subject: Subject, unit: str, phone: str) -> dict[str, str]:
    return {
        "matter": subject.matter,
        "served": subject.served,
        "measure": subject.measure,
        "unit": unit,
        "phone": phone,
    }


def _said(lines: Iterable[str]) -> str:
    return "".join(f"<p>{one}</p>" for one in lines)


def _sign(unit: str, day: date) -> str:
    return f'<p class="right">{unit}</p><p class="right">{_chinese(day)}</p>'


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def questions(made: Rule) -> Sequence[dict[str, str]]:
    """Return the questions and answers of an interpretation, as its field holds them."""
    return [{"question": asked, "answer": answered} for asked, answered in made.questions]
