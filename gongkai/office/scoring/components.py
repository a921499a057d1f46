"""Scores of components on the page of a unit: one's own to give, everybody's side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from gongkai.assessment.queries.judging.sheet import Sheet
from gongkai.assessment.wording import cite_text
from gongkai.core.days import day_of
from gongkai.office.scoring import small_forms as make
from gongkai.office.scoring.forms import Forms
from gongkai.rules.numbers import plain
from gongkai.rules.rounds import Phase
from gongkai.rules.spelling import chinese_date
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.assessment.models import ComponentScore


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnScore:
    """One component the viewer scores: a form, or what was submitted with the way to undo it."""

    id: str
    title: str
    cite: str
    badge: ui.Badge
    said: ui.Summary | None
    form: ui.Form | None
    take_back: ui.Form | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenScore:
    """A score somebody gave, as it is listed; ``row`` is its number in the database."""

    row: str
    title: str
    value: str
    who: str
    reason: str
    badge: ui.Badge
    check: ui.Form | None
    withdraw: ui.Form | None
    correct: ui.Form | None


def own_scores(sheet: Sheet, forms: Forms) -> Iterator[OwnScore]:
    """Yield the components the viewer scores by hand."""
    leaves = {leaf.id: leaf for leaf in sheet.sight.scheme.leaves()}
    for component in sheet.sight.components:
        leaf, row = leaves[component], sheet.own_score(component)
        submitted = row is not None and row.submitted_at is not None
        form = None
        if sheet.scoring and not submitted:
            form = forms.get(f"score-{component}") or make.score_form(
                sheet, component, plain(leaf.max)
            )
        back = make.take_back_form(row) if submitted and sheet.scoring and row else None
        yield OwnScore(
            id=component,
            title=leaf.title,
            cite="、".join(cite_text(cite, sheet.sight.scheme) for cite in leaf.cite),
            badge=_badge(row),
            said=_summary(row) if row is not None and form is None else None,
            form=form,
            take_back=forms.get(f"take_back-{row.pk}", back) if row is not None else None,
        )


def _badge(row: "ComponentScore | None") -> ui.Badge:
    if row is None:
        return ui.Badge(gettext("未评"))
    if row.submitted_at is None:
        return ui.Badge(gettext("草稿，未提交"), ui.Tone.WARN)
    return ui.Badge(gettext("已提交"), ui.Tone.GOOD)


def _summary(row: "ComponentScore") -> ui.Summary:
    rows: list[tuple[str, ui.Value]] = [(gettext("得分"), row.value)]
    if row.reason:
        rows.append((gettext("说明"), ui.Prose(row.reason)))
    if row.submitted_at is not None:
        rows.append((gettext("提交时间"), row.submitted_at))
    return ui.Summary.of(*rows)


def given_scores(sheet: Sheet) -> tuple[GivenScore, ...]:
    """Return the scores of others the viewer sees, withdrawn ones too."""
    titles = {leaf.id: leaf.title for leaf in sheet.sight.scheme.leaves()}
    own = sheet.sight.person
    return tuple(
        _given(sheet, row, titles.get(row.component, row.component))
        for row in sheet.scores
        if row.submitted_at is not None and (row.person_id != own or own is None)
    )


def _given(sheet: Sheet, row: "ComponentScore", title: str) -> GivenScore:
    stands = row.withdrawn_at is None
    running = sheet.unit.round.phase is Phase.RUNNING and stands
    checks = running and row.checked_at is None and sheet.sight.checks_component(row.component)
    on = chinese_date(day_of(row.submitted_at)) if row.submitted_at is not None else ""
    return GivenScore(
        row=str(row.pk),
        title=title,
        value=plain(row.value) if row.value is not None else "",
        who=f"{row.name}，{on}",
        reason=row.reason,
        badge=_state(row),
        check=make.check_form("check_score", row.pk) if checks and row.person_id else None,
        withdraw=make.take_back_form(row) if running and sheet.sight.runs else None,
        correct=_correct(sheet, row) if stands else None,
    )


def _correct(sheet: Sheet, row: "ComponentScore") -> ui.Form | None:
    leaf = next((one for one in sheet.sight.scheme.leaves() if one.id == row.component), None)
    if sheet.revision is None or sheet.unit.exempt or leaf is None:
        return None
    return make.correct_form(row, plain(leaf.max)) if leaf.scorer != "unit" else None


def _state(row: "ComponentScore") -> ui.Badge:
    if row.withdrawn_at is not None:
        words = gettext("已撤回：%(why)s") % {"why": row.withdraw_reason}
        return ui.Badge(words, ui.Tone.WARN)
    if row.checked_by is not None:
        words = gettext("%(who)s已核对") % {"who": row.checked_by.name}
        return ui.Badge(words, ui.Tone.GOOD)
    return ui.Badge(gettext("未核对"))
