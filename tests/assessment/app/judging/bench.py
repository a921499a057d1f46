"""A round with somebody at the scoring desk, and the ways of the tests to write on it."""

from dataclasses import dataclass
from decimal import Decimal

from gongkai.assessment.actions import judging
from gongkai.assessment.actions.common import touch
from gongkai.assessment.current import current
from gongkai.assessment.models import Deduction, Evidence, Round, RoundUnit, SelfReport
from gongkai.core.access import Viewer
from gongkai.rules.grading import Graded
from tests.assessment.app.board import UNITS, Board

FEEDBACK, ATTENTION, RATIO = "org.feedback", "org.attention", "content.done_ratio"
"""Items of the demonstration-site pack: 3 points, 4 points, and a rate that is full at 95 %."""


@dataclass
class Bench:
    """A running round of demonstration sites, with 李四 at the rubric of all units."""

    board: Board
    round: Round
    scorer: Viewer

    @classmethod
    def set_up(cls, board: Board, pack: str = "shifandian", **groups: str) -> "Bench":
        """Begin the round and let 李四 score."""
        round_ = board.running(pack, UNITS, **groups)
        return cls(board, round_, board.scorer(round_))

    @classmethod
    def set_up_component(cls, board: Board, pack: str, component: str = "") -> "Bench":
        """Begin a round and let 李四 of an outside body score a component, if one is named."""
        round_ = board.running(pack)
        if not component:
            return cls(board, round_, board.office)
        return cls(board, round_, board.scorer(round_, component, role="third_party"))

    def report_self(self, code: str, score: str) -> None:
        """Let a unit hand in its signed report with a score of its own."""
        SelfReport.objects.create(
            round_unit=self.unit(code),
            score=Decimal(score),
            saved_at=self.board.now,
            submitted_at=self.board.now,
            signed_at=self.board.now,
        )
        touch(self.unit(code))

    def unit(self, code: str = "caizheng") -> RoundUnit:
        """Return a unit as it is now."""
        return self.board.unit(self.round, code)

    def deduct(
        self,
        points: str = "1",
        item: str = FEEDBACK,
        code: str = "caizheng",
        by: Viewer | None = None,
        **said: object,
    ) -> Deduction:
        """Take points off, with a reason and a basis unless the test says otherwise."""
        usual: dict[str, object] = {"reason": "缺第三季度总结", "evidence": "查阅工作总结"}
        return judging.deduct(
            self.unit(code).pk,
            item=item,
            points=Decimal(points),
            by=by or self.scorer,
            **{**usual, **said},  # type: ignore[arg-type]
        )

    def rate(self, numerator: str, denominator: str, version: int = 0) -> None:
        """Enter the rate of requests done."""
        judging.set_rate(
            self.unit().pk,
            item=RATIO,
            numerator=Decimal(numerator),
            denominator=Decimal(denominator),
            records="申请登记台账",
            version=version,
            by=self.scorer,
        )

    def graded(self, code: str = "caizheng") -> Graded:
        """Return the unit's result as it is now."""
        found = current(self.round).units
        return next(one for one in found if one.score.unit.id == code)

    def value(self, item: str, code: str = "caizheng") -> Decimal | None:
        """Return what an item is worth now."""
        stack = [self.graded(code).score.trace]
        while stack:
            node = stack.pop()
            if node is not None and node.id == item:
                return node.value
            stack += node.children if node is not None else ()
        return None

    def evidence(self, item: str = FEEDBACK, code: str = "caizheng") -> Evidence:
        """Put a piece of evidence behind an item."""
        return Evidence.objects.create(
            round_unit=self.unit(code),
            item=item,
            title="2026 年工作总结",
            added_at=self.board.now,
            name="张三",
        )
