"""Tags that draw components: ``{% ui thing %}`` for any of them, and one by name for each kind.

The named tags say in the template what is expected and refuse anything else with a clear
message. The library is a template builtin: no ``{% load %}`` is needed.

A component is drawn in a context of its own, which knows no request. A form in it would be without
the token by which a post is taken for the product's own, so it is refused here, where it is drawn,
and not first by the server, where somebody posts it.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar, cast

from django import template
from django.template.context import Context
from django.template.defaultfilters import date as format_date
from django.template.loader import get_template
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from gongkai.ui import components as c
from gongkai.ui.components.plot import Plot, plot
from gongkai.ui.terms import terms

register = template.Library()
Kind = TypeVar("Kind", bound=c.Component)
_IDS = "ids of fields in forms"
_POSTS = re.compile(r"<form\b[^>]*\bmethod=[\"']?post", re.IGNORECASE)
# What stands in the markup of a form that has its token.
_MARK = 'name="csrfmiddlewaretoken"'


class FormWithoutTokenError(Exception):
    """A form that posts was drawn without the token of the request; the server would refuse it."""


def draw(component: c.Component) -> SafeString:
    """Return the markup of a component.

    Raises:
        FormWithoutTokenError: it holds a form that posts; a page draws that by ``{% ui_form %}``.
    """
    return _drawn(component, {"it": component})


def _drawn(component: c.Component, values: dict[str, object]) -> SafeString:
    markup = get_template(component.template).render(values)
    if "<form" in markup and len(_POSTS.findall(markup)) > markup.count(_MARK):
        raise FormWithoutTokenError(
            f"{type(component).__name__} holds a form without a token: draw it by ui_form on a page"
        )
    return mark_safe(markup.strip())  # noqa: S308 - rendered by a template, which has escaped


def _draw(component: object, kind: type[Kind]) -> SafeString:
    if not isinstance(component, kind):
        raise TypeError(f"expected {kind.__name__}, got {type(component).__name__}")
    return draw(component)


@register.simple_tag
def ui(value: c.Value) -> SafeString:
    """Draw any component or plain value; a missing value becomes a dash."""
    if isinstance(value, c.Component):
        return draw(value)
    return plain(value)


@register.filter
def plain(value: object) -> SafeString:
    """Print a value as people read it: exact decimals, Chinese dates and times, a dash for nothing.

    Moments are shown in local time.

    Escaped, unless a caller has marked the text as safe.
    """
    match value:
        case None | "":
            return conditional_escape("—")
        case Decimal():
            return conditional_escape(format(value, "f"))
        case datetime():
            at = timezone.localtime(value) if timezone.is_aware(value) else value
            return conditional_escape(format_date(at, gettext("Y年n月j日 H:i")))
        case date():
            return conditional_escape(format_date(value, gettext("Y年n月j日")))
        case SafeString():
            return value
        case _:
            return conditional_escape(str(value))


@register.simple_tag
def ui_terms(names: str) -> SafeString:
    """Draw the line that explains words of the trade: ``{% ui_terms "pack reading" %}``."""
    return draw(terms(names))


@register.simple_tag
def ui_table(table: c.Table) -> SafeString:
    """Draw a data table."""
    return _draw(table, c.Table)


@register.simple_tag
def ui_tree(tree: c.Tree | c.TreeNode, label: str = "", open_depth: int = 1) -> SafeString:
    """Draw an explanation tree, or a single node as the root of one."""
    if isinstance(tree, c.TreeNode):
        tree = c.Tree((tree,), label or gettext("得分说明"), open_depth)
    return _draw(tree, c.Tree)


@register.simple_tag
def ui_chart(chart: c.Chart) -> SafeString:
    """Draw a chart with its table under it."""
    return _draw(chart, c.Chart)


@register.filter
def plotted(chart: c.Chart) -> Plot:
    """Return the geometry of a chart (used by the chart's template)."""
    return plot(chart)


@register.simple_tag
def ui_badge(badge: c.Badge | str, tone: str = "neutral") -> SafeString:
    """Draw a badge: ``{% ui_badge grade %}`` or ``{% ui_badge "优秀" "good" %}``."""
    return _draw(c.Badge(badge, c.Tone(tone)) if isinstance(badge, str) else badge, c.Badge)


@register.simple_tag
def ui_meter(meter: c.Meter) -> SafeString:
    """Draw a score out of its full marks."""
    return _draw(meter, c.Meter)


@register.simple_tag
def ui_change(change: c.Change) -> SafeString:
    """Draw a difference between two values."""
    return _draw(change, c.Change)


@register.simple_tag
def ui_breadcrumb(breadcrumb: c.Breadcrumb) -> SafeString:
    """Draw the way from the home page to this one."""
    return _draw(breadcrumb, c.Breadcrumb)


@register.simple_tag
def ui_tabs(tabs: c.Tabs) -> SafeString:
    """Draw links between views of the same thing."""
    return _draw(tabs, c.Tabs)


@register.simple_tag
def ui_pagination(pagination: c.Pagination) -> SafeString:
    """Draw the pages of a list; nothing for a single page."""
    return _draw(pagination, c.Pagination)


@register.simple_tag
def ui_steps(steps: c.Steps) -> SafeString:
    """Draw the steps of a procedure."""
    return _draw(steps, c.Steps)


@register.simple_tag
def ui_field(field: c.Field) -> SafeString:
    """Draw a form field."""
    return _draw(field, c.Field)


@register.simple_tag
def ui_errors(summary: c.ErrorSummary) -> SafeString:
    """Draw the error summary; nothing when there are no errors."""
    return _draw(summary, c.ErrorSummary) if summary.items else mark_safe("")


@register.simple_tag
def ui_filters(bar: c.FilterBar) -> SafeString:
    """Draw the filter bar above a list."""
    return _draw(bar, c.FilterBar)


@register.simple_tag
def ui_notice(notice: c.Notice) -> SafeString:
    """Draw a banner inside the page."""
    return _draw(notice, c.Notice)


@register.simple_tag
def ui_empty(empty: c.Empty) -> SafeString:
    """Draw what stands in place of an empty list."""
    return _draw(empty, c.Empty)


@register.simple_tag
def ui_summary(summary: c.Summary) -> SafeString:
    """Draw a list of terms and values."""
    return _draw(summary, c.Summary)


@register.simple_tag
def ui_figures(figures: c.Figures) -> SafeString:
    """Draw headline figures."""
    return _draw(figures, c.Figures)


@register.simple_tag(takes_context=True)
def ui_form(context: Context, form: c.Form) -> SafeString:
    """Draw a form with the token of this request, its ids apart from those of forms above it.

    Raises:
        FormWithoutTokenError: the page has no request, or another component holds the form.
    """
    if not isinstance(form, c.Form):
        raise TypeError(f"expected Form, got {type(form).__name__}")
    # The lowest layer lives as long as the page is rendered, through includes as well.
    lowest = cast(dict[str, set[str]], context.render_context.dicts[0])
    taken = lowest.setdefault(_IDS, set())
    form = form.apart(taken)
    taken.update(one.id for one in form.fields)
    return _drawn(form, {"it": form, "csrf_token": context.get("csrf_token")})


@register.simple_tag
def ui_buttons(row: c.ButtonRow) -> SafeString:
    """Draw buttons side by side."""
    return _draw(row, c.ButtonRow)


@register.simple_tag
def ui_timeline(timeline: c.Timeline) -> SafeString:
    """Draw what happened to one thing."""
    return _draw(timeline, c.Timeline)


@register.simple_tag
def ui_diff(diff: c.Diff) -> SafeString:
    """Draw a changed text."""
    return _draw(diff, c.Diff)


@register.simple_tag
def ui_files(files: c.FileList) -> SafeString:
    """Draw files to download."""
    return _draw(files, c.FileList)


@register.simple_tag
def ui_banner(banner: c.Banner) -> SafeString:
    """Draw the band above a document that is no longer what it was."""
    return _draw(banner, c.Banner)
