"""Filters of lists. Each reads its own parameters and ignores whatever it cannot understand."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext

from gongkai.core.models import Unit
from gongkai.office.posting import day_or_none
from gongkai.ui import components as ui

Rows = QuerySet[Any]
Choices = Iterable[tuple[str, str | Promise]]
MAX_TEXT: Final = 100


class Filter(ABC):
    """A condition a reader may set in the address."""

    __slots__ = ()

    @property
    @abstractmethod
    def parameters(self) -> tuple[str, ...]:
        """The names of its parameters in the address."""

    @abstractmethod
    def fields(self, query: ui.Query) -> tuple[ui.Field, ...]:
        """Return its form fields, holding what is set."""

    @abstractmethod
    def apply(self, rows: Rows, query: ui.Query) -> Rows:
        """Keep the rows that fit what is set."""


def _read(query: ui.Query, name: str) -> str:
    value = query.get(name, "")
    # A null character is no text anywhere, and PostgreSQL refuses it.
    return str(value).replace("\x00", "").strip()[:MAX_TEXT]


def _values(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


@dataclass(frozen=True, slots=True)
class TextFilter(Filter):
    """Words to look for in the fields named, all of them in one or another field.

    ``lookups`` may be a function from a word to the condition, for what is not a plain field.
    """

    name: str
    label: str | Promise
    lookups: tuple[str, ...] | Callable[[str], Q]

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameter of the words."""
        return (self.name,)

    def fields(self, query: ui.Query) -> tuple[ui.Field, ...]:
        """Return the search box."""
        text = _read(query, self.name)
        return (ui.Field(self.name, str(self.label), ui.FieldKind.SEARCH, _values(text)),)

    def apply(self, rows: Rows, query: ui.Query) -> Rows:
        """Keep the rows in which every word stands."""
        for word in _read(query, self.name).split():
            rows = rows.filter(self._has(word))
        return rows

    def _has(self, word: str) -> Q:
        if callable(self.lookups):
            return self.lookups(word)
        return reduce(or_, (Q(**{f"{lookup}__icontains": word}) for lookup in self.lookups))


@dataclass(frozen=True, slots=True)
class ChoiceFilter(Filter):
    """One of a few values. ``lookup`` is a field, or a function for what is not a plain field.

    ``choices`` may be a function, for values that stand in the database. ``any_text`` is what the
    empty choice says.
    """

    name: str
    label: str | Promise
    choices: Choices | Callable[[], Choices]
    lookup: str | Callable[[Rows, str], Rows]
    any_text: str | Promise = ""

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameter of the choice."""
        return (self.name,)

    def _options(self) -> tuple[ui.Option, ...]:
        choices = self.choices() if callable(self.choices) else self.choices
        return tuple(ui.Option(str(value), str(label)) for value, label in choices)

    def fields(self, query: ui.Query) -> tuple[ui.Field, ...]:
        """Return the select."""
        options = (ui.Option("", str(self.any_text) or gettext("全部")), *self._options())
        asked = _read(query, self.name)
        set_to = asked if any(one.value == asked for one in options) else ""
        return (
            ui.Field(self.name, str(self.label), ui.FieldKind.SELECT, _values(set_to), options),
        )

    def apply(self, rows: Rows, query: ui.Query) -> Rows:
        """Keep the rows of the chosen value; a value that is no choice is ignored."""
        asked = _read(query, self.name)
        if not asked or all(one.value != asked for one in self._options()):
            return rows
        if callable(self.lookup):
            return self.lookup(rows, asked)
        return rows.filter(**{self.lookup: asked})


@dataclass(frozen=True, slots=True)
class DateFilter(Filter):
    """A range of days, both included. ``lookup`` is a date field or a moment."""

    name: str
    label: str | Promise
    lookup: str
    moment: bool = False

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters of the first and the last day."""
        return (f"{self.name}_from", f"{self.name}_to")

    def fields(self, query: ui.Query) -> tuple[ui.Field, ...]:
        """Return two date fields."""
        label = str(self.label)
        first, last = self._days(query)
        return (
            _day_field(self.parameters[0], gettext("%(what)s从") % {"what": label}, first),
            _day_field(self.parameters[1], gettext("%(what)s到") % {"what": label}, last),
        )

    def _days(self, query: ui.Query) -> tuple[date | None, date | None]:
        first, last = self.parameters
        return day_or_none(_read(query, first)), day_or_none(_read(query, last))

    def apply(self, rows: Rows, query: ui.Query) -> Rows:
        """Keep the rows of these days; a day that is none is ignored."""
        first, last = self._days(query)
        if first is not None:
            rows = rows.filter(**{f"{self.lookup}__gte": self._start(first)})
        if last is not None and last < date.max:
            rows = rows.filter(**{f"{self.lookup}__lt": self._start(last + timedelta(days=1))})
        return rows

    def _start(self, day: date) -> date:
        if not self.moment:
            return day
        return timezone.make_aware(datetime.combine(day, time.min))


def _day_field(name: str, label: str, day: date | None) -> ui.Field:
    values = _values(day.isoformat() if day is not None else "")
    return ui.Field(name, label, ui.FieldKind.DATE, values)


@dataclass(frozen=True, slots=True)
class UnitFilter(Filter):
    """A unit and what belongs to it. ``units`` gives those to choose from, in order.

    ``path`` is the field that holds the path of a row's unit.
    """

    name: str
    label: str | Promise
    path: str = "unit__path"
    units: Callable[[], "QuerySet[Unit]"] | None = None

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameter of the unit's id."""
        return (self.name,)

    def _units(self) -> "QuerySet[Unit]":
        units = Unit.objects.filter(until=None) if self.units is None else self.units()
        return units.order_by("path")

    def fields(self, query: ui.Query) -> tuple[ui.Field, ...]:
        """Return the select, units set in under their superiors."""
        asked = _read(query, self.name)
        options = [ui.Option("", gettext("全部单位"))]
        for pk, name, short, path in self._units().values_list("pk", "name", "short_name", "path"):
            depth = max(path.count("/") - 2, 0)
            options.append(ui.Option(str(pk), "　" * depth + (short or name)))
        known = asked if any(one.value == asked for one in options) else ""
        return (
            ui.Field(
                self.name, str(self.label), ui.FieldKind.SELECT, _values(known), tuple(options)
            ),
        )

    def apply(self, rows: Rows, query: ui.Query) -> Rows:
        """Keep the rows of the unit and of those below it."""
        asked = _read(query, self.name)
        if not (asked.isascii() and asked.isdigit() and len(asked) < 18):
            return rows
        path = self._units().filter(pk=int(asked)).values_list("path", flat=True).first()
        return rows.filter(**{f"{self.path}__startswith": path}) if path else rows
