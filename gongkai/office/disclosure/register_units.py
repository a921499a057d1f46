"""A register by unit: who has made public what of it, and who has nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from gongkai.core.access import viewer
from gongkai.disclosure.queries.registers import UnitEntries, divided_by, entries_by_unit
from gongkai.office.disclosure.registers import frame, kind_or_404
from gongkai.policy.disclosure import ContentType
from gongkai.ui import components as ui
from gongkai.ui.access import requires


@requires("disclosure.view")
def by_unit(request: HttpRequest, type_id: str) -> HttpResponse:
    """Show which unit has made public what of a register, and which has nothing."""
    kind = kind_or_404(type_id)
    found = entries_by_unit(viewer(request), kind)
    without = sum(1 for one in found if not one.total)
    context = {
        **frame(request, kind, "register-units"),
        "heading": gettext("各单位%(register)s") % {"register": kind.title},
        "lead": gettext("已公开的条数。%(units)s 个单位应建立，其中 %(without)s 个还没有。")
        % {"units": len(found), "without": without},
        "table": _unit_table(kind, found),
    }
    return render(request, "disclosure/registers.html", context)


def _unit_table(kind: ContentType, found: tuple[UnitEntries, ...]) -> ui.Table:
    spec = divided_by(kind)
    choices = spec.choices if spec is not None else ()
    name = spec.id if spec is not None else ""
    return ui.Table(
        caption=gettext("各单位%(register)s") % {"register": kind.title},
        columns=(
            ui.Column("unit", gettext("单位"), header=True, nowrap=True),
            *(ui.Column(one.id, one.title, numeric=True) for one in choices),
            ui.Column("total", gettext("合计"), numeric=True),
        ),
        rows=tuple(
            ui.Row.of(
                one.unit.label,
                *(
                    _count(kind, one, one.by_choice.get(choice.id, 0), **{f"f-{name}": choice.id})
                    for choice in choices
                ),
                _count(kind, one, one.total)
                if one.total
                else ui.Badge(gettext("还没有"), ui.Tone.WARN),
            )
            for one in found
        ),
        empty=gettext("没有应建立的单位。"),
        caption_hidden=True,
        phone=ui.Phone.SCROLL,
        compact=True,
    )


def _count(kind: ContentType, of: UnitEntries, count: int, **asked: str) -> ui.Value:
    if not count:
        return None
    query = urlencode({"unit": str(of.unit.pk), "standing": "live", **asked})
    return ui.Link(str(count), f"{reverse('register', args=[kind.id])}?{query}")
