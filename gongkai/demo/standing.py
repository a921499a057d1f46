"""What every unit of the demo county keeps public: who it is, how to ask, what it costs.

Strong units have all of it; weak ones lack some, and that is overdue.
"""

import random
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from gongkai.assessment.demo.people import BUREAUS, ENTERPRISES, UNITS, DemoUnit
from gongkai.demo.matters import subjects
from gongkai.demo.writing import COUNTY, OFFICE, SEED, Written, moment, phone_of, workday

HEADS: Final = ("张三", "李四", "王五", "赵六", "钱七", "孙八", "周九", "吴十", "郑一", "冯二")
HOURS: Final = "工作日 8:30—12:00，14:00—17:30"
_CHARGES: Final = {
    "ju-ziran": ("不动产登记费", "住宅每件 80 元，非住宅每件 550 元", "低保家庭免收"),
    "ju-zhujian": ("城镇垃圾处理费", "每户每月 6 元", "低保家庭免收"),
    "ju-renshe": ("职业技能鉴定考务费", "每人 90 元起，按工种确定", "就业困难人员免收"),
    "ju-weijian": ("鉴定费（职业病、医疗事故）", "每例 2000 元起", ""),
    "ju-jiaotong": ("占道利用补偿费", "按占用面积和天数计算", ""),
}


def standing_items(until: date) -> tuple[Written, ...]:
    """Return what stands there all the time, published until a day, oldest first."""
    chance = random.Random(SEED + 2)  # noqa: S311 - a demo, not a secret
    made = [one for unit in (COUNTY, OFFICE, *UNITS) for one in _of_unit(unit, until, chance)]
    return tuple(sorted(made, key=lambda one: (one.published_at, one.unit, one.title)))


def _of_unit(unit: DemoUnit, until: date, chance: random.Random) -> Iterator[Written]:
    if unit.group == ENTERPRISES:
        return
    yield from _guide(unit, until, chance)
    if chance.random() < unit.level / 95:
        yield _organ(unit, _day(until, chance, 300, 620), chance)
    if unit.group == BUREAUS:
        if chance.random() < unit.level / 100:
            yield _charges(unit, _day(until, chance, 200, 600), chance)
        if chance.random() < unit.level / 110:
            yield _intermediaries(unit, _day(until, chance, 200, 600), chance)
    if unit.group != "乡镇" and chance.random() < unit.level / 105:
        for year in (until.year - 1, until.year):
            day = workday(date(year, 2, chance.randrange(10, 26)))
            if day <= until:
                yield _decisions(unit, year, day, chance)
    yield from _reports(unit, until, chance)


def _guide(unit: DemoUnit, until: date, chance: random.Random) -> Iterator[Written]:
    if chance.random() > unit.level / 92:
        return
    said = {
        "scope": "本机关在履行职责中制作或者获取的信息，依法应当公开的都在公开范围之内。",
        "forms": "在本网站公开，重要事项同时在政务服务中心、便民服务站和村务公开栏公布。",
        "body_name": f"{unit.name}办公室",
        "address": _address(unit),
        "hours": HOURS,
        "phone": phone_of(unit),
        "how_to_apply": "填写申请表，当面提交或者邮寄；书写有困难的可以口述，由工作人员代填。",
    }
    body = f"<p>本指南说明{unit.name}公开哪些信息、怎样查找、怎样申请。内容有变化时随时更新。</p>"
    title = f"{unit.name}政府信息公开指南"
    yield _entry(
        unit, "guide", "own.guide", title, said, _day(until, chance, 120, 620), chance, body
    )


def _organ(unit: DemoUnit, day: date, chance: random.Random) -> Written:
    matters = subjects(unit.id)[:3]
    said = {
        "functions": "\n".join(f"负责{one.matter}，{one.measure}。" for one in matters),
        "sections": [
            {
                "name": name,
                "duty": duty,
                "phone": f"{phone_of(unit)[:-1]}{number}",
            }
            for number, (name, duty) in enumerate(
                (
                    ("办公室", "文电、会务、信息公开和后勤保障"),
                    *((f"{one.matter[:4]}股", f"承担{one.matter}的日常工作") for one in matters),
                )
            )
        ],
        "address": _address(unit),
        "hours": HOURS,
        "phone": phone_of(unit),
        "head": chance.choice(HEADS),
    }
    return _entry(unit, "organ", "organisation", f"{unit.name}机构职能", said, day, chance)


def _charges(unit: DemoUnit, day: date, chance: random.Random) -> Written:
    name, standard, relief = _CHARGES.get(unit.id, ("没有行政事业性收费项目", "不收费", ""))
    said = {
        "name": name,
        "basis": "《示例县行政事业性收费目录清单》",
        "standard": standard,
        "collector": unit.name,
        "relief": relief,
    }
    return _entry(unit, "charges", "charges", f"{unit.name}行政事业性收费目录", said, day, chance)


def _intermediaries(unit: DemoUnit, day: date, chance: random.Random) -> Written:
    said = {
        "name": "没有审批中介服务事项",
        "approval": "本单位的审批事项都不要求申请人委托中介服务",
        "basis": "《示例县行政审批中介服务清单》",
        "fee": "不收费",
    }
    return _entry(
        unit,
        "intermediary_list",
        "five.service.intermediaries",
        f"{unit.name}审批中介服务清单",
        said,
        day,
        chance,
    )


def _decisions(unit: DemoUnit, year: int, day: date, chance: random.Random) -> Written:
    matters = chance.sample(subjects(unit.id), k=min(3, len(subjects(unit.id))))
    rows = "".join(
        f"<tr><th>{one.matter}实施方案</th><td>{quarter}季度</td><td>{one.served}</td></tr>"
        for one, quarter in zip(matters, ("第二", "第三", "第四"), strict=False)
    )
    body = (
        f"<p>{unit.name}{year}年度重大行政决策事项如下。事项有调整的，按程序报批后更新本目录。</p>"
        "<table><caption>决策事项</caption><tbody><tr><th>事项</th><th>计划完成</th><th>主要涉及</th></tr>"
        f"{rows}</tbody></table><p>起草阶段将公开征求意见，不少于三十日。</p>"
    )
    title = f"{unit.name}{year}年度重大行政决策事项目录"
    return _entry(unit, "general", "five.decision.catalogue", title, {}, day, chance, body)


def _reports(unit: DemoUnit, until: date, chance: random.Random) -> Iterator[Written]:
    """The annual reports of two years: the government's in March, the others' in January."""
    whole = unit is COUNTY
    for year in (until.year - 2, until.year - 1):
        late = chance.random() > unit.level / 94
        month, last = (3, 28) if whole else (2 if late else 1, 26)
        day = workday(date(year + 1, month, chance.randrange(8, last)))
        if day > until or (late and chance.random() < 0.4):
            continue
        category = "own.government_report" if whole else "own.report"
        title = f"{unit.name}{year}年政府信息公开工作年度报告"
        body = _report(unit, year, chance)
        yield _entry(unit, "annual_report", category, title, {"year": str(year)}, day, chance, body)


def _report(unit: DemoUnit, year: int, chance: random.Random) -> str:
    items, asked = chance.randrange(40, 900), chance.randrange(0, 24)
    parts = (
        (
            "总体情况",
            f"{year}年主动公开信息 {items} 条，收到公开申请 {asked} 件，均按期答复。",
        ),
        ("主动公开政府信息情况", "规章、规范性文件和行政许可、处罚等数据见统计表，均已核对。"),
        (
            "收到和处理政府信息公开申请情况",
            f"新收 {asked} 件，予以公开 {asked - asked // 3} 件，无法提供 {asked // 3} 件。",
        ),
        (
            "政府信息公开行政复议、行政诉讼情况",
            chance.choice(("没有发生。", "行政复议 1 件，结果维持。")),
        ),
        (
            "存在的主要问题及改进情况",
            chance.choice(
                (
                    "栏目更新不够及时，已把更新时限写进岗位职责，逾期自动提醒。",
                    "解读材料文字多、图表少，下一步每件重要文件至少配一张图。",
                    "乡村公开栏与网站内容不一致，已改为同一份清单两处公布。",
                    "群众反映检索不便，已补充俗称和常用词，并公布咨询电话。",
                )
            ),
        ),
        ("其他需要报告的事项", "本年度没有收取政府信息公开处理费。"),
    )
    heads = "一二三四五六"
    return "".join(
        f"<h2>{heads[number]}、{head}</h2><p>{text}</p>"
        for number, (head, text) in enumerate(parts)
    )


def _entry(
    unit: DemoUnit,
    kind: str,
    category: str,
    title: str,
    said: Mapping[str, Any],
    day: date,
    chance: random.Random,
    body: str = "",
) -> Written:
    at: datetime = moment(day, chance)
    return Written(
        unit=unit.id,
        content_type=kind,
        category=category,
        title=title,
        body_html=body,
        issuer=unit.name,
        issued_on=day,
        published_at=at,
        details={name: value for name, value in said.items() if value},
        contact=f"{unit.name}，{phone_of(unit)}",
    )


def _day(until: date, chance: random.Random, least: int, most: int) -> date:
    """A working day some days ago."""
    return workday(until - timedelta(days=chance.randrange(least, most)))


def _address(unit: DemoUnit) -> str:
    place = next((n for n, one in enumerate(UNITS, 3) if one is unit), 1)
    return f"示例县示例路 {place} 号"
