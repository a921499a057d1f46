"""Reading what is asked of a list and showing it. The number of queries does not grow with rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from gongkai.core.access import viewer
from gongkai.core.actions.reading import note_export
from gongkai.core.models import SavedFilter
from gongkai.core.throttling import FILES, spend, too_often, whom_of
from gongkai.office.lists.exporting import FORMATS, export
from gongkai.office.lists.spec import ListSpec, Model
from gongkai.ui import components as ui
from gongkai.ui.components.query import pairs

BULK: Final = "bulk"
ROW: Final = "row"
MAX_CHOSEN: Final = 500


@dataclass(frozen=True, slots=True)
class Saved:
    """A filter the reader kept."""

    id: int
    link: ui.Link


@dataclass(frozen=True, slots=True)
class Listed(Generic[Model]):
    """One page of a list, ready for its template (``lists/list.html`` reads it as ``listed``)."""

    spec: ListSpec[Model]
    table: ui.Table
    filters: ui.FilterBar | None
    pagination: ui.Pagination
    rows: tuple[Model, ...]
    total: int
    exports: tuple[ui.Link, ...]
    bulk: tuple[ui.Button, ...]
    saved: tuple[Saved, ...]
    query: str
    may_save: bool

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing and no filter hides anything."""
        return not self.total and not (self.filters is not None and self.filters.active)

    @property
    def empty(self) -> ui.Empty:
        """What stands in place of a list that holds nothing."""
        return ui.Empty(str(self.spec.empty) or gettext("还没有记录"))


def narrowed(spec: ListSpec[Model], query: ui.Query, rows: "QuerySet[Model]") -> "QuerySet[Model]":
    """Return the rows that fit the filters, in the order asked for."""
    for one in spec.filters:
        rows = one.apply(rows, query)
    return rows.order_by(*spec.ordering(spec.sort(query)))


def read(request: HttpRequest, spec: ListSpec[Model], rows: "QuerySet[Model]") -> Listed[Model]:
    """Build the page asked for. ``rows`` must already be limited to what the viewer may see."""
    query = request.GET
    fitting = narrowed(spec, query, rows)
    total = fitting.count()
    pages = max(-(-total // spec.page_size), 1)
    page = min(max(_number(query.get("page", "")), 1), pages)
    start = (page - 1) * spec.page_size
    shown = tuple(fitting[start : start + spec.page_size]) if total else ()
    kept = _kept(spec, query)
    asker = viewer(request)
    saved = _saved(spec, kept, asker.person_id) if spec.filters else ()
    return Listed(
        spec=spec,
        table=_table(spec, shown, spec.sort(query)),
        filters=_filters(spec, query, total),
        pagination=ui.Pagination(page, pages, total, query),
        rows=shown,
        total=total,
        exports=_exports(query),
        bulk=tuple(_button(action) for action in spec.bulk) if total else (),
        saved=saved,
        query=kept,
        may_save=_may_save(kept, saved, asker.person_id),
    )


def _may_save(kept: str, saved: tuple[Saved, ...], person_id: int | None) -> bool:
    known = any(one.link.current for one in saved)
    return bool(kept) and person_id is not None and not known


def show(
    request: HttpRequest,
    spec: ListSpec[Model],
    rows: "QuerySet[Model]",
    template: str = "lists/page.html",
    context: Mapping[str, object] | None = None,
) -> HttpResponseBase:
    """Answer with the page, or with the file where ``?export=`` asks for one."""
    kind = request.GET.get("export", "")
    if kind in FORMATS:
        wait = spend(FILES, whom_of(request))
        if wait:
            return too_often(request, wait)
        fitting, asker = narrowed(spec, request.GET, rows), viewer(request)
        if spec.personal:
            count = fitting.count()
            note_export(spec.id, str(spec.title), str(spec.personal), count, by=asker)
        return export(spec, fitting, kind, asker.at.date())
    return render(request, template, {"listed": read(request, spec, rows), **(context or {})})


@dataclass(frozen=True, slots=True)
class Chosen(Generic[Model]):
    """What was asked of which rows. Only rows the viewer may see are among them."""

    action: str
    rows: "QuerySet[Model]"


def chosen(
    request: HttpRequest, spec: ListSpec[Model], rows: "QuerySet[Model]"
) -> Chosen[Model] | None:
    """Read a posted bulk form; ``None`` where no known action or no row was chosen."""
    action = request.POST.get(BULK, "")
    ids = [int(one) for one in request.POST.getlist(ROW)[:MAX_CHOSEN] if _number(one)]
    if action not in {one.key for one in spec.bulk} or not ids:
        return None
    return Chosen(action, rows.filter(pk__in=ids).order_by("pk"))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def _table(spec: ListSpec[Any], rows: Iterable[Any], sort: ui.Sort) -> ui.Table:
    columns = [column for column in spec.columns if column.screen]
    ticks = (ui.Column("tick", gettext("选择")),) if spec.bulk else ()
    return ui.Table(
        caption=str(spec.title),
        columns=(*ticks, *(column.column() for column in columns)),
        rows=tuple(
            ui.Row((*_tick(spec, row), *(column.value(row) for column in columns))) for row in rows
        ),
        sort=sort,
        note=str(spec.note),
        empty=gettext("没有符合条件的记录。"),
        caption_hidden=True,
        phone=spec.phone,
    )


def _tick(spec: ListSpec[Any], row: Any) -> tuple[ui.Tick, ...]:
    if not spec.bulk:
        return ()
    label = gettext("选择“%(what)s”") % {"what": spec.label(row)}
    return (ui.Tick(ROW, str(row.pk), label),)


def _button(action: Any) -> ui.Button:
    kind = ui.ButtonKind.DANGER if action.danger else ui.ButtonKind.SECONDARY
    return ui.Button(str(action.text), BULK, action.key, kind)


def _filters(spec: ListSpec[Any], query: ui.Query, total: int) -> ui.FilterBar | None:
    if not spec.filters:
        return None
    fields = tuple(field for one in spec.filters for field in one.fields(query))
    result = gettext("共 %(total)s 条") % {"total": total}
    return ui.FilterBar.over(query, fields, result=result)


def _exports(query: ui.Query) -> tuple[ui.Link, ...]:
    return tuple(
        ui.Link(text, ui.link_with(query, drop=("page",), export=kind))
        for kind, text in (("xlsx", gettext("导出 Excel")), ("csv", gettext("导出 CSV")))
    )


def _kept(spec: ListSpec[Any], query: ui.Query) -> str:
    """Return the filters that are set and the order, as a query to keep."""
    names = spec.parameters
    if not any(name in names for name, _ in pairs(query)):
        return ""
    others = [name for name, _ in pairs(query) if name not in names and name != "sort"]
    return ui.link_with(query, drop=others)


def _saved(spec: ListSpec[Any], present: str, person_id: int | None) -> tuple[Saved, ...]:
    if person_id is None:
        return ()
    found = SavedFilter.objects.filter(person_id=person_id, list_id=spec.id)
    return tuple(
        Saved(one.pk, ui.Link(one.name, one.query, current=one.query == present)) for one in found
    )
