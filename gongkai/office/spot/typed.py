"""Fields of the forms of spot checks, and what was typed into them."""

from collections.abc import Iterator
from datetime import datetime, time
from secrets import token_hex
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext

from gongkai.assessment.actions.spot import Plan
from gongkai.core.actions import Refused
from gongkai.core.days import ZONE
from gongkai.office.posting import day
from gongkai.rules.rounds.meetings import kinds_of
from gongkai.rules.scheme import MeetingForm
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.assessment.models import Visit

ANNOUNCED, UNANNOUNCED = "announced", "unannounced"
REGULAR, SPECIAL = "regular", "special"


def new_key() -> str:
    """Return a key for what a form sends, so that pressed twice it is taken once."""
    return token_hex(16)


def plan_fields(
    visit: "Visit | None" = None, *, on: str = "", inspectors: str = ""
) -> Iterator[ui.Field]:
    """Yield the fields of when, where and by whom, holding what is planned."""
    held = visit.inspectors if visit is not None else inspectors
    yield from _when_and_where(visit, on)
    yield ui.Field(
        "inspectors",
        gettext("检查人员"),
        values=(held,),
        hint=gettext("写全姓名，用顿号隔开。"),
        required=True,
    )
    yield from _ways(visit)


def _when_and_where(visit: "Visit | None", on: str) -> Iterator[ui.Field]:
    day_on = (visit.on.isoformat() if visit is not None else on,)
    at = f"{visit.time:%H:%M}" if visit is not None and visit.time is not None else ""
    place = visit.place if visit is not None else ""
    hint = gettext("例如 9:30。")
    yield ui.Field("on", gettext("日期"), ui.FieldKind.DATE, day_on, required=True, short=True)
    yield ui.Field("time", gettext("时间（可不填）"), values=(at,), hint=hint, short=True)
    yield ui.Field("place", gettext("地点（可不填）"), values=(place,))


def _ways(visit: "Visit | None") -> Iterator[ui.Field]:
    yield ui.Field(
        "announced",
        gettext("是否事先通知"),
        ui.FieldKind.RADIO,
        (UNANNOUNCED if visit is not None and not visit.announced else ANNOUNCED,),
        (
            ui.Option(ANNOUNCED, gettext("明察"), gettext("单位看得到这次安排")),
            ui.Option(UNANNOUNCED, gettext("暗访"), gettext("单位看不到")),
        ),
    )
    yield ui.Field(
        "special",
        gettext("检查类型"),
        ui.FieldKind.RADIO,
        (SPECIAL if visit is not None and visit.special else REGULAR,),
        (ui.Option(REGULAR, gettext("经常性检查")), ui.Option(SPECIAL, gettext("专项检查"))),
    )


def note_field(visit: "Visit | None" = None) -> ui.Field:
    """Return the field for what was said and seen."""
    return ui.Field(
        "note",
        gettext("情况（可不填）"),
        ui.FieldKind.TEXTAREA,
        (visit.note if visit is not None else "",),
    )


def people_fields(form: MeetingForm) -> Iterator[ui.Field]:
    """Yield a field for each kind of people that is counted at a form."""
    for number, kind in enumerate(kinds_of(form)):
        yield ui.Field(
            f"people-{number}",
            gettext("%(kind)s人数") % {"kind": kind},
            ui.FieldKind.NUMBER,
            suffix=gettext("人"),
            short=True,
        )


def read_plan(post: QueryDict) -> Plan:
    """Return when, where and by whom.

    Raises:
        Refused: a day or a time that is none.
    """
    return Plan(
        on=day(post.get("on", ""), "on"),
        time=_time(post.get("time", ""), "time"),
        place=post.get("place", ""),
        announced=post.get("announced", ANNOUNCED) != UNANNOUNCED,
        special=post.get("special", REGULAR) == SPECIAL,
        inspectors=post.get("inspectors", ""),
        note=post.get("note", ""),
    )


def read_people(post: QueryDict, form: MeetingForm) -> dict[str, int]:
    """Return who was there, by kind.

    Raises:
        Refused: a number that is none.
    """
    found = {}
    for number, kind in enumerate(kinds_of(form)):
        typed = post.get(f"people-{number}", "").strip()
        if typed and not (typed.isascii() and typed.isdigit() and len(typed) < 6):
            raise Refused(gettext("人数要写成数字，没有就空着。请改正。"), f"people-{number}")
        if typed:
            found[kind] = int(typed)
    return found


def read_moment(post: QueryDict) -> datetime:
    """Return a moment typed as day and time.

    Raises:
        Refused: no such day or time.
    """
    at = _time(post.get("seen_time", ""), "seen_time") or time()
    return datetime.combine(day(post.get("seen_on", ""), "seen_on"), at, ZONE)


def _time(text: str, field: str) -> time | None:
    words = text.strip().replace("：", ":")
    if not words:
        return None
    hours, _, minutes = words.partition(":")
    if not (_digits(hours) and _digits(minutes) and int(hours) < 24 and int(minutes) < 60):
        raise Refused(gettext("时间要写成 9:30 的样子。请改正。"), field)
    return time(int(hours), int(minutes))


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 3
