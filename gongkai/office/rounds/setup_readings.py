"""What a round's text leaves open, as the office chooses it: forms, what is stated, saving."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext

from gongkai.assessment.actions import setting_up
from gongkai.assessment.borrowed import lent_appeal
from gongkai.assessment.wording import cite_text, reading_unit, reading_value
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.office.posting import tagged
from gongkai.rules.readings import KINDS, ReadingType, StatedReading
from gongkai.rules.rounds.appeals import APPEAL_READINGS, appeal_of
from gongkai.rules.scheme import Scheme
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.assessment.models import Round


def asked(scheme: Scheme) -> list[StatedReading]:
    """The readings an office chooses itself: those left open first."""
    kinds = {ReadingType.CHOICE, ReadingType.DECIMAL, ReadingType.COUNT, ReadingType.TEXT}
    found = [one for one in scheme.stated if KINDS[one.name].type in kinds]
    return [*sorted(found, key=lambda one: one.value is not None), *_appeal_readings(scheme)]


def _appeal_readings(scheme: Scheme) -> list[StatedReading]:
    """The terms of appeal a round may add where the source has none (Q24); nothing waits for it."""
    stated = {one.name for one in scheme.stated}
    lent = lent_appeal()
    if (appeal_of(scheme) is not None and "appeal_within" not in stated) or lent is None:
        return []
    terms, source = lent
    usual = {"appeal_within": terms.within, "appeal_decide": terms.decide_within}
    return [
        StatedReading(
            name=name,
            title=KINDS[name].title,
            value=None,
            label=gettext("没有申诉"),
            question=KINDS[name].question,
            need=KINDS[name].need,
            why=gettext(
                "原文没有对考核结果的申诉，不选就没有。要允许的，可参照%(source)s：%(term)s。"
            )
            % {"source": source, "term": usual[name]},
        )
        for name in APPEAL_READINGS
        if name not in stated
    ]


def reading_form(
    stated: StatedReading, scheme: Scheme, refused: tuple[str, Refused] | None
) -> dict[str, object]:
    """Return the form by which an office chooses a reading; what was refused stands in it."""
    kind = KINDS[stated.name]
    present = "" if stated.value is None else _written(stated.value)
    error = refused[1].message if refused and refused[0] == f"reading-{stated.name}" else ""
    optional = stated.name in APPEAL_READINGS
    options = tuple(ui.Option(value, label) for value, label in kind.choices.items())
    value = ui.Field(
        "value",
        kind.title,
        ui.FieldKind.SELECT if options else ui.FieldKind.TEXT,
        (present,),
        (ui.Option("", gettext("请选择")), *options) if options else (),
        hint=stated.why,
        error=error,
        short=not options,
        suffix=reading_unit(stated.name),
        required=True,
    )
    why = ui.Field("why", gettext("为什么这样定"), required=True)
    form = ui.Form(
        (value, why),
        (ui.Button(gettext("选定"), "do", f"reading-{stated.name}"),),
        panel=False,
        hidden=(("name", stated.name),),
    )
    return {
        "title": kind.title,
        "open": (stated.value is None and not optional) or bool(error),
        "unset": stated.value is None and not optional,
        "form": tagged(form, f"-{stated.name}"),
        "label": reading_value(stated, scheme),
        "cites": "、".join(cite_text(cite, scheme) for cite in stated.cite),
    }


def _written(value: object) -> str:
    return value.value if hasattr(value, "value") else str(value)


def stated_table(scheme: Scheme) -> ui.Table:
    """Return what was chosen, and why, once it is frozen."""
    return ui.Table(
        caption=gettext("口径"),
        columns=(
            ui.Column("title", gettext("口径"), header=True),
            ui.Column("label", gettext("怎样理解")),
            ui.Column("why", gettext("为什么")),
        ),
        rows=tuple(
            ui.Row.of(one.title, reading_value(one, scheme), one.why) for one in scheme.stated
        ),
        caption_hidden=True,
    )


def set_reading(request: HttpRequest, round_: "Round") -> str:
    """Save the reading that was chosen; return what to say."""
    post = request.POST
    name = post.get("name", "")
    kind = KINDS.get(name)
    if kind is None:
        raise Refused(gettext("没有这个口径。请刷新页面。"))
    text = post.get("value", "").strip()
    if not text:
        raise Refused(gettext("没有选择或填写。请选定后再保存。"), "value")
    setting_up.set_reading(
        round_.pk, name=name, value=text, why=post.get("why", ""), by=viewer(request)
    )
    return gettext("已选定“%(title)s”。") % {"title": kind.title}
