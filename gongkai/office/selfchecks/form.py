"""The form of a self-check, and what was typed in it."""

from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext

from gongkai.assessment.actions.selfchecks import CheckDraft
from gongkai.assessment.checklist import checklist
from gongkai.assessment.queries.selfchecks import ticks_of
from gongkai.core.actions import Refused
from gongkai.office.decimals import number_or_none
from gongkai.rules.selfchecks import Tick
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.assessment.models import SelfCheck


def check_form(found: "SelfCheck | None") -> ui.Form:
    """Return the form holding what is saved."""
    return ui.Form(
        (*_points(found), *_rest(found)),
        (ui.Button.primary(gettext("保存"), "save", "1"),),
        hidden=(("version", str(found.version if found is not None else 0)),),
        label=gettext("自查"),
        panel=False,
        autocomplete="off",
    )


def _points(found: "SelfCheck | None") -> tuple[ui.Field, ...]:
    ticks = ticks_of(found)
    fields: list[ui.Field] = []
    for part in checklist().parts:
        for point in part.points:
            tick = ticks[point.id]
            fields.append(
                ui.Field(
                    f"met-{point.id}",
                    gettext("%(part)s：%(point)s") % {"part": part.title, "point": point.title},
                    ui.FieldKind.RADIO,
                    (tick.met,) if tick.met else (),
                    (
                        ui.Option("yes", gettext("做到")),
                        ui.Option("no", gettext("没有做到")),
                    ),
                )
            )
            fields.append(
                ui.Field(
                    f"evidence-{point.id}",
                    gettext("“%(point)s”的依据") % {"point": point.title},
                    values=(tick.evidence,),
                    hint=gettext("做到的必填：文件、照片、台账等，在哪里能看到。")
                    if not fields[1:]
                    else "",
                )
            )
    return tuple(fields)


def _rest(found: "SelfCheck | None") -> tuple[ui.Field, ...]:
    stated = "" if found is None or found.stated is None else str(found.stated)
    total = ui.Field(
        "stated",
        gettext("材料里写过的公开总数（可不填）"),
        ui.FieldKind.NUMBER,
        (stated,),
        hint=gettext("填了就与记录核对；报告里用记录加出的数。"),
        suffix=gettext("条"),
        short=True,
    )
    texts = (
        ("done", gettext("主要做法和成效")),
        ("problems", gettext("存在的问题")),
        ("plans", gettext("下一步打算")),
    )
    return (
        total,
        *(
            ui.Field(
                name,
                label,
                ui.FieldKind.TEXTAREA,
                (str(getattr(found, name)) if found is not None else "",),
            )
            for name, label in texts
        ),
    )


def typed(post: QueryDict) -> CheckDraft:
    """Return what was typed.

    Raises:
        Refused: the total is no whole number.
    """
    stated = number_or_none(post.get("stated", ""), "stated")
    if stated is not None and stated != stated.to_integral_value():
        raise Refused(gettext("总数要写成整数。请改正。"), "stated")
    ticks = {
        point.id: Tick(post.get(f"met-{point.id}", ""), post.get(f"evidence-{point.id}", ""))
        for point in checklist().points
    }
    return CheckDraft(
        ticks=ticks,
        stated=int(stated) if stated is not None else None,
        done=post.get("done", "").replace("\r\n", "\n"),
        problems=post.get("problems", "").replace("\r\n", "\n"),
        plans=post.get("plans", "").replace("\r\n", "\n"),
    )
