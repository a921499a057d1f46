"""Forms: fields with label, hint and error; the error summary; the filter bar."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import ClassVar, Self

from django import forms
from django.utils.translation import gettext

from gongkai.ui.components.base import Component, Query
from gongkai.ui.components.query import pairs


class FieldKind(StrEnum):
    """Controls a field can be drawn as."""

    TEXT = "text"
    SEARCH = "search"
    NUMBER = "number"  # a text box with a numeric keyboard: no spinner, no lost decimals
    DATE = "date"
    TEXTAREA = "textarea"
    SELECT = "select"
    RADIO = "radio"
    CHECKBOXES = "checkboxes"
    FILE = "file"
    PASSWORD = "password"  # noqa: S105 - the name of a control


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a select, a radio group or a group of checkboxes.

    ``group`` is the heading it stands under in a select, with its neighbours of the same group.
    """

    value: str
    label: str
    hint: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """An option as the template needs it: numbered and marked."""

    option: Option
    id: str
    chosen: bool


def control_id(name: str, of: str) -> str:
    """Return the id of a control in one of several forms of a page (``Field.of``)."""
    return f"id{of}_{name}"


@dataclass(frozen=True, slots=True)
class Field(Component):
    """One form field.

    ``values`` holds the present value (several for checkboxes). ``error`` is shown above the
    control and tied to it. ``suffix`` is the unit after the control (``分``). ``short`` makes a
    narrow control for figures and dates, a low one for text. For files, ``accept`` names the kinds
    (``.docx,.pdf``) and ``multiple`` allows several; the control is an area onto which files can be
    dropped.
    ``autocomplete`` tells browsers what is wanted (``current-password``; WCAG 1.3.5).
    ``of`` tells fields of one name in several forms of a page apart; ``Form.apart`` gives it.
    """

    template: ClassVar[str] = "ui/field.html"
    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    values: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    hint: str = ""
    error: str = ""
    required: bool = False
    suffix: str = ""
    short: bool = False
    accept: str = ""
    multiple: bool = False
    readonly: bool = False
    autocomplete: str = ""
    of: str = ""

    @property
    def id(self) -> str:
        """Id of the control, and target of the error summary's link."""
        return control_id(self.name, self.of)

    @property
    def target(self) -> str:
        """Id the error summary links to: the control, or the first choice of a group."""
        return f"{self.id}_0" if self.grouped and self.options else self.id

    @property
    def grouped(self) -> bool:
        """Whether the field is several controls under one legend."""
        return self.kind in {FieldKind.RADIO, FieldKind.CHECKBOXES}

    @property
    def value(self) -> str:
        """The single value, empty where there is none."""
        return self.values[0] if self.values else ""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The options with ids and whether they are chosen."""
        return tuple(
            Choice(option, f"{self.id}_{number}", option.value in self.values)
            for number, option in enumerate(self.options)
        )

    @property
    def headed_choices(self) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
        """The options of a select under their headings, those without one under none."""
        found = groupby(self.choices, key=lambda one: one.option.group)
        return tuple((heading, tuple(choices)) for heading, choices in found)

    @property
    def described_by(self) -> str:
        """Ids of hint and error for ``aria-describedby``."""
        ids = [f"{self.id}_hint"] * bool(self.hint) + [f"{self.id}_error"] * bool(self.error)
        return " ".join(ids)

    @classmethod
    def bound(cls, bound: forms.BoundField, *, suffix: str = "", short: bool = False) -> Self:
        """Build from a field of a Django form, with its value, choices and first error."""
        raw = bound.value()
        values = raw if isinstance(raw, list | tuple) else [raw]
        return cls(
            name=bound.html_name,
            label=str(bound.label),
            kind=_kind(bound.field.widget),
            values=tuple(str(one) for one in values if one is not None),
            options=_options(bound.field),
            hint=str(bound.help_text),
            error=str(bound.errors[0]) if bound.errors else "",
            required=bound.field.required,
            suffix=suffix,
            short=short,
        )


def _kind(widget: forms.Widget) -> FieldKind:
    """Choose the control by the widget; the order matters, for widgets inherit."""
    kinds: tuple[tuple[type[forms.Widget], FieldKind], ...] = (
        (forms.CheckboxSelectMultiple, FieldKind.CHECKBOXES),
        (forms.RadioSelect, FieldKind.RADIO),
        (forms.Select, FieldKind.SELECT),
        (forms.Textarea, FieldKind.TEXTAREA),
        (forms.FileInput, FieldKind.FILE),
        (forms.PasswordInput, FieldKind.PASSWORD),
        (forms.NumberInput, FieldKind.NUMBER),
        (forms.DateInput, FieldKind.DATE),
    )
    return next((kind for klass, kind in kinds if isinstance(widget, klass)), FieldKind.TEXT)


def _options(field: forms.Field) -> tuple[Option, ...]:
    choices: Iterable[tuple[object, object]] = getattr(field, "choices", ())
    return tuple(Option(str(value), str(label)) for value, label in choices)


@dataclass(frozen=True, slots=True)
class ErrorItem:
    """One error: what is wrong and how to mend it, and the id of the field it belongs to."""

    message: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class ErrorSummary(Component):
    """The list of all errors at the head of a form, each linked to its field."""

    template: ClassVar[str] = "ui/error_summary.html"
    items: tuple[ErrorItem, ...]
    title: str = ""

    @property
    def heading(self) -> str:
        """The given title or the usual one with the count."""
        return self.title or gettext("有 %(count)s 处需要改正") % {"count": len(self.items)}

    @classmethod
    def of(cls, fields: Iterable[Field], *, general: Iterable[str] = ()) -> Self:
        """Collect the errors of fields, after those that belong to the form as a whole."""
        whole = [ErrorItem(message) for message in general]
        return cls((*whole, *(ErrorItem(f.error, f.target) for f in fields if f.error)))


@dataclass(frozen=True, slots=True)
class FilterBar(Component):
    """A GET form above a list. It works without scripts and its state lives in the address.

    ``result`` is the sentence announced with the result ("共 21 个单位"). ``kept`` are parameters
    outside the form that must survive it, such as the sort order; ``reset`` is the address
    without filters.
    """

    template: ClassVar[str] = "ui/filter_bar.html"
    fields: tuple[Field, ...]
    result: str = ""
    action: str = ""
    reset: str = "?"
    kept: tuple[tuple[str, str], ...] = ()
    submit: str = ""
    label: str = ""

    @classmethod
    def over(
        cls,
        query: Query,
        fields: tuple[Field, ...],
        *,
        result: str = "",
        keep: Iterable[str] = ("sort",),
    ) -> Self:
        """Build over the present query, keeping the parameters named in ``keep``."""
        names = set(keep) - {one.name for one in fields}
        return cls(fields, result, kept=tuple(p for p in pairs(query) if p[0] in names))

    @property
    def active(self) -> bool:
        """Whether any filter is set, so that resetting makes sense."""
        return any(one.value for one in self.fields)
