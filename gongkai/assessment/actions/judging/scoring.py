"""Scores of components: each scorer's own draft, submitted, taken back with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.actions.common import told, touch
from gongkai.assessment.actions.judging.desk import (
    Desk,
    has_item,
    office_desk,
    reason_given,
    scorers_desk,
)
from gongkai.assessment.models import ComponentScore, Revision
from gongkai.assessment.rubric import topics
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.wording import brief
from gongkai.rules.numbers import ZERO, plain
from gongkai.rules.scheme import Component, Work

_CENT: Final = Decimal("0.01")
MOST_WORDS: Final = 1000
"""A note on one point of the checklist is no longer than this."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a scorer gives a unit in a component. ``notes`` is point of the checklist → words."""

    value: Decimal | None
    reason: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)


def save_score(
    round_unit_id: int, *, component: str, given: Given, version: int = 0, by: Viewer
) -> ComponentScore:
    """Save one's own draft; ``version`` is that of the draft one saw, 0 for none.

    Raises:
        Refused: off the scale, submitted already, or saved elsewhere in between.
        PermissionDenied: the component is not assigned to this person.
    """
    with acting(by) as act:
        desk = scorers_desk(act, round_unit_id, Work.SCORE)
        leaf = desk.component(component)
        row = _own(desk, component)
        _refuse_submitted(row)
        _refuse_overtaken(row, version)
        row = _written(desk, leaf, row, given)
        # A draft is nobody else's business: the event says that it was saved and no more.
        told(act, "score.save", desk.unit, component=leaf.title, component_id=leaf.id)
        return row


def submit_score(
    round_unit_id: int, *, component: str, given: Given, version: int = 0, by: Viewer
) -> ComponentScore:
    """Save and submit one's score: it counts from now on. Below full marks it says why.

    Submitting the same once more changes nothing.

    Raises:
        Refused: no score, no reason, off the scale, or submitted or saved in between.
        PermissionDenied: the component is not assigned to this person.
    """
    with acting(by) as act:
        desk = scorers_desk(act, round_unit_id, Work.SCORE)
        leaf = desk.component(component)
        row = _own(desk, component)
        if row is not None and row.submitted_at is not None and _same(row, desk, given):
            act.unchanged()
            return row
        _refuse_submitted(row)
        _refuse_overtaken(row, version)
        if given.value is None:
            raise Refused(gettext("没有填得分。请填写。"), "value")
        _check_value(leaf, given.value)
        if given.value < leaf.max and not given.reason.strip():
            raise Refused(gettext("没有写说明。请写明主要扣在哪里。"), "reason")
        row = _written(desk, leaf, row, given)
        row.submitted_at = by.at
        row.save(update_fields=["submitted_at"])
        touch(desk.unit)
        told(
            act,
            "score.submit",
            desk.unit,
            component=leaf.title,
            component_id=component,
            value=plain(given.value),
            reason=row.reason,
        )
        return row


def withdraw_score(
    score_id: int, *, reason: str, revision: Revision | None = None, by: Viewer
) -> ComponentScore:
    """Take a submitted score back, with the reason; it stays to be read and counts no more.

    Whose it is may, while scoring is open; the office may until the result is approved. The scorer
    goes on from a draft that says the same.

    Raises:
        Refused: no reason, or the round is closed.
        PermissionDenied: it is somebody else's.
    """
    with acting(by) as act:
        found = ComponentScore.objects.filter(pk=score_id).first()
        if found is None or found.submitted_at is None:
            raise Refused(gettext("没有这个已提交的得分。请刷新页面。"))
        if revision is None and by.person_id is not None and found.person_id == by.person_id:
            desk = scorers_desk(act, found.round_unit_id, Work.SCORE)
        else:
            desk = office_desk(act, found.round_unit_id, revision=revision)
        row = act.lock(ComponentScore, score_id)
        if row.withdrawn_at is not None:
            act.unchanged()
            return row
        _end(desk, row, reason)
        if revision is None and row.person_id is not None:
            _draft_of(row)
        return row


def _draft_of(row: ComponentScore) -> None:
    ComponentScore.objects.create(
        round_unit_id=row.round_unit_id,
        component=row.component,
        value=row.value,
        reason=row.reason,
        notes=row.notes,
        at=row.withdrawn_at or row.at,
        person_id=row.person_id,
        name=row.name,
    )


def correct_score(
    score_id: int, *, value: Decimal, reason: str, revision: Revision, by: Viewer
) -> ComponentScore:
    """Put another score in the place of one, as a correction of an approved result.

    Raises:
        Refused: the correction is closed, no reason, off the scale, or the score was withdrawn.
        PermissionDenied: the person does not run the round.
    """
    with acting(by) as act:
        found = ComponentScore.objects.filter(pk=score_id).first()
        if found is None:
            raise Refused(gettext("没有这个得分。请刷新页面。"))
        desk = office_desk(act, found.round_unit_id, revision=revision)
        row = act.lock(ComponentScore, score_id)
        if row.withdrawn_at is not None or row.submitted_at is None:
            raise Refused(gettext("这个得分已撤回，不能更正。请刷新页面。"))
        leaf = desk.component(row.component)
        _check_value(leaf, value)
        _end(desk, row, reason)
        # Nobody's own: a person has one score in a component, and a correction may replace several.
        made = ComponentScore.objects.create(
            round_unit=desk.unit,
            component=row.component,
            value=value,
            reason=brief(reason, ComponentScore, "reason"),
            notes=row.notes,
            at=by.at,
            submitted_at=by.at,
            name=by.name,
            revision=revision,
        )
        told(act, "score.submit", desk.unit, component=leaf.title, value=plain(value))
        return made


def _own(desk: Desk, component: str) -> ComponentScore | None:
    return ComponentScore.objects.filter(
        round_unit=desk.unit,
        component=component,
        person=desk.act.by.person_id,
        withdrawn_at=None,
    ).first()


def _refuse_submitted(row: ComponentScore | None) -> None:
    if row is not None and row.submitted_at is not None:
        raise Refused(
            gettext("这个得分已经提交。要改的，请先撤回并写明理由。"), code="score.submitted"
        )


def _refuse_overtaken(row: ComponentScore | None, version: int) -> None:
    if (row.version if row is not None else 0) != version:
        raise Refused(
            gettext("您在另一个窗口里保存过这个得分，这次没有保存。请刷新页面再改。"),
            code="score.overtaken",
        )


def _check_value(leaf: Component, value: Decimal) -> None:
    if not value.is_finite() or not ZERO <= value <= leaf.max:
        raise Refused(
            gettext("得分要在 0 到 %(max)s 之间。请改正。") % {"max": plain(leaf.max)}, "value"
        )
    if value != value.quantize(_CENT):
        raise Refused(gettext("得分最多两位小数。请改正。"), "value")


def _notes(desk: Desk, given: Given) -> dict[str, str]:
    """Return the notes that say something, each on a point of the checklist one may judge."""
    known = {topic.id: topic.title for topic in topics(desk.scheme)}
    found = {}
    for point, words in given.notes.items():
        if point not in known or not (desk.everything or has_item(desk.seats, point)):
            raise Refused(gettext("有备注写在没有分配给您的要点上。请刷新页面。"), f"note-{point}")
        if len(words.strip()) > MOST_WORDS:
            raise Refused(
                gettext("“%(point)s”的备注太长，不超过 %(most)s 个字。请缩短。")
                % {"point": known[point], "most": MOST_WORDS},
                f"note-{point}",
            )
        if words.strip():
            found[point] = words.strip()
    return found


def _same(row: ComponentScore, desk: Desk, given: Given) -> bool:
    said = (given.value, given.reason.strip(), _notes(desk, given))
    return (row.value, row.reason, row.notes) == said


def _written(
    desk: Desk, leaf: Component, row: ComponentScore | None, given: Given
) -> ComponentScore:
    by = desk.act.by
    if given.value is not None:
        _check_value(leaf, given.value)
    if row is None:
        row = ComponentScore(
            round_unit=desk.unit, component=leaf.id, person_id=by.person_id, version=0
        )
    row.value, row.notes = given.value, _notes(desk, given)
    row.reason = brief(given.reason, ComponentScore, "reason")
    row.at, row.name = by.at, by.name
    row.version += 1
    row.save()
    return row


def _end(desk: Desk, row: ComponentScore, reason: str) -> None:
    reason_given(reason)
    row.withdrawn_at = desk.act.by.at
    row.withdraw_reason = brief(reason, ComponentScore, "withdraw_reason", "reason")
    row.save(update_fields=["withdrawn_at", "withdraw_reason"])
    touch(desk.unit)
    told(
        desk.act,
        "score.take_back",
        desk.unit,
        component=row.component,
        value=plain(row.value or ZERO),
        reason=row.withdraw_reason,
        scorer=row.name,
    )
