"""Decisions that concern several units: minuted orders of ties, ballots of a mutual rating."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext

from gongkai.assessment.actions.common import (
    locked_round,
    refuse_unless,
    told_round,
    touch_round,
)
from gongkai.assessment.actions.judging.desk import refuse_unless_revising
from gongkai.assessment.current import pack_of
from gongkai.assessment.days import works_for
from gongkai.assessment.models import PollBallot, Revision, Round, RoundUnit, TieDecision
from gongkai.assessment.queries.rounds import OF_UNIT, is_own
from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.days import day_of
from gongkai.core.wording import brief
from gongkai.rules.facts import Ballot
from gongkai.rules.numbers import HUNDRED, ZERO, plain
from gongkai.rules.rounds import Verb
from gongkai.rules.scheme import PollRule, Scheme, Work
from gongkai.rules.scoring.polls import is_void


def decide_tie(
    round_id: int,
    *,
    grade: str,
    order: Sequence[str],
    minutes: str,
    revision: Revision | None = None,
    by: Viewer,
) -> TieDecision:
    """Set the order of units with equal totals at a quota's edge, as the minutes say.

    ``order`` are codes of units, the first comes first.

    Raises:
        Refused: no minutes, no such grade or quota, fewer than two units, one twice or unknown,
            or one whose place another decision fixed.
        PermissionDenied: the person does not run the round.
    """
    with acting(by) as act:
        round_ = _offices_round(act, round_id, revision)
        chosen = pack_of(round_).scheme.grade(grade)
        if chosen is None or chosen.max_share is None:
            raise Refused(gettext("这个等次没有名额限制，不用定先后。"), "grade")
        if not minutes.strip():
            raise Refused(gettext("没有写会议记录。请写明哪次会议、哪份纪要。"), "minutes")
        codes = [code.strip() for code in order if code.strip()]
        if len(codes) < 2 or len(set(codes)) != len(codes):
            raise Refused(gettext("先后次序至少要有两个单位，且不能重复。请改正。"), "order")
        known = _codes(round_)
        for code in codes:
            if code not in known:
                raise Refused(
                    gettext("没有单位 %(code)s。请核对单位编号。") % {"code": code}, "order"
                )
        _refuse_ordered(round_, grade, codes, known)
        row = TieDecision.objects.create(
            round=round_,
            grade=grade,
            order=codes,
            minutes=brief(minutes, TieDecision, "minutes"),
            at=by.at,
            name=by.name,
        )
        touch_round(round_)
        names = [known[code] for code in codes]
        told_round(act, "score.tie", round_, grade=chosen.title, order=names, minutes=row.minutes)
        return row


def _refuse_ordered(
    round_: Round, grade: str, codes: Sequence[str], known: Mapping[str, str]
) -> None:
    """Refuse units whose place under the grade stands in another decision."""
    standing = TieDecision.objects.filter(round=round_, grade=grade, withdrawn_at=None)
    placed = {code for order in standing.values_list("order", flat=True) for code in order}
    twice = [known[code] for code in codes if code in placed]
    if twice:
        raise Refused(
            gettext("%(units)s的先后已有决定。要改的，请先撤销原来的决定。")
            % {"units": "、".join(twice)},
            "order",
        )


def withdraw_tie(
    tie_id: int, *, reason: str, revision: Revision | None = None, by: Viewer
) -> TieDecision:
    """Take a decision on a tie back, with the reason.

    Raises:
        Refused: no reason, or the round is closed.
        PermissionDenied: the person does not run the round.
    """
    with acting(by) as act:
        found = TieDecision.objects.filter(pk=tie_id).first()
        if found is None:
            raise Refused(gettext("没有这条先后决定。请刷新页面。"))
        round_ = _offices_round(act, found.round_id, revision)
        row = act.lock(TieDecision, tie_id)
        if row.withdrawn_at is not None:
            act.unchanged()
            return row
        if not reason.strip():
            raise Refused(gettext("没有写理由。请写明理由。"), "reason")
        row.withdrawn_at = by.at
        row.save(update_fields=["withdrawn_at"])
        touch_round(round_)
        told_round(act, "score.untie", round_, minutes=row.minutes, reason=reason.strip())
        return row


def cast_ballot(
    round_id: int,
    *,
    rater: str,
    scores: Mapping[str, Decimal],
    paper: bool = False,
    by: Viewer,
) -> PollBallot:
    """Cast the ballot of a rater; casting again replaces it while the stage is open.

    A unit casts its own and is told what would make it void. With ``paper`` the office enters a
    ballot as it was filled in, void or not; its rater may be anybody.

    Raises:
        Refused: no mutual rating, off the scale, an unknown or the rater's own unit, or void.
        PermissionDenied: it is not one's own unit, or one does not run the round.
    """
    with acting(by) as act:
        round_ = _polled_round(act, round_id)
        name = brief(rater, PollBallot, "rater")
        if paper:
            act.require("assessment.run", round_.unit.path)
        else:
            _require_rater(act, round_, name)
        rule = _rule(pack_of(round_).scheme)
        given = _checked(round_, name, scores)
        if not paper and is_void(Ballot(rater=name, scores=given), rule):
            raise Refused(_void_words(rule), "scores")
        said = {code: plain(score) for code, score in sorted(given.items())}
        row = PollBallot.objects.filter(round=round_, rater=name).first()
        if row is not None and row.scores == said:
            act.unchanged()
            return row
        row, _ = PollBallot.objects.update_or_create(
            round=round_, rater=name, defaults={"scores": said, "at": by.at, "name": by.name}
        )
        touch_round(round_)
        # Whom a rater gave what is nobody's business: the event counts and does not tell.
        told_round(act, "score.ballot", round_, rater=name, count=len(said), paper=paper)
        return row


def _offices_round(act: Act, round_id: int, revision: Revision | None) -> Round:
    if revision is None:
        return locked_round(act, round_id, Verb.FACTS, "assessment.run")
    round_ = act.lock(Round, round_id)
    act.require("assessment.run", round_.unit.path)
    refuse_unless_revising(revision, round_)
    return round_


def _codes(round_: Round) -> dict[str, str]:
    rows = RoundUnit.objects.filter(round=round_, exempt=False)
    return dict(rows.values_list("unit__code", "name"))


def _polled_round(act: Act, round_id: int) -> Round:
    round_ = act.lock(Round, round_id)
    refuse_unless(Verb.FACTS, round_)
    if not {Work.SCORE, Work.SURVEY} & works_for(round_, day_of(act.by.at)):
        raise Refused(gettext("现在不在评分阶段，不能投票。"), code="round.stage")
    return round_


def _require_rater(act: Act, round_: Round, code: str) -> None:
    """Require that the rater is a unit of the round and the actor's own."""
    unit = (
        RoundUnit.objects.select_related("unit", "round__unit")
        .filter(round=round_, unit__code=code)
        .first()
    )
    if unit is None or unit.exempt:
        raise Refused(gettext("您的单位不在这次互评里。"), "rater")
    for name in OF_UNIT:
        if is_own(act.by, name, unit):
            act.require(name, unit.unit.path)
            return
    raise PermissionDenied(gettext("只能替自己的单位投票。"))


def _rule(scheme: Scheme) -> PollRule:
    rules = [leaf.poll for leaf in scheme.leaves() if leaf.poll is not None]
    if not rules:
        raise Refused(gettext("本办法没有单位互评。"))
    return rules[0]


def _checked(round_: Round, rater: str, scores: Mapping[str, Decimal]) -> dict[str, Decimal]:
    known = _codes(round_)
    found: dict[str, Decimal] = {}
    for code, score in scores.items():
        if code not in known:
            raise Refused(gettext("没有单位 %(code)s。请刷新页面。") % {"code": code}, "scores")
        if code == rater:
            raise Refused(gettext("不给自己的单位打分。请留空。"), f"score-{code}")
        if not score.is_finite() or not ZERO <= score <= HUNDRED:
            raise Refused(
                gettext("给“%(unit)s”的分数要在 0 到 100 之间。请改正。") % {"unit": known[code]},
                f"score-{code}",
            )
        if score != score.quantize(Decimal("0.01")):
            raise Refused(gettext("分数最多两位小数。请改正。"), f"score-{code}")
        found[code] = score
    if not found:
        raise Refused(gettext("还没有给任何单位打分。请填写。"), "scores")
    return found


def _void_words(rule: PollRule) -> str:
    return gettext(
        "%(high)s 分以上的最多给 %(most)s 个单位，超过的整张票作废，所以没有提交。请改正。"
    ) % {"high": plain(rule.high_at or ZERO), "most": rule.max_high}
