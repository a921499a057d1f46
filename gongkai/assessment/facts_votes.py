"""Facts that concern several units at once: mutual ratings and minuted decisions on ties."""

from collections.abc import Collection
from decimal import Decimal

from gongkai.assessment.facts_names import by_title
from gongkai.policy.cursor import Cursor, Log
from gongkai.policy.problems import Place, suggestion
from gongkai.policy.tree import Branch, Leaf, Node
from gongkai.rules.facts import Ballot, TieDecision
from gongkai.rules.numbers import HUNDRED, ZERO, plain, to_decimal
from gongkai.rules.scheme import Scheme, Source


def read_ballots(
    cursors: list[Cursor], scheme: Scheme, units: Collection[str], log: Log
) -> tuple[Ballot, ...]:
    """Read the ballots of a mutual rating: one for each rater."""
    polls = [leaf for leaf in scheme.leaves() if leaf.source is Source.POLL]
    if cursors and not polls:
        log.error(cursors[0].place, "U-BALLOT", "本办法没有互评得分，不能写 ballots")
    top = min((leaf.max for leaf in polls), default=HUNDRED)
    first: dict[str, Place] = {}
    ballots = []
    for cursor in cursors:
        rater = cursor.text("rater", required=True)
        if rater in first:
            message = f"评分人 {rater} 有两张票，第一张在 {first[rater]}"
            cursor.error("rater", "U-DUP", message)
        first.setdefault(rater, cursor.at("rater"))
        node = cursor.node("scores", required=True)
        ballots.append(Ballot(rater=rater, scores=_scores(node, top, units, log)))
        cursor.done()
    return tuple(ballots)


def _scores(
    node: Node | None, top: Decimal, units: Collection[str], log: Log
) -> dict[str, Decimal]:
    """Read one ballot. It may rate units of another list too; a name almost right is a slip."""
    scores: dict[str, Decimal] = {}
    if node is not None and not isinstance(node, Branch):
        log.error(node.place, "T-MAP", "互评票的 scores 应当写成“单位: 分数”")
    for unit, leaf in node.entries.items() if isinstance(node, Branch) else ():
        value = to_decimal(leaf.text) if isinstance(leaf, Leaf) and leaf.text else None
        near = "" if unit in units else suggestion(unit, units)
        if near:
            log.error(leaf.place, "U-UNIT", f"没有单位 {unit}{near}")
        elif value is None or not ZERO <= value <= top:
            message = f"互评 {unit} 的分数应是 0 到 {plain(top)} 的数"
            log.error(leaf.place, "T-NUMBER", message)
        else:
            scores[unit] = value
    return scores


def read_decisions(
    cursors: list[Cursor], scheme: Scheme, units: Collection[str]
) -> tuple[TieDecision, ...]:
    """Read minuted decisions on ties; a unit may be ordered only once under one grade."""
    known = {grade.id: grade.title for grade in scheme.grades}
    ordered: set[tuple[str, str]] = set()
    decisions = []
    for cursor in cursors:
        decision = TieDecision(
            grade=by_title(cursor.text("grade", required=True), known, cursor.at("grade")),
            order=cursor.texts("order", required=True),
            minutes=cursor.text("minutes", required=True),
        )
        if decision.grade and decision.grade not in known:
            near = suggestion(decision.grade, known)
            cursor.error("grade", "U-GRADE", f"没有等次 {decision.grade}{near}")
        for unit in decision.order:
            if unit not in units:
                cursor.error("order", "U-UNIT", f"没有单位 {unit}{suggestion(unit, units)}")
            if (decision.grade, unit) in ordered:
                cursor.error("order", "U-DUP", f"单位 {unit} 的先后写了两次")
            ordered.add((decision.grade, unit))
        cursor.done()
        decisions.append(decision)
    return tuple(decisions)
