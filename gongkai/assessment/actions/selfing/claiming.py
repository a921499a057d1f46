"""Items a unit cannot have (不适用): claimed with a reason; the office decides."""

from django.utils.translation import gettext

from gongkai.assessment.actions.common import told
from gongkai.assessment.actions.selfing.desk import SelfDesk, own_desk
from gongkai.assessment.intake import refuse_secrets
from gongkai.assessment.models import NotApplicable, SelfItem
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.wording import brief


def claim_not_applicable(
    round_unit_id: int, item: str, *, reason: str, by: Viewer
) -> NotApplicable:
    """Claim that an item, or a whole part of the form, does not apply to the unit.

    The points typed there are dropped. What was refused before is asked anew.

    Raises:
        Refused: no reason, no such item, the pack knows no inapplicable items, or it is approved.
    """
    with acting(by) as act:
        desk = own_desk(act, round_unit_id)
        title = _claimable(desk, item)
        if not reason.strip():
            raise Refused(gettext("没有写理由。请写明为什么不适用。"), "reason")
        refuse_secrets(reason)
        words = brief(reason, NotApplicable, "reason")
        row = NotApplicable.objects.filter(round_unit=desk.unit, item=item).first()
        if row is not None and row.approved is not False and row.reason == words:
            act.unchanged()
            return row
        if row is not None and row.approved:
            raise Refused(gettext("这一项已同意按不适用处理。请刷新页面。"))
        row = row or NotApplicable(round_unit=desk.unit, item=item)
        row.reason, row.asked_at, row.asked_by = words, by.at, by.name
        row.approved = row.decided_at = None
        row.decided_by = row.decision_note = ""
        row.save()
        _drop_scores(desk, item, by)
        told(act, "self.claim", desk.unit, item=item, about=title, reason=words)
        return row


def _claimable(desk: SelfDesk, item: str) -> str:
    """Return the title of what is claimed."""
    for part in desk.form.parts:
        if part.may_be_inapplicable and part.id == item:
            return part.title
        for question in part.questions:
            if question.id == item and part.may_be_inapplicable:
                return question.title
    raise Refused(gettext("本办法没有“不适用”的规定，或者没有这一项。确有困难的，请在说明里写明。"))


def _drop_scores(desk: SelfDesk, item: str, by: Viewer) -> None:
    """Points at what does not apply would be counted; the words stay."""
    rows = SelfItem.objects.filter(
        round_unit=desk.unit, item__in=desk.form.under(item), score__isnull=False
    )
    for row in rows:
        row.score = None
        row.version += 1
        row.at, row.name, row.person_id = by.at, by.name, by.person_id
        row.save()


def withdraw_claim(claim_id: int, *, by: Viewer) -> None:
    """Take a claim back that nobody has decided, or that was refused."""
    with acting(by) as act:
        found = NotApplicable.objects.filter(pk=claim_id).first()
        if found is None:
            raise Refused(gettext("没有这条不适用的申请。请刷新页面。"))
        desk = own_desk(act, found.round_unit_id)
        row = act.lock(NotApplicable, claim_id)
        if row.approved:
            raise Refused(gettext("考核办公室已同意。要恢复评分的，请与办公室联系。"))
        item, reason = row.item, row.reason
        row.delete()
        told(act, "self.unclaim", desk.unit, item=item, reason=reason)
