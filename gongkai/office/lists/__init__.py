"""Lists of the office, declared: columns, filters, order, pages, saved filters, bulk, export.

::

    ITEMS = ListSpec(
        id="items",
        title=_("公开事项"),
        columns=(
            ListColumn("title", _("标题"), lambda i: Link(i.title, i.href), sort="title",
                       export=lambda i: i.title, header=True),
            ListColumn("on", _("日期"), lambda i: i.issued_on, sort="issued_on", nowrap=True),
        ),
        filters=(TextFilter("q", _("标题"), ("title",)), UnitFilter("unit", _("单位"))),
        default_sort="-on",
    )

    @requires("disclosure.view")
    def index(request: HttpRequest) -> HttpResponse:
        rows = queries.items(viewer(request))          # already limited to the viewer
        return show(request, ITEMS, rows, "items/index.html")

The template places ``{% include "lists/list.html" %}``; one that needs nothing else is
``lists/page.html``. ``?export=xlsx`` and ``?export=csv`` give the filtered and sorted list whole.
"""

from gongkai.office.lists.filters import (
    ChoiceFilter,
    DateFilter,
    Filter,
    TextFilter,
    UnitFilter,
)
from gongkai.office.lists.showing import Chosen, Listed, chosen, read, show
from gongkai.office.lists.spec import BulkAction, Cell, ListColumn, ListSpec

__all__ = [
    "BulkAction",
    "Cell",
    "ChoiceFilter",
    "Chosen",
    "DateFilter",
    "Filter",
    "ListColumn",
    "ListSpec",
    "Listed",
    "TextFilter",
    "UnitFilter",
    "chosen",
    "read",
    "show",
]
