"""The forms that go through an order line by line: the unit's answer, the office's check."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.intake import TAKEN
from gongkai.office.mending.typed import Typed, with_version
from gongkai.office.mending.words import check_badge, numbered
from gongkai.rules.rounds.rectifications import OrderStep, why_not_order
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.assessment.models import OrderLine, RectificationOrder

ACCEPT, REFUSE = "accept", "refuse"
UNFILE = "unfile"


def fill_form(order: "RectificationOrder", typed: Typed) -> ui.Form:
    """Return the form in which the unit answers each line; accepted ones are shown alone."""
    parts: list[ui.Component] = []
    for number, line in numbered(order):
        label = gettext("第 %(n)s 条：%(problem)s") % {"n": number, "problem": line.problem}
        inner = _accepted(line) if line.accepted else tuple(_line_fields(line, typed))
        parts.append(ui.FieldGroup(f"line-{line.pk}", label, inner, hint=_hint(line)))
    parts.append(
        ui.Field(
            "report",
            gettext("整改报告的文字（可不填）"),
            ui.FieldKind.TEXTAREA,
            (typed.value("report", order.report),),
            hint=gettext("总的情况写几句，逐条的结果自动附在报告后面。"),
            error=typed.error("report"),
        )
    )
    leaves = ui.leaves(parts)
    buttons = [ui.Button.primary(gettext("保存"), "do", "fill")]
    if not why_not_order(OrderStep.SUBMIT, order.state):
        buttons.append(ui.Button(gettext("提交本单位负责人签发"), "do", "submit"))
    return ui.Form(
        leaves,
        tuple(buttons),
        general=typed.general({one.name for one in leaves}),
        hidden=with_version(order, typed),
        drawn=tuple(parts),
    )


def _hint(line: "OrderLine") -> str:
    said = [line.clause] if line.clause else []
    if line.accepted is False:
        said.append(gettext("退回：%(why)s") % {"why": line.check_note})
    return "；".join(said) or gettext("写清做了什么、谁负责、什么时候完成。")


def _accepted(line: "OrderLine") -> tuple[ui.Component, ...]:
    badge = check_badge(line)
    rows = ui.Summary.of((gettext("整改措施"), line.measure), (gettext("整改结果"), line.result))
    return (badge, rows) if badge is not None else (rows,)


def _line_fields(line: "OrderLine", typed: Typed) -> Iterator[ui.Component]:
    at = f"line-{line.pk}"

    def field(name: str, label: str, kind: ui.FieldKind, known: str, **more: bool) -> ui.Field:
        full = f"{at}-{name}"
        values = (typed.value(full, known),)
        return ui.Field(full, label, kind, values, error=typed.error(full), **more)  # type: ignore[arg-type]

    yield field("measure", gettext("整改措施"), ui.FieldKind.TEXTAREA, line.measure, short=True)
    yield field("responsible", gettext("责任人"), ui.FieldKind.TEXT, line.responsible, short=True)
    planned = line.planned_on.isoformat() if line.planned_on else ""
    yield field("planned_on", gettext("计划完成"), ui.FieldKind.DATE, planned, short=True)
    yield field("result", gettext("整改结果"), ui.FieldKind.TEXTAREA, line.result, short=True)
    done = line.done_on.isoformat() if line.done_on else ""
    yield field("done_on", gettext("完成日期"), ui.FieldKind.DATE, done, short=True)
    yield ui.Field(
        f"{at}-file",
        gettext("佐证材料（可不填）"),
        ui.FieldKind.FILE,
        hint=gettext("照片、截图、文件，一次可选几个。"),
        accept=TAKEN,
        multiple=True,
        error=typed.error(f"{at}-file"),
    )
    for one in line.files.all():
        yield ui.Cluster.of(
            ui.Link(one.name, reverse("order-file", args=[one.pk])),
            ui.Button(gettext("移除"), "do", f"{UNFILE}:{one.pk}"),
        )


def check_form(order: "RectificationOrder", typed: Typed) -> ui.Form:
    """Return the form in which the office accepts or returns each line."""
    parts: list[ui.Component] = []
    for number, line in numbered(order):
        label = gettext("第 %(n)s 条：%(problem)s") % {"n": number, "problem": line.problem}
        parts.append(
            ui.FieldGroup(
                f"line-{line.pk}", label, tuple(_check_parts(line, typed)), hint=line.clause
            )
        )
    leaves = ui.leaves(parts)
    return ui.Form(
        leaves,
        (ui.Button.primary(gettext("保存核查结果"), "do", "check"),),
        general=typed.general({one.name for one in leaves}),
        hidden=with_version(order, typed),
        legend=gettext("逐条核查"),
        drawn=tuple(parts),
    )


def _check_parts(line: "OrderLine", typed: Typed) -> Iterator[ui.Component]:
    rows: list[tuple[str, ui.Value]] = [
        (gettext("整改措施"), line.measure),
        (gettext("责任人"), line.responsible),
        (gettext("整改结果"), line.result),
        (gettext("完成日期"), line.done_on),
    ]
    yield ui.Summary.of(*(row for row in rows if row[1]))
    files = tuple(
        ui.Attached(one.name, reverse("order-file", args=[one.pk]), one.file.size)
        for one in line.files.all()
    )
    if files:
        yield ui.FileList(files, gettext("材料"))
    known = {True: ACCEPT, False: REFUSE, None: ""}[line.accepted]
    yield ui.Field(
        f"check-{line.pk}",
        gettext("核查结果"),
        ui.FieldKind.RADIO,
        (typed.value(f"check-{line.pk}", known),),
        (ui.Option(ACCEPT, gettext("通过")), ui.Option(REFUSE, gettext("退回"))),
    )
    yield ui.Field(
        f"note-{line.pk}",
        gettext("说明（退回的要写）"),
        values=(typed.value(f"note-{line.pk}", line.check_note),),
        error=typed.error(f"note-{line.pk}"),
    )
