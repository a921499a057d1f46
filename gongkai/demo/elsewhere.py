"""Beside the portal: where items were made known, the yearly plan, systems to hand on to."""

import struct
import zlib
from datetime import date, datetime, timedelta
from typing import Final

from gongkai.core.access import Viewer, viewer_of
from gongkai.core.models import Person, Unit
from gongkai.disclosure.actions import delivering
from gongkai.disclosure.actions.channels import record_channel
from gongkai.disclosure.actions.matters import note_stage, start_matter
from gongkai.disclosure.actions.plans import add_plan_line, drop_plan_line, meet_plan_line
from gongkai.disclosure.models import Item, OutgoingKind

# Channel, where, how many; those that want a photograph get one.
_MADE_KNOWN: Final = (
    ("new_media", "示例财政公众号", 1, False),
    ("touch_screen", "政务服务中心一楼触摸屏", 1, False),
    ("reading_place", "县图书馆公开查阅点", 12, False),
    ("board", "财政局门口公开栏", 1, True),
    ("leaflet", "惠农补贴明白卡，随春耕物资发放", 3200, True),
    ("meeting", "全县财政工作会议", 1, True),
)
# What bureaus planned: title, category, month and day it is due.
_PLANNED: Final = (
    ("部门预算", "budgets", (2, 28)),
    ("部门决算", "budgets", (9, 30)),
    ("季度业务数据", "statistics", (10, 31)),
    ("重点工作进展和后续安排", "five.execution.progress", (12, 20)),
)
# What is opened stage by stage: whose, what, its category; stage, days ago, whether it is public.
_MATTERS: Final = (
    (
        "ju-fagai",
        "县城供水管网改造工程",
        "projects",
        (("begun", 200, True), ("under_way", 90, True), ("done", 12, False)),
    ),
    ("ju-fagai", "城南粮库建设", "projects", (("begun", 20, False),)),
    (
        "xiang-qingshan",
        "乡村道路硬化的实施方案",
        "party.decisions",
        (("consulted", 24, False), ("decided", 4, False)),
    ),
)
_PLANNING: Final = ("ju-caizheng", "ju-minzheng", "ju-jiaoyu", "ju-jiaotong", "ju-weijian")


def begin_elsewhere(now: datetime) -> None:
    """Record what was done beside the portal this year, and plan the rest."""
    office = _viewer("sunba", now - timedelta(days=2))
    _plan(office, now.date())
    _matters(office, now.date())
    for kind, title, address in (
        (OutgoingKind.FOLDER, "县档案馆移交目录", "dang-an"),
        (OutgoingKind.FEED, "公共图书馆订阅", "tushuguan"),
    ):
        delivering.add_outgoing(
            Unit.objects.get(code="xian").pk, title=title, kind=kind, address=address, by=office
        )
    _make_known(_viewer("zhangsan", now - timedelta(days=1)), now.date())


def _make_known(clerk: Viewer, today: date) -> None:
    mine = Item.objects.filter(unit__code="ju-caizheng", content_type="notice", availability="live")
    items = list(mine.order_by("-first_published_at")[: len(_MADE_KNOWN)])
    for place, ((channel, where, count, seen), item) in enumerate(
        zip(_MADE_KNOWN, items, strict=False)
    ):
        record_channel(
            item.pk,
            channel=channel,
            on=today - timedelta(days=3 + 5 * place),
            count=count,
            place=where,
            evidence=(_picture(), f"{where}.png") if seen else None,
            by=clerk,
        )


def _plan(office: Viewer, today: date) -> None:
    """Plan the year of some bureaus; what they have published since is matched."""
    for code in _PLANNING:
        unit = Unit.objects.get(code=code)
        for title, category, (month, day) in _PLANNED:
            due = date(today.year, month, day)
            line = add_plan_line(
                unit.pk, title=title, category=category, due_on=due, note="", by=office
            )
            mine = Item.objects.filter(unit=unit, category=category, availability="live")
            done = mine.filter(first_published_at__year=today.year).order_by("first_published_at")
            item = done.first() if month < 6 else done.last()
            if item is not None and month < 12:
                meet_plan_line(line.pk, item=item, by=office)
    dropped = add_plan_line(
        Unit.objects.get(code="ju-caizheng").pk,
        title="政府债务信息专刊",
        category="budgets",
        due_on=date(today.year, 11, 30),
        note="",
        by=office,
    )
    drop_plan_line(dropped.pk, reason="并入政府决算一并公开", by=office)


def _matters(office: Viewer, today: date) -> None:
    """Begin what is opened by stages: one opened in time, one waiting, one late."""
    for code, title, category, stages in _MATTERS:
        unit = Unit.objects.get(code=code)
        began = today - timedelta(days=stages[0][1])
        matter = start_matter(unit.pk, title=title, category=category, started_on=began, by=office)
        live = Item.objects.filter(unit=unit, category=category, availability="live")
        for stage, ago, is_open in stages:
            on = today - timedelta(days=ago)
            later = live.filter(first_published_at__date__gte=on).order_by("first_published_at")
            item = later.first() if is_open else None
            note_stage(matter.pk, stage=stage, reached_on=on, item=item, by=office)


def _viewer(username: str, at: datetime) -> Viewer:
    return viewer_of(Person.objects.select_related("unit").get(username=username), at)


def _picture() -> bytes:
    """A plain grey sheet as PNG, in place of a photograph."""
    width, height = 320, 200
    lines = (b"\x00" + b"\xdd\xe3\xea" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
