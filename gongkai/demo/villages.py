"""What two villages of the demo county put on their boards and on the web, quarter by quarter."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from gongkai.assessment.demo.people import DemoUnit
from gongkai.demo.reporting import entry, quarter_before, quarters
from gongkai.demo.writing import SEED, Written, workday

VILLAGES: Final = (
    DemoUnit("cun-dong", "青山乡东村", "村（社区）", 84),
    DemoUnit("cun-xi", "青山乡西村", "村（社区）", 72),
)
_LINES: Final = (
    ("集体山场租金", 1, "王五"),
    ("门面租金", 1, "王五"),
    ("上级补助", 1, "赵六"),
    ("道路维修", -1, "钱七"),
    ("保洁员工资", -1, "赵六"),
    ("办公用品", -1, "钱七"),
    ("慰问老人", -1, "王五"),
)
_DECIDED: Final = (
    (
        "修建村口桥梁",
        "到会代表四十一人，同意三十八人，通过。资金由集体收入和上级补助解决，不向村民收费。",
    ),
    ("鱼塘重新发包", "公开竞价，底价每年一万二千元，原承包人同等条件下优先。"),
    ("村规民约修订", "增加红白事从简、垃圾分类两条，张贴七天没有异议。"),
    ("自来水管道改造", "材料统一采购，村民投工自愿，每工补一百二十元。"),
)
_ASSISTED: Final = (
    ("城乡居民养老保险", "已登记三百一十二户，未登记的由村干部上门核对。"),
    ("农房安全排查", "排查一百八十六栋，发现隐患三栋，已搬离并报乡镇鉴定。"),
    ("春季动物防疫", "免费打针四百余头（只），散养户请提前把牲畜圈好。"),
    ("防溺水巡查", "水塘边设警示牌和救生圈九处，暑期每天巡查两次。"),
)


def affairs(until: date, years: int = 2) -> tuple[Written, ...]:
    """Return what the villages published until a day, oldest first."""
    chance = random.Random(SEED + 4)  # noqa: S311 - a demo, not a secret
    made = [one for village in VILLAGES for one in _of_village(village, until, years, chance)]
    return tuple(sorted(made, key=lambda one: (one.published_at, one.unit, one.title)))


def _of_village(
    village: DemoUnit, until: date, years: int, chance: random.Random
) -> Iterator[Written]:
    for start in quarters(until, years):
        day = workday(start + timedelta(days=chance.randrange(4, 26)))
        if day > until:
            continue
        period = quarter_before(start)
        if chance.random() < village.level / 88:
            yield _finance(village, period, day, chance)
        for category, some in (("decisions", _DECIDED), ("assistance", _ASSISTED)):
            if chance.random() < village.level / 120:
                matter, words = chance.choice(some)
                body = f"<p>{matter}：{words}</p><p>有不同意见的，请到村部说明。</p>"
                said: dict[str, Any] = {"step": "result", "period": period}
                title = f"{village.name}{matter}公开（{period}）"
                yield entry(
                    village, "affairs", f"village.{category}", title, said, day, chance, body
                )


def _finance(village: DemoUnit, period: str, day: date, chance: random.Random) -> Written:
    rows = []
    for item, sign, handler in _LINES:
        much = f"{chance.randrange(3, 180) * 100}"
        row = {"item": item, "handler": handler, "income" if sign > 0 else "spending": much}
        rows.append(row)
    body = f"<p>{period}财务收支已由村务监督委员会逐笔审核，票据可以到村部查看。</p>"
    said = {"step": "result", "period": period, "amounts": rows}
    title = f"{village.name}{period}集体财务收支"
    return entry(village, "affairs", "village.finance", title, said, day, chance, body)
