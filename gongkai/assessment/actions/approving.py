"""The result made final: proposed by the office, decided by leaders, announced, closed."""

from django.utils.translation import gettext

from gongkai.assessment.actions.common import (
    locked_round,
    locked_unit,
    refuse_unless,
    refuse_used,
    require_own,
    tell_public,
    told,
    told_round,
)
from gongkai.assessment.actions.revising import open_revision
from gongkai.assessment.current import current, mark_of
from gongkai.assessment.models import Approval, ApprovalOutcome, Round
from gongkai.assessment.queries.appeals import to_correct
from gongkai.assessment.queries.approvals import approval_state
from gongkai.assessment.round_news import RESULTS, order
from gongkai.assessment.snapshots import take
from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.wording import brief
from gongkai.rules.document_numbers import parse
from gongkai.rules.rounds import Verb
from gongkai.rules.rounds.approvals import ApprovalState, refused, step_title
from gongkai.rules.scheme.procedure import ApprovalStep


def permission_of(step: ApprovalStep) -> str:
    """Return the permission a step of the approval asks for."""
    return "assessment.run" if step.by == "office" else "assessment.decide"


def give_step(
    round_id: int, *, step: int, seen: str = "", opinion: str = "", minutes: str = "", by: Viewer
) -> Approval:
    """Give a step of the approval over the present facts; ``seen`` is the hash of what they saw.

    The first step, the proposal, takes the snapshot all later ones are given for. Giving again a
    step one has just given changes nothing.

    Raises:
        Refused: it is not this step's turn, facts changed, or units are without total or grade.
    """
    with acting(by) as act:
        round_ = act.lock(Round, round_id)
        now = approval_state(round_)
        known = now.steps[step] if 0 <= step < len(now.steps) else None
        if known is None:
            raise Refused(gettext("没有这一步。请刷新页面。"))
        act.require(permission_of(known), round_.unit.path)
        again = _given_already(round_, step, by)
        if again is not None:
            act.unchanged()
            return again
        refuse_unless(Verb.APPROVE, round_)
        reason = refused(now, step, by.person_id)
        if reason:
            raise Refused(reason)
        return _give(act, round_, now, step, seen=seen, opinion=opinion, minutes=minutes)


def _given_already(round_: Round, step: int, by: Viewer) -> Approval | None:
    last = round_.approvals.order_by("id").last()
    same = last is not None and (last.step, last.person_id) == (step, by.person_id)
    if last is None or not same or last.outcome != ApprovalOutcome.AGREE:
        return None
    return last if not approval_state(round_).lapsed else None


def _give(
    act: Act,
    round_: Round,
    now: ApprovalState,
    step: int,
    *,
    seen: str,
    opinion: str,
    minutes: str,
) -> Approval:
    _refuse_incomplete(round_)
    snapshot = take(round_, act.by.at)
    if seen and seen != snapshot.hash:
        raise Refused(
            gettext("您打开页面之后，得分或扣分有变动。请刷新页面，看过再办理。"),
            code="round.changed",
        )
    known, by = now.steps[step], act.by
    made = Approval.objects.create(
        round=round_,
        step=step,
        by_body=known.by,
        act=known.act,
        outcome=ApprovalOutcome.AGREE,
        snapshot=snapshot,
        mark=mark_of(round_),
        opinion=brief(opinion, Approval, "opinion"),
        minutes=brief(minutes, Approval, "minutes"),
        person_id=by.person_id,
        name=by.name,
        at=by.at,
    )
    if step + 1 == len(now.steps):
        round_.approved_at = by.at
        round_.save(update_fields=["approved_at"])
    title = step_title(known)
    told_round(act, "round.approve", round_, step=title, hash=snapshot.hash, opinion=made.opinion)
    return made


def _refuse_incomplete(round_: Round) -> None:
    problems = current(round_).problems
    if problems:
        names = {unit.score.unit.id: unit.score.unit.name for unit in current(round_).units}
        first = problems[0]
        raise Refused(
            gettext("还有 %(count)s 处没有得分或等次，例如%(unit)s：%(why)s")
            % {
                "count": len(problems),
                "unit": names.get(first.unit, first.unit),
                "why": first.message,
            },
            code="round.incomplete",
        )


def return_result(round_id: int, *, reason: str, by: Viewer) -> Approval:
    """Send a proposed result back to the office with the reason.

    Raises:
        Refused: nothing was proposed, or no reason.
    """
    with acting(by) as act:
        round_ = locked_round(act, round_id, Verb.APPROVE, "assessment.decide")
        now = approval_state(round_)
        if not now.standing:
            raise Refused(gettext("还没有提出意见，不用退回。请刷新页面。"))
        if not reason.strip():
            raise Refused(gettext("没有写理由。请写明为什么退回。"), "opinion")
        step = now.awaited or 0
        made = Approval.objects.create(
            round=round_,
            step=step,
            by_body=now.steps[step].by,
            act=now.steps[step].act,
            outcome=ApprovalOutcome.RETURN,
            snapshot=take(round_, by.at),
            mark=mark_of(round_),
            opinion=brief(reason, Approval, "opinion"),
            person_id=by.person_id,
            name=by.name,
            at=by.at,
        )
        told_round(act, "round.return", round_, reason=made.opinion)
        return made


def announce(
    round_id: int,
    *,
    number: str = "",
    again: bool = False,
    public: bool | None = None,
    by: Viewer,
) -> Round:
    """Announce the approved result: units and those concerned see it from now on.

    ``number`` is that of the bulletin, where it has one by now; ``again`` says that it is meant
    though something else bears it. ``public`` opens the result to the public or keeps it inside,
    None leaves what was decided when the round was set up.

    Raises:
        Refused: the result is not approved yet, the number is none, or is used already.
    """
    with acting(by) as act:
        round_ = act.lock(Round, round_id)
        act.require("assessment.run", round_.unit.path)
        if round_.announced_at is not None:
            act.unchanged()
            return round_
        refuse_unless(Verb.ANNOUNCE, round_)
        known = _number(number)
        refuse_used(known, round_.unit, again=again)
        round_.announced_at, round_.bulletin_number = by.at, known
        round_.is_public = round_.is_public if public is None else public
        round_.save(update_fields=["announced_at", "bulletin_number", "is_public"])
        about = {"number": round_.bulletin_number, "public": round_.is_public}
        told_round(act, "round.announce", round_, **about)
        tell_public(act, round_)
        order(act, round_, RESULTS)
        return round_


def _number(typed: str) -> str:
    """Return a document number in its official spelling; nobody can cite any other."""
    if not typed.strip():
        return ""
    found = parse(typed)
    if found is None or found.year is None:
        raise Refused(
            gettext("发文字号不合格式，应写成“机关代字〔2026〕5号”。请改正，或者先不填。"), "number"
        )
    return brief(found.canonical, Round, "bulletin_number", "number")


def receive_result(round_unit_id: int, *, by: Viewer) -> None:
    """Sign for the result (签收): terms of rectification and appeal run from the day after."""
    with acting(by) as act:
        unit = locked_unit(act, round_unit_id)
        require_own(act, "assessment.self", unit)
        if unit.round.announced_at is None:
            raise Refused(gettext("结果还没有通报。"))
        if unit.result_received_at is not None:
            act.unchanged()
            return
        unit.result_received_at, unit.result_received_by = by.at, by.name
        unit.save(update_fields=["result_received_at", "result_received_by"])
        told(act, "round.receive_result", unit)


def close_round(round_id: int, *, by: Viewer) -> Round:
    """Close a round: from now on it can only be read.

    Raises:
        Refused: not announced, or a correction, a rectification or an appeal is still open.
    """
    with acting(by) as act:
        round_ = locked_round(act, round_id, Verb.CLOSE, "assessment.run")
        if open_revision(round_) is not None:
            raise Refused(gettext("还有一次更正没有办完。办完后再结束这次考核。"))
        orders = round_.units.filter(
            rectifications__closed_at=None, rectifications__cancelled_at=None
        ).exclude(rectifications=None)
        appeals = round_.units.filter(appeals__decided_at=None, appeals__withdrawn_at=None).exclude(
            appeals=None
        )
        if orders.exists() or appeals.exists() or to_correct(round_).exists():
            raise Refused(gettext("还有整改或申诉没有办结。办结后再结束这次考核。"))
        round_.closed_at = by.at
        round_.save(update_fields=["closed_at"])
        told_round(act, "round.close", round_)
        return round_
