"""The bulletin on duties that fell due, as a Word file: every figure is computed, none is typed."""

from collections import defaultdict
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.disclosure.queries.duties import Duties, duties
from gongkai.office.disclosure.duty_parts import duty_title
from gongkai.office.disclosure.papers import document
from gongkai.office.posting import day
from gongkai.reports.disclosure import DutiesBulletin, DutyLine, UnitDuties, duties_bulletin
from gongkai.rules.obligations import Duty
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say


def bulletin_form() -> ui.Form:
    """Return the form that asks for what no record knows: number, day, when to mend."""
    return ui.Form(
        (
            ui.Field(
                "number",
                gettext("发文字号（可不填）"),
                hint=gettext("如：示政办发〔2026〕5号"),
            ),
            ui.Field("issued_on", gettext("印发日期（可不填）"), ui.FieldKind.DATE, short=True),
            ui.Field("mend_by", gettext("何时补齐（可不填）"), ui.FieldKind.DATE, short=True),
        ),
        (ui.Button(gettext("生成通报（Word）")),),
        action=reverse("duties-bulletin"),
        panel=False,
    )


@requires("disclosure.oversee")
@require_http_methods(["POST"])
def bulletin(request: HttpRequest) -> HttpResponse:
    """Send the bulletin on this year's duties up to today; what is no day or number is told."""
    asker, post = viewer(request), request.POST
    today = day_of(asker.at)
    try:
        found = duties(asker, as_of=today)
        made = duties_bulletin(
            DutiesBulletin(
                period=f"{today.year}年1月1日至{today.month}月{today.day}日",
                as_of=today,
                units=tuple(_units(found)),
                number=post.get("number", "").strip(),
                issued_on=_day(post.get("issued_on", ""), "issued_on"),
                mend_by=_day(post.get("mend_by", ""), "mend_by"),
            )
        )
    except Refused as refused:
        words = refused.message
    except ValueError:
        words = gettext("发文字号不合格式，应写成“机关代字〔2026〕5号”。请改正，或者先不填。")
    else:
        return document(f"公开任务完成情况通报-{today:%Y%m%d}.docx", made)
    say(request, gettext("没有生成通报"), words, ui.Tone.BAD)
    return HttpResponseRedirect(reverse("duties-units"))


def _day(text: str, name: str) -> date | None:
    return day(text, name) if text.strip() else None


def _units(found: Duties) -> list[UnitDuties]:
    """What fell due by now, by unit in the order of the tree."""
    by_unit: defaultdict[int, list[Duty]] = defaultdict(list)
    for one in found.duties:
        if one.due_on <= found.as_of:
            by_unit[one.unit].append(one)
    return [
        UnitDuties(unit=unit.name, duties=tuple(map(_line, by_unit[pk])))
        for pk, unit in found.units.items()
        if by_unit[pk]
    ]


def _line(one: Duty) -> DutyLine:
    return DutyLine(
        title=duty_title(one),
        rule=one.rule.title if one.rule is not None else gettext("年度公开计划"),
        due_on=one.due_on,
        state=one.state,
        met_on=one.met_on,
    )
