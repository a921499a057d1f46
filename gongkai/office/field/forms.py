"""The forms of an inspector's page: one for each form of checking, one for what was found."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.timezone import localtime
from django.utils.translation import gettext

from gongkai.assessment.current import pack_of
from gongkai.assessment.inspection import Target, forms_for, targets
from gongkai.core.access import Viewer
from gongkai.core.days import day_of, day_words
from gongkai.core.files.pictures import PICTURES
from gongkai.office.spot.typed import ANNOUNCED, UNANNOUNCED, new_key, note_field, people_fields
from gongkai.office.spot.words import borrowed_words
from gongkai.rules.rounds.meetings import demanded
from gongkai.rules.scheme import MeetingForm, Scheme
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.assessment.models import RoundUnit, Visit

PROBLEM, OTHER = "problem", "other"


def visit_forms(
    found: "RoundUnit", visits: "list[Visit]", asker: Viewer
) -> Iterator[tuple[MeetingForm, ui.Form]]:
    """Yield each form of checking with the form that records it."""
    scheme = pack_of(found.round).scheme
    for form in forms_for(scheme, found.group):
        planned = [
            one
            for one in visits
            if one.form == form.id and one.held_at is None and one.voided_at is None
        ]
        fields = (*_visit_fields(planned, asker), *people_fields(form), note_field())
        hidden = (("do", "visit"), ("form", form.id), ("key", new_key()))
        button = ui.Button.primary(gettext("记下这次检查"))
        yield form, ui.Form(fields, (button,), hidden=hidden, panel=False)


def _visit_fields(planned: "list[Visit]", asker: Viewer) -> Iterator[ui.Field]:
    first = planned[0] if planned else None
    if planned:
        yield ui.Field(
            "visit",
            gettext("是安排好的哪一次"),
            ui.FieldKind.SELECT,
            (str(planned[0].pk),),
            (
                *(ui.Option(str(one.pk), _planned(one)) for one in planned),
                ui.Option("", gettext("另外的一次")),
            ),
        )
    yield ui.Field(
        "on",
        gettext("日期"),
        ui.FieldKind.DATE,
        (day_of(asker.at).isoformat(),),
        required=True,
        short=True,
    )
    yield ui.Field("place", gettext("地点"), values=(first.place if first is not None else "",))
    yield ui.Field(
        "inspectors",
        gettext("检查人员"),
        values=(first.inspectors if first is not None else asker.name,),
        required=True,
    )
    announced = first is None or first.announced
    yield ui.Field(
        "announced",
        gettext("是否事先通知"),
        ui.FieldKind.RADIO,
        (ANNOUNCED if announced else UNANNOUNCED,),
        (ui.Option(ANNOUNCED, gettext("明察")), ui.Option(UNANNOUNCED, gettext("暗访"))),
    )


def _planned(one: "Visit") -> str:
    at = f" {one.time:%H:%M}" if one.time is not None else ""
    return f"{day_words(one.on)}{at} {one.place}".strip()


def demand(scheme: Scheme, form: MeetingForm) -> str:
    """Return who should come, and from where that was taken over."""
    words = demanded(form)
    borrowed = borrowed_words(scheme, form) if form.borrows else ""
    return f"{words}。{borrowed}" if words else borrowed


def finding_form(
    found: "RoundUnit", visits: "list[tuple[Visit, str]]", asker: Viewer, items: frozenset[str]
) -> ui.Form:
    """Return the form for what was found; ``items`` limits what it may be about."""
    named = [
        one
        for one in targets(pack_of(found.round).scheme, found.group)
        if not items or one.id in items
    ]
    about = [(one.id, _target(one)) for one in named]
    held = [(str(one.pk), title) for one, title in visits]
    fields = (
        *_what_fields(),
        _one_of("item", gettext("关于哪一项（可不选）"), about),
        ui.Field("place", gettext("地点")),
        _one_of("visit", gettext("在哪次检查中发现（可不选）"), held),
        *_moment_fields(localtime(asker.at)),
    )
    hidden = (("do", "finding"), ("key", new_key()))
    button = ui.Button.primary(gettext("记下"))
    return ui.Form(fields, (button,), hidden=hidden, panel=False)


def _what_fields() -> Iterator[ui.Field]:
    yield ui.Field("text", gettext("发现了什么"), ui.FieldKind.TEXTAREA, required=True)
    yield ui.Field(
        "kind",
        gettext("是什么"),
        ui.FieldKind.RADIO,
        (PROBLEM,),
        (
            ui.Option(PROBLEM, gettext("问题")),
            ui.Option(OTHER, gettext("做得好的，或者其他情况")),
        ),
    )
    yield ui.Field("photo", gettext("照片（可不拍）"), ui.FieldKind.FILE, accept=PICTURES)


def _one_of(name: str, label: str, known: Iterable[tuple[str, str]]) -> ui.Field:
    """Return a field to choose one of what is known, or none."""
    options = (ui.Option(value, title) for value, title in known)
    none = ui.Option("", gettext("不选"))
    return ui.Field(name, label, ui.FieldKind.SELECT, options=(none, *options))


def _moment_fields(now: datetime) -> Iterator[ui.Field]:
    day = (now.date().isoformat(),)
    yield ui.Field(
        "seen_on", gettext("发现日期"), ui.FieldKind.DATE, day, required=True, short=True
    )
    yield ui.Field("seen_time", gettext("发现时间"), values=(f"{now:%H:%M}",), short=True)


def _target(one: Target) -> str:
    return f"{one.heading} · {one.title}" if one.heading else one.title
