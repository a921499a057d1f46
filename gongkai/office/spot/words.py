"""Words and badges of spot checks."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from gongkai.assessment.inspection import borrowed_from, form_of, target_of
from gongkai.assessment.wording import cite_text
from gongkai.rules.rounds.meetings import lacking
from gongkai.rules.scheme import MeetingForm, Scheme
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.assessment.models import SpotFinding, Visit


def form_title(scheme: Scheme, visit: "Visit") -> str:
    """Return what the form of a visit is called."""
    form = form_of(scheme, visit.round_unit.group, visit.form)
    return form.title if form is not None else visit.form


def lacks(scheme: Scheme, visit: "Visit") -> tuple[str, ...]:
    """Return what is lacking of who was at a held visit, each with its clause."""
    form = form_of(scheme, visit.round_unit.group, visit.form)
    if form is None or visit.held_at is None:
        return ()
    found = [
        f"{one.words}（{'、'.join(cite_text(cite, scheme) for cite in one.cite)}）"
        for one in lacking(form, visit.people)
    ]
    return (*found, *([borrowed_words(scheme, form)] if found and form.borrows else []))


def borrowed_words(scheme: Scheme, form: MeetingForm) -> str:
    """Return the sentence that says whose head counts a form takes over (Q26)."""
    other = borrowed_from(scheme, form)
    if other is None:
        return ""
    return gettext("原文没有写这类单位的人数和人员，借用“%(title)s”的规定。") % {
        "title": other.title
    }


def people_words(people: Mapping[str, int]) -> str:
    """Return who was there: kinds and the sum."""
    if not people:
        return ""
    kinds = "、".join(
        gettext("%(kind)s %(count)s 人") % {"kind": kind, "count": count}
        for kind, count in people.items()
    )
    if len(people) == 1:
        return kinds
    return gettext("%(kinds)s，共 %(sum)s 人") % {"kinds": kinds, "sum": sum(people.values())}


def visit_badge(scheme: Scheme, visit: "Visit") -> ui.Badge:
    """Return where a visit stands."""
    if visit.voided_at is not None:
        return ui.Badge(gettext("已作废"))
    if visit.held_at is None:
        return ui.Badge(gettext("已安排"), ui.Tone.FAIR)
    if lacks(scheme, visit):
        return ui.Badge(gettext("已检查，人员不符"), ui.Tone.WARN)
    return ui.Badge(gettext("已检查"), ui.Tone.GOOD)


def finding_badge(finding: "SpotFinding") -> ui.Badge:
    """Return what a finding is and what became of it."""
    if finding.voided_at is not None:
        return ui.Badge(gettext("已作废"))
    if getattr(finding, "ordered", False):
        return ui.Badge(gettext("已列入整改"), ui.Tone.FAIR)
    if getattr(finding, "deducted", False):
        return ui.Badge(gettext("已扣分"), ui.Tone.BAD)
    if finding.is_problem:
        return ui.Badge(gettext("问题"), ui.Tone.WARN)
    return ui.Badge(gettext("情况"), ui.Tone.NEUTRAL)


def target_title(scheme: Scheme, finding: "SpotFinding") -> str:
    """Return what a finding is about."""
    if not finding.item:
        return ""
    target = target_of(scheme, finding.round_unit.group, finding.item)
    return target.title if target is not None else finding.item


def clause(scheme: Scheme, finding: "SpotFinding") -> str:
    """Return the clause a finding rests on."""
    return cite_text(finding.clause, scheme) if finding.clause else ""
