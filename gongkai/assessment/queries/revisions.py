"""What was changed in the name of a correction: added, taken back, decided anew."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from gongkai.assessment.current import pack_of
from gongkai.assessment.models import (
    ComponentScore,
    DecidedGrade,
    Deduction,
    DeductionKind,
    EstablishedFinding,
    ItemScore,
    Revision,
    Round,
    RoundUnit,
)
from gongkai.assessment.rubric import place_of
from gongkai.core.access import Viewer
from gongkai.rules.numbers import plain
from gongkai.rules.rounds import Phase
from gongkai.rules.scheme import Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One change: of which unit, what, why, by whom, when."""

    unit: str
    code: str
    what: str
    reason: str
    name: str
    at: datetime


def under_way(viewer: Viewer, round_: Round) -> Revision | None:
    """Return the correction this viewer may write into now: of the office that runs the round."""
    if round_.phase not in {Phase.APPROVED, Phase.ANNOUNCED}:
        return None
    if not viewer.may("assessment.run", round_.unit.path):
        return None
    return Revision.objects.filter(round=round_, after=None).first()


def entries(revision: Revision) -> list[Entry]:
    """Return every change made in the name of a correction, oldest first.

    While a correction is under way nothing else can change facts, so what was withdrawn between
    its beginning and the next one was withdrawn by it.
    """
    scheme = pack_of(revision.round).scheme
    found = [
        *_deductions(revision, scheme),
        *_scores(revision, scheme),
        *_values(revision, scheme),
        *_findings(revision, scheme),
        *_grades(revision, scheme),
    ]
    return sorted(found, key=lambda one: one.at)


def _within(revision: Revision) -> Q:
    later = Revision.objects.filter(round=revision.round_id, pk__gt=revision.pk).first()
    condition = Q(withdrawn_at__gte=revision.at)
    return condition & Q(withdrawn_at__lt=later.at) if later is not None else condition


def _of(revision: Revision) -> Q:
    return Q(round_unit__round=revision.round_id)


def _entry(unit: RoundUnit, what: str, reason: str, name: str, at: datetime) -> Entry:
    return Entry(unit=unit.name, code=unit.unit.code, what=what, reason=reason, name=name, at=at)


def _title(scheme: Scheme, unit: RoundUnit, item: str) -> str:
    place = place_of(scheme, unit.group, item)
    return place.item.title if place is not None else item


def _deductions(revision: Revision, scheme: Scheme) -> Iterator[Entry]:
    rows: QuerySet[Deduction] = Deduction.objects.filter(_of(revision))
    rows = rows.select_related("round_unit__unit")
    for row in rows.filter(revision=revision):
        words = {"item": _title(scheme, row.round_unit, row.item), "points": plain(row.points)}
        if row.kind == DeductionKind.AWARD:
            what = gettext("“%(item)s”加 %(points)s 分") % words
        else:
            what = gettext("“%(item)s”扣 %(points)s 分") % words
        yield _entry(row.round_unit, what, row.reason, row.name, row.at)
    for row in rows.filter(_within(revision)):
        what = gettext("撤销“%(item)s”的 %(points)s 分") % {
            "item": _title(scheme, row.round_unit, row.item),
            "points": plain(row.points),
        }
        at = row.withdrawn_at or row.at
        yield _entry(row.round_unit, what, row.withdraw_reason, row.withdrawn_by, at)


def _scores(revision: Revision, scheme: Scheme) -> Iterator[Entry]:
    titles = {leaf.id: leaf.title for leaf in scheme.leaves()}
    rows = ComponentScore.objects.filter(_of(revision), revision=revision)
    for row in rows.select_related("round_unit__unit"):
        what = gettext("“%(component)s”改为 %(value)s 分") % {
            "component": titles.get(row.component, row.component),
            "value": plain(row.value) if row.value is not None else "—",
        }
        yield _entry(row.round_unit, what, row.reason, row.name, row.at)


def _values(revision: Revision, scheme: Scheme) -> Iterator[Entry]:
    rows = ItemScore.objects.filter(_of(revision), revision=revision)
    for row in rows.select_related("round_unit__unit"):
        title = _title(scheme, row.round_unit, row.item)
        what = gettext("“%(item)s”重新认定") % {"item": title}
        yield _entry(row.round_unit, what, row.reason, row.name, row.at)


def _findings(revision: Revision, scheme: Scheme) -> Iterator[Entry]:
    titles = scheme.findings()
    rows = EstablishedFinding.objects.filter(_of(revision)).select_related("round_unit__unit")
    for row in rows.filter(revision=revision):
        what = gettext("认定：%(what)s") % {"what": titles.get(row.finding, row.finding)}
        yield _entry(row.round_unit, what, row.reason, row.name, row.at)
    for row in rows.filter(_within(revision)):
        what = gettext("撤销认定：%(what)s") % {"what": titles.get(row.finding, row.finding)}
        yield _entry(row.round_unit, what, row.withdraw_reason, "", row.withdrawn_at or row.at)


def _grades(revision: Revision, scheme: Scheme) -> Iterator[Entry]:
    rows = DecidedGrade.objects.filter(_of(revision), revision=revision)
    for row in rows.select_related("round_unit__unit"):
        grade = scheme.grade(row.grade)
        title = grade.title if grade is not None else row.grade
        what = gettext("等次认定为%(grade)s") % {"grade": title}
        yield _entry(row.round_unit, what, row.reason, row.name, row.at)
