"""What those who judge think of evidence, and what they say to each other about an item."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext

from gongkai.assessment.actions.common import told
from gongkai.assessment.actions.judging.desk import (
    Desk,
    has_item,
    office_desk,
    reason_given,
    scorers_desk,
)
from gongkai.assessment.models import Evidence, ItemComment, RoundUnit, Verdict
from gongkai.assessment.rubric import place_of, topics
from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.wording import brief
from gongkai.rules.scheme import Work


def judge_evidence(evidence_id: int, *, verdict: str, reason: str = "", by: Viewer) -> Evidence:
    """Say what a piece of evidence is worth; empty takes an earlier verdict back.

    Blind scorers give no verdict: everybody else on the desk would see it.

    Raises:
        Refused: no such verdict, no reason where it is not accepted, or the evidence is gone.
        PermissionDenied: the item is not assigned to this person.
    """
    with acting(by) as act:
        found = Evidence.objects.filter(pk=evidence_id, removed_at=None).first()
        if found is None:
            raise Refused(gettext("这份材料已被移除。请刷新页面。"))
        desk = _desk(act, found.round_unit_id)
        _require_part(desk, found.item)
        if desk.blind:
            raise PermissionDenied(gettext("您独立评分，材料的采信由考核办公室认定。"))
        row = act.lock(Evidence, evidence_id)
        if verdict and verdict not in Verdict.values:
            raise Refused(gettext("没有选择认定结果。请选择。"), "verdict")
        words = brief(reason, Evidence, "verdict_reason", "reason")
        if verdict not in {"", Verdict.ACCEPTED}:
            reason_given(words)
        if (row.verdict, row.verdict_reason) == (verdict, words):
            act.unchanged()
            return row
        row.verdict, row.verdict_reason = verdict, words if verdict else ""
        row.verdict_by = by.name if verdict else ""
        row.verdict_at = by.at if verdict else None
        row.save(update_fields=["verdict", "verdict_reason", "verdict_by", "verdict_at"])
        label = str(Verdict(verdict).label) if verdict else gettext("收回认定")
        told(act, "score.verdict", desk.unit, evidence=row.title, verdict=label, reason=words)
        return row


def comment(round_unit_id: int, *, item: str = "", text: str, by: Viewer) -> ItemComment:
    """Say something about an item of a unit, or about the unit, to the others who judge.

    Raises:
        Refused: nothing was written, or no such item.
        PermissionDenied: the unit or the item is not assigned to this person.
    """
    with acting(by) as act:
        desk = _desk(act, round_unit_id)
        if item:
            _require_part(desk, item)
        if not text.strip():
            raise Refused(gettext("没有写内容。请填写。"), "text")
        row = ItemComment.objects.create(
            round_unit=desk.unit,
            item=item,
            text=brief(text, ItemComment, "text"),
            person_id=by.person_id,
            name=by.name,
            at=by.at,
        )
        told(act, "score.comment", desk.unit, item=item, text=row.text)
        return row


def withdraw_comment(comment_id: int, *, by: Viewer) -> ItemComment:
    """Take one's own comment back.

    Raises:
        Refused: there is no such comment.
        PermissionDenied: it is somebody else's.
    """
    with acting(by) as act:
        row = act.lock(ItemComment, comment_id)
        desk = _desk(act, row.round_unit_id)
        if row.person_id != by.person_id:
            raise PermissionDenied(gettext("只能收回自己写的话。"))
        if row.withdrawn_at is not None:
            act.unchanged()
            return row
        row.withdrawn_at = by.at
        row.save(update_fields=["withdrawn_at"])
        told(act, "score.uncomment", desk.unit, item=row.item)
        return row


def _desk(act: Act, round_unit_id: int) -> Desk:
    """Take a unit onto the desk of an assigned scorer or of the office, whichever this is."""
    if act.by.is_system or _runs(act.by, round_unit_id):
        return office_desk(act, round_unit_id)
    return scorers_desk(act, round_unit_id, Work.SCORE, Work.SPOT)


def _runs(by: Viewer, round_unit_id: int) -> bool:
    path = RoundUnit.objects.filter(pk=round_unit_id).values_list("round__unit__path", flat=True)
    return by.may("assessment.run", path.first() or "/")


def _require_part(desk: Desk, item: str) -> None:
    """Refuse what is neither in the rubric nor in the checklist, or is not assigned."""
    known = place_of(desk.scheme, desk.unit.group, item) is not None
    if not known and all(topic.id != item for topic in topics(desk.scheme)):
        raise Refused(gettext("这次考核里没有这一项。请刷新页面。"), "item")
    if not desk.everything and not has_item(desk.seats, item):
        raise PermissionDenied(gettext("这一项没有分配给您评。需要时请联系考核办公室。"))
