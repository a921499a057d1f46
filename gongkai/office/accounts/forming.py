"""Pages that are one form: shown, sent, shown again with what was wrong, or followed by another.

::

    @requires("people.manage")
    def edit(request: HttpRequest, person_id: int) -> HttpResponseBase:
        page = FormPage(title, breadcrumb, fields, submit=gettext("保存"))
        return run(request, page, lambda sent: _save(person_id, sent, viewer(request)))

The function given does the action and returns the address to go to; what it refuses is shown at
the field it belongs to, with everything that was typed kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext

from gongkai.core.actions import Refused
from gongkai.office.posting import YEARS, day_or_none
from gongkai.ui import components as ui


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form sent: trimmed text, read as what it should be."""

    data: QueryDict

    def text(self, name: str) -> str:
        """Return a line of text."""
        return " ".join(self.lines(name).split())

    def lines(self, name: str) -> str:
        """Return text with its line breaks. No null character is text (PostgreSQL refuses it)."""
        return self.data.get(name, "").replace("\x00", "").replace("\r\n", "\n").strip()

    def number(self, name: str) -> int | None:
        """Return the id chosen, or ``None`` for none; what is no number is none."""
        return _number(self.data.get(name, ""))

    def numbers(self, name: str) -> list[int]:
        """Return every id chosen, each once."""
        found = (_number(one) for one in self.data.getlist(name))
        return list(dict.fromkeys(one for one in found if one is not None))

    def must_choose(self, name: str) -> int:
        """Return the id chosen.

        Raises:
            Refused: none was.
        """
        chosen = self.number(name)
        if chosen is None:
            raise Refused(gettext("请选择。"), name)
        return chosen

    def day(self, name: str) -> date | None:
        """Return a day, ``None`` where nothing was given.

        Raises:
            Refused: there is no such day.
        """
        text = self.text(name)
        found = day_or_none(text)
        if text and found is None:
            raise Refused(gettext("日期的写法不对，应如 2026-03-02。"), name)
        return found

    def must_day(self, name: str) -> date:
        """Return a day that must be given."""
        found = self.day(name)
        if found is None:
            raise Refused(gettext("请填写日期。"), name)
        return found

    def moment(self, name: str) -> datetime:
        """Return a day and time of the office's zone that must be given."""
        try:
            found = parse_datetime(self.text(name).replace("T", " "))
        except ValueError:
            found = None
        if found is None or found.year not in YEARS:
            raise Refused(gettext("时间的写法不对，应如 2026-03-02 09:00。"), name)
        return timezone.make_aware(found) if timezone.is_naive(found) else found

    def chosen(self, name: str) -> frozenset[str]:
        """Return every value ticked."""
        return frozenset(self.data.getlist(name))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page that is one form. ``context`` goes to the template besides."""

    title: str
    breadcrumb: ui.Breadcrumb
    fields: tuple[ui.Field, ...]
    submit: str
    lead: str = ""
    cancel: str = ""
    danger: bool = False
    notice: ui.Notice | None = None
    template: str = "accounts/form.html"
    context: Mapping[str, object] = field(default_factory=dict)


Act = Callable[[Sent], str | HttpResponseBase]


def run(request: HttpRequest, page: FormPage, act: Act) -> HttpResponseBase:
    """Show the form, or do what it asks and go on."""
    refused = None
    if request.method == "POST":
        try:
            done = act(Sent(request.POST))
        except Refused as error:
            refused = error
        else:
            return HttpResponseRedirect(done) if isinstance(done, str) else done
    sent = request.POST if request.method == "POST" else None
    fields, general = filled(page.fields, sent, refused)
    kind = ui.ButtonKind.DANGER if page.danger else ui.ButtonKind.PRIMARY
    buttons: list[ui.Button | ui.Link] = [ui.Button(page.submit, kind=kind)]
    if page.cancel:
        buttons.append(ui.Link(gettext("取消"), page.cancel))
    form = ui.Form(fields, tuple(buttons), general=general, label=page.title)
    return render(request, page.template, {"page": page, "form": form, **page.context})


def filled(
    fields: tuple[ui.Field, ...], sent: QueryDict | None, refused: Refused | None
) -> tuple[tuple[ui.Field, ...], tuple[str, ...]]:
    """Return the fields with what was sent and what was wrong, and what belongs to no field."""
    names = {one.name for one in fields}
    shown = []
    for one in fields:
        values = one.values if sent is None else tuple(v for v in sent.getlist(one.name) if v)
        error = refused.message if refused and refused.field == one.name else ""
        shown.append(replace(one, values=values, error=error))
    general = (refused.message,) if refused and refused.field not in names else ()
    return tuple(shown), general


def select(
    name: str,
    label: str,
    options: tuple[ui.Option, ...],
    value: object = "",
    *,
    hint: str = "",
    required: bool = True,
) -> ui.Field:
    """Return a select with an empty first choice."""
    choices = (ui.Option("", gettext("请选择") if required else gettext("无")), *options)
    values = (str(value),) if value not in ("", None) else ()
    return ui.Field(name, label, ui.FieldKind.SELECT, values, choices, hint=hint, required=required)


def line(
    name: str, label: str, value: object = "", *, hint: str = "", required: bool = False
) -> ui.Field:
    """Return a field for a line of text."""
    values = (str(value),) if value not in ("", None) else ()
    return ui.Field(name, label, values=values, hint=hint, required=required)


def day_field(name: str, label: str, value: date | None = None, *, hint: str = "") -> ui.Field:
    """Return a field for a day; required where a value is suggested."""
    values = (value.isoformat(),) if value else ()
    return ui.Field(
        name,
        label,
        ui.FieldKind.DATE,
        values,
        hint=hint,
        required=value is not None,
        short=True,
    )
