"""The self-assessment of one unit: one long page by parts, with what is still missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.current import pack_of
from gongkai.assessment.queries.selfing import SelfView
from gongkai.assessment.selfform import Part
from gongkai.core.access import viewer
from gongkai.core.days import day_of
from gongkai.office.rounds.finding import breadcrumb
from gongkai.office.rounds.tabs import tabs
from gongkai.office.selfing.claim_parts import ClaimPart
from gongkai.office.selfing.claims import part_claim
from gongkai.office.selfing.finding import address, anchor, view_of
from gongkai.office.selfing.items import Panel, panel
from gongkai.office.selfing.report_form import report_part
from gongkai.office.selfing.words import (
    done_words,
    mark_of,
    missing_words,
    next_words,
    part_words,
    report_words,
    state_badge,
    total_words,
    until_words,
)
from gongkai.rules.numbers import plain
from gongkai.rules.rounds import ReportState, Verb, why_not
from gongkai.rules.scheme import Scheme
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """A part of the page: its heading, how far it is, its items."""

    id: str
    title: str
    worth: str
    progress: str
    complete: bool
    panels: tuple[Panel, ...]
    claim: ClaimPart

    @property
    def mark_id(self) -> str:
        """Id of the words that say how far it is."""
        return f"part-mark-{self.id}"


@requires("assessment.view")
def page(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Show the self-assessment of a unit: to fill in, to sign, or to read."""
    return shown(request, view_of(request, key, code))


@requires("assessment.view")
def next_missing(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Lead to the first question that is not answered, then to the report, then to the button."""
    view = view_of(request, key, code, with_known=False)
    first = next(iter(view.missing), None)
    if first is not None:
        return HttpResponseRedirect(address(view.unit, first.question.id))
    place = "submit" if view.report_is_written else "report"
    return HttpResponseRedirect(f"{address(view.unit)}#{place}")


def shown(
    request: HttpRequest,
    view: SelfView,
    *,
    item_form: tuple[str, ui.Form] | None = None,
    text_form: ui.Form | None = None,
    text_note: ui.Notice | None = None,
    submit_errors: ui.ErrorSummary | None = None,
    return_form: ui.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the page; a form shown again after a refusal stands in place of the usual one.

    ``text_note`` is said at the report, ``submit_errors`` at the button that was pressed.
    """
    today = day_of(viewer(request).at)
    forms = dict((item_form,)) if item_form else {}
    opened = _opened(view, str(request.GET.get("item", "")), forms)
    context = {
        "heading": gettext("%(unit)s自评") % {"unit": view.unit.name},
        "tabs": tabs(request, view.unit.round, "round-self"),
        "breadcrumb": breadcrumb(
            view.unit.name,
            view.unit.round,
            (gettext("自评"), reverse("round-self", args=[view.unit.round.key])),
        ),
        "view": view,
        "badge": state_badge(view.state),
        "until": until_words(view.until, today) if view.state.is_writable else "",
        "returned": view.report.return_reason
        if view.report is not None and view.state is ReportState.RETURNED
        else "",
        "closed": _closed(view, today),
        **_standing(view),
        "parts": tuple(_parts(view, pack_of(view.unit.round).scheme, opened, forms)),
        "draft": f"{viewer(request).person_id}-{view.unit.pk}",
        "unsaved_item": item_form[0] if item_form else "",
        "unsaved_text": text_form is not None,
        "text_note": text_note,
        "submit_errors": submit_errors,
        "receive": _receive(view),
        "carry": _carry(view),
        "report": report_part(request, view, text_form, return_form),
    }
    return render(request, "selfing/page.html", context, status=status)


def _standing(view: SelfView) -> dict[str, object]:
    """Return how far it is, what is missing and what comes next, in words."""
    return {
        "steps": _steps(view),
        "done": done_words(view) if view.shows_self else "",
        "total": total_words(view) if view.shows_self else "",
        "missing": _missing(view),
        "missing_words": missing_words(view),
        "report_mark": report_words(view) if view.shows_self else ("", ""),
        "next": reverse("self-next", args=[view.unit.round.key, view.unit.unit.code]),
        "next_words": next_words(view),
    }


def _opened(view: SelfView, asked: str, forms: Mapping[str, ui.Form]) -> frozenset[str]:
    """Return the items that stand open: what was asked for, else the first that is missing."""
    if forms or asked in view.items:
        return frozenset({*forms} or {asked})
    first = next((one.question.id for one in view.missing), "") if view.may_fill else ""
    return frozenset({first})


def _parts(
    view: SelfView, scheme: Scheme, opened: frozenset[str], forms: Mapping[str, ui.Form]
) -> Iterator[PartView]:
    order = list(view.items)
    following = dict(pairwise(order))
    for part in view.form.parts:
        items = view.of(part)
        yield PartView(
            id=part.id,
            title=part.title,
            worth=gettext("%(points)s 分") % {"points": plain(part.points)} if part.points else "",
            progress=part_words(items) if view.shows_self else "",
            complete=all(one.lack is None for one in items),
            panels=tuple(
                panel(
                    view,
                    scheme,
                    one,
                    opened=one.question.id in opened,
                    following=following.get(one.question.id, ""),
                    form=forms.get(one.question.id),
                )
                for one in items
            ),
            claim=part_claim(view, part),
        )


def shown_with_report(view: SelfView) -> dict[str, tuple[str, str]]:
    """Return what a saved report changes elsewhere on the page."""
    return {
        "report-mark": report_words(view),
        **_stale("text-note"),
        "missing-count": (missing_words(view), ""),
        "self-next": (next_words(view), ""),
    }


def _stale(*places: str) -> dict[str, tuple[str, str]]:
    """Empty these places, and the refusal at the button: what they say is no longer so."""
    return dict.fromkeys((*places, "submit-errors"), ("", ""))


def shown_after(view: SelfView, item: str) -> dict[str, tuple[str, str]]:
    """Return what a saved answer changes on the page: its mark, its part's, the sums."""
    part = next(part for part in view.form.parts if _in(part, item))
    items = view.of(part)
    complete = all(one.lack is None for one in items)
    return {
        f"mark-{item}": mark_of(view.items[item]),
        f"part-mark-{part.id}": (part_words(items), "good" if complete else "todo"),
        f"part-count-{part.id}": (part_words(items), ""),
        "self-done": (done_words(view), ""),
        "missing-count": (missing_words(view), ""),
        "self-next": (next_words(view), ""),
        **({f"missing-{item}": ("", "")} if view.items[item].lack is None else {}),
        "self-total": (total_words(view), ""),
        **_stale(),
    }


def _in(part: Part, item: str) -> bool:
    return any(one.id == item for one in part.questions)


def _missing(view: SelfView) -> tuple[tuple[str, ui.Link], ...]:
    """Return the ways to what is missing, each named with what it lacks."""
    if not view.may_fill:
        return ()
    return tuple(
        (
            one.question.id,
            ui.Link(
                f"{one.question.number} {one.question.title}",
                f"#{anchor(one.question.id)}",
                one.lack.label if one.lack is not None else "",
            ),
        )
        for one in view.missing
    )


def _steps(view: SelfView) -> ui.Steps:
    """Return the way of the report: filled in, signed, with the office."""
    at = {
        ReportState.OPEN: 0,
        ReportState.RETURNED: 0,
        ReportState.SUBMITTED: 1,
        ReportState.SIGNED: 3,
    }[view.state]
    titles = (gettext("填写"), gettext("负责人签发"), gettext("报送考核办公室"))
    states = (ui.StepState.DONE, ui.StepState.CURRENT, ui.StepState.TODO)
    return ui.Steps(
        gettext("自评的步骤"),
        tuple(
            ui.Step(title, states[0 if number < at else 1 if number == at else 2])
            for number, title in enumerate(titles)
        ),
    )


def _closed(view: SelfView, today: "date") -> str:
    """Say to the unit's own people why nothing can be filled in, where the calendar is why."""
    if view.unit.exempt:
        return gettext("本单位免予考核，不用自评。")
    if view.is_open or not view.state.is_writable or not view.owns:
        return ""
    if not view.has_stage:
        return gettext("本办法没有自评，单位不用填写。")
    reason = why_not(Verb.FACTS, view.unit.round.phase)
    if reason:
        return reason
    if view.until is not None and view.until < today:
        return gettext("自评已截止，现在只能查看。要补报的，请联系考核办公室延长期限。")
    return gettext("还没有到自评的时间，现在只能查看。")


def _receive(view: SelfView) -> str:
    """Return where the notice is signed for, as long as nobody has."""
    if not view.may_fill or view.unit.received_at is not None:
        return ""
    return reverse("round-receive", args=[view.unit.round.key, view.unit.unit.code])


def _carry(view: SelfView) -> ui.Form | None:
    """Return the button that brings last year's evidence, where there was a round before."""
    if not view.may_fill or view.earlier is None:
        return None
    title = view.earlier.round.title
    button = ui.Button(gettext("带来“%(round)s”的佐证") % {"round": title})
    where = [view.unit.round.key, view.unit.unit.code]
    form = ui.Form((), (button,), action=reverse("self-carry", args=where), panel=False)
    return replace(form, label=gettext("带来上次佐证"))
