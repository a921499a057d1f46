"""A self-assessment as the values its paper is made of."""

from datetime import date

from django.utils.translation import gettext, override

from gongkai.assessment.current import pack_of
from gongkai.assessment.queries.selfing import ItemView, SelfView
from gongkai.reports.selfing import SelfLine, SelfPaper, SelfPart
from gongkai.rules.numbers import plain


def paper_of(view: SelfView, *, signed_on: date | None = None, signed_by: str = "") -> SelfPaper:
    """Return the report of a unit as it stands now: Chinese, whatever the screen speaks."""
    with override("zh-hans"):
        return _paper(view, signed_on, signed_by)


def _paper(view: SelfView, signed_on: date | None, signed_by: str) -> SelfPaper:
    report, round_ = view.report, view.unit.round
    most = view.form.points if view.form.scored else view.form.total_most
    total = view.total() if view.form.scored else (report.score if report is not None else None)
    return SelfPaper(
        unit=view.unit.name,
        recipients=round_.unit.name,
        round=round_.title,
        scheme=pack_of(round_).scheme.title,
        notice=round_.notice_number,
        total=plain(total) if total is not None else "",
        most=plain(most) if most is not None else "",
        done=report.done if report is not None else "",
        problems=report.problems if report is not None else "",
        plans=report.plans if report is not None else "",
        parts=tuple(_part(part.title, view.of(part)) for part in view.form.parts),
        signed_on=signed_on,
        signed_by=signed_by,
    )


def _part(title: str, items: tuple[ItemView, ...]) -> SelfPart:
    return SelfPart(
        title=title, worth=_worth(items), said=_sum(items), lines=tuple(map(_line, items))
    )


def _worth(items: tuple[ItemView, ...]) -> str:
    points = [one.question.points for one in items if one.question.points is not None]
    if not points:
        return gettext("%(count)s 项") % {"count": len(items)}
    return gettext("%(points)s 分") % {"points": plain(sum(points, points[0] - points[0]))}


def _sum(items: tuple[ItemView, ...]) -> str:
    """Return the sum of a part, or how many of its points are in which state."""
    scores = [one.row.score for one in items if one.row is not None and one.row.score is not None]
    if any(one.question.scored for one in items):
        return plain(sum(scores, scores[0] - scores[0])) if scores else ""
    counted: dict[str, int] = {}
    for one in items:
        if one.row is not None and one.row.state:
            label = str(one.row.get_state_display())
            counted[label] = counted.get(label, 0) + 1
    return "，".join(f"{label} {count}" for label, count in counted.items())


def _line(one: ItemView) -> SelfLine:
    points = one.question.points
    return SelfLine(
        number=one.question.number,
        title=one.question.title,
        worth=plain(points) if points is not None else "",
        said=_said(one),
        reason=_reason(one),
        evidence=tuple(piece.title for piece in one.pieces),
    )


def _said(one: ItemView) -> str:
    claim = one.claim
    if claim is not None and claim.approved is not False:
        return gettext("不适用") if claim.approved else gettext("申请不适用")
    if one.row is None:
        return ""
    if one.row.score is not None:
        return plain(one.row.score)
    return str(one.row.get_state_display()) if one.row.state else ""


def _reason(one: ItemView) -> str:
    words = one.row.reason if one.row is not None else ""
    if one.claim is not None and one.claim.approved is not False:
        words = "　".join(text for text in (one.claim.reason, words) if text)
    return words
