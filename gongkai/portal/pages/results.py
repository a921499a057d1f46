"""Results of assessments for the public: what the bulletin says of every unit."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.queries.public_results import PublicResult, public_result, public_rounds
from gongkai.core.days import day_of
from gongkai.disclosure.open_data import addresses as to
from gongkai.portal.pages.markup import Tags, draw, exports_of
from gongkai.portal.tree.outcomes import MISSING, Outcome, Rendered
from gongkai.rules.grading import Graded
from gongkai.rules.numbers import plain
from gongkai.rules.scheme import Grading
from gongkai.ui import components as ui
from gongkai.ui.known import in_language

HTML: Final = "text/html"
ANY: Final = "results"
"""The dependency of the list: any result was announced or corrected."""


def key_of(round_: str) -> str:
    """Return the dependency of what shows one round's result."""
    return f"round:{round_}"


def render(address: str, now: datetime) -> Outcome:
    """Return what stands at an address below ``/results/``."""
    match address.removeprefix(to.RESULTS).strip("/").split("/"):
        case [""]:
            return _index(now)
        case [key]:
            found = public_result(key)
            return _page(found) if found is not None else MISSING
    return MISSING


def all_pages() -> Iterator[str]:
    """Yield the address of every page of results, for a full rebuild."""
    yield to.RESULTS
    yield from (to.result_of(key) for key in public_rounds().values_list("key", flat=True))


def _index(now: datetime) -> Outcome:
    title = gettext("政务公开考核结果")
    rows = list(public_rounds())
    table = ui.Table(
        caption=title,
        columns=(
            ui.Column("title", gettext("考核"), header=True),
            ui.Column("year", gettext("年度"), nowrap=True),
            ui.Column("organ", gettext("组织单位")),
            ui.Column("number", gettext("通报文号"), nowrap=True),
            ui.Column("on", gettext("通报日期"), nowrap=True),
        ),
        rows=tuple(
            ui.Row.of(
                ui.Link(one.title, to.result_of(one.key)),
                one.year,
                one.unit.name,
                one.bulletin_number or None,
                day_of(one.announced_at) if one.announced_at is not None else None,
            )
            for one in rows
        ),
        caption_hidden=True,
    ).trimmed()
    context: dict[str, object] = {
        "title": title,
        "table": table if rows else None,
        "twin": to.RESULTS_DATA,
        "exports": exports_of(to.RESULTS_DATA) if rows else (),
        "breadcrumb": ui.Breadcrumb.to(title, *_way()),
    }
    content = draw("portal/register.html", to.RESULTS, Tags(title, title, title, title), context)
    depends = frozenset({ANY, *(key_of(one.key) for one in rows)})
    newest = max((one.announced_at for one in rows if one.announced_at), default=now)
    return Rendered(content, HTML, depends, newest)


def _way() -> tuple[tuple[str, str], ...]:
    return ((gettext("首页"), to.HOME), (gettext("按单位查看"), to.UNITS))


def _page(found: PublicResult) -> Outcome:
    list_title = gettext("政务公开考核结果")
    words = gettext("%(title)s结果") % {"title": found.title}
    context: dict[str, object] = {
        "title": words,
        "summary": _summary(found),
        "figures": _figures(found),
        "corrections": found.corrections,
        "table": _table(found),
        "twin": to.data_of_result(found.key),
        "exports": exports_of(to.data_of_result(found.key)),
        "breadcrumb": ui.Breadcrumb.to(found.title, *_way(), (list_title, to.RESULTS)),
    }
    address = to.result_of(found.key)
    content = draw("portal/result.html", address, Tags(list_title, words, words, words), context)
    depends = frozenset({key_of(found.key), f"unit:{found.organ_code}"})
    return Rendered(content, HTML, depends, found.changed_at)


def _summary(found: PublicResult) -> ui.Summary:
    scheme = found.result.scheme
    sources = "、".join(f"《{one.title}》" for one in scheme.sources)
    rows: list[tuple[str, ui.Value]] = [
        (gettext("组织单位"), found.organ),
        (gettext("年度"), found.year),
        (gettext("依据"), sources),
        (gettext("通报文号"), found.number),
        (gettext("通报日期"), day_of(found.announced_at)),
    ]
    if scheme.grading is not Grading.DECIDED:
        rows.append((gettext("满分"), plain(scheme.max)))
    return ui.Summary.of(*(row for row in rows if row[1]))


def _figures(found: PublicResult) -> ui.Figures:
    held = [one.grade.id for one in found.result.units if one.grade is not None]
    return ui.Figures(
        tuple(
            ui.Figure(in_language(grade.title), held.count(grade.id), gettext("个"))
            for grade in found.result.scheme.grades
        ),
        gettext("等次"),
    )


def _table(found: PublicResult) -> ui.Table:
    return ui.Table(
        caption=gettext("各单位得分和等次"),
        columns=(
            ui.Column("rank", gettext("名次"), numeric=True, nowrap=True),
            ui.Column("unit", gettext("单位"), header=True),
            ui.Column("group", gettext("组别"), nowrap=True),
            ui.Column("total", gettext("总分"), numeric=True),
            ui.Column("grade", gettext("等次"), nowrap=True),
        ),
        rows=tuple(_row(one) for one in found.result.ranked()),
        caption_hidden=True,
    ).trimmed()


def _row(one: Graded) -> ui.Row:
    unit = one.score.unit
    grade = in_language(one.grade.title) if one.grade is not None else ""
    return ui.Row.of(
        one.rank,
        unit.name,
        unit.group or None,
        one.score.total,
        gettext("免予考核") if unit.exempt else grade or None,
    )
