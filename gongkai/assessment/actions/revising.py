"""Corrections after the approval: begun with a reason, made by the usual actions, put in force.

The approved result stays what it is. A correction keeps the snapshots before and after it, so that
its effect on every unit, the quota included, can be shown.
"""

from django.utils.translation import gettext

from gongkai.assessment.actions.common import locked_round as locked
from gongkai.assessment.actions.common import tell_public, told_round
from gongkai.assessment.current import current
from gongkai.assessment.models import Revision, Round
from gongkai.assessment.snapshots import official, take
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.wording import brief
from gongkai.rules.rounds import Verb


def begin_revision(round_id: int, *, reason: str, minutes: str = "", by: Viewer) -> Revision:
    """Begin a correction; facts may then be changed in its name.

    Raises:
        Refused: no reason, the result is not approved, or another correction is under way.
    """
    with acting(by) as act:
        round_ = locked(act, round_id, Verb.REVISE, "assessment.run")
        if not reason.strip():
            raise Refused(gettext("没有写理由。请写明为什么更正。"), "reason")
        if open_revision(round_) is not None:
            raise Refused(gettext("已有一次更正正在办理。请先办完它。"))
        before = official(round_)
        if before is None:
            raise Refused(gettext("结果还没有审定，直接修改即可。"))
        made = Revision.objects.create(
            round=round_,
            reason=brief(reason, Revision, "reason"),
            minutes=brief(minutes, Revision, "minutes"),
            before=before,
            person_id=by.person_id,
            name=by.name,
            at=by.at,
        )
        told_round(act, "revision.begin", round_, reason=made.reason)
        return made


def open_revision(round_: Round) -> Revision | None:
    """Return the correction that is under way."""
    return Revision.objects.filter(round=round_, after=None).first()


def finish_revision(revision_id: int, *, by: Viewer) -> Revision:
    """Put a correction in force: decided by somebody else than who began it.

    Raises:
        Refused: decided by who began it, already in force, or units are without total or grade.
    """
    with acting(by) as act:
        row = act.lock(Revision, revision_id)
        round_ = locked(act, row.round_id, Verb.REVISE, "assessment.decide")
        if row.after_id is not None:
            act.unchanged()
            return row
        if row.person_id == by.person_id:
            raise Refused(gettext("提出更正的人不能自己审定。请由另一位有权限的人办理。"))
        problems = current(round_).problems
        if problems:
            raise Refused(
                gettext("更正之后还有单位没有得分或等次：%(why)s") % {"why": problems[0].message}
            )
        row.after = take(round_, by.at)
        row.save(update_fields=["after"])
        told_round(act, "revision.finish", round_, reason=row.reason, hash=row.after.hash)
        tell_public(act, round_)
        return row
