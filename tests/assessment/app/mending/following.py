"""A round whose result is announced, with one unit that failed: what follows from it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Self

from gongkai.assessment.actions import approving, mending, notifying, setting_up
from gongkai.assessment.actions.common import touch
from gongkai.assessment.actions.mending import LineCheck, LineText
from gongkai.assessment.models import (
    ComponentScore,
    RectificationOrder,
    Round,
    SelfReport,
)
from gongkai.reports.official_document import OfficialDocument, build
from tests.assessment.app.board import UNITS, Board, fresh

SCORES = {"caizheng": "55", "minzheng": "95", "qingshan": "92"}
"""财政局 fails; under the quota of two thirds one of the others is excellent and one is not."""


@dataclass
class Following:
    """What follows an announced result, and the people it concerns."""

    board: Board
    round: Round

    @classmethod
    def announced(cls, board: Board, **readings: str) -> Self:
        """The weighted scheme, every component in, approved and announced."""
        round_ = board.prepared("bowang-jiaoyun")
        for name, value in readings.items():
            setting_up.set_reading(
                round_.pk, name=name, value=value, why="领导小组会议定", by=board.office
            )
        notifying.notify_round(round_.pk, number="示政办〔2026〕8号", again=True, by=board.office)
        for code in UNITS:
            unit, score = board.unit(round_, code), Decimal(SCORES[code])
            SelfReport.objects.create(
                round_unit=unit,
                score=score,
                saved_at=board.now,
                submitted_at=board.now,
                signed_at=board.now,
            )
            for component in ("third_party", "work"):
                ComponentScore.objects.create(
                    round_unit=unit,
                    component=component,
                    value=score,
                    at=board.now,
                    submitted_at=board.now,
                    person=board.person("assessor", "xian", "李四"),
                    name="李四",
                )
            touch(unit)
        approving.give_step(round_.pk, step=0, by=board.office)
        approving.give_step(round_.pk, step=1, by=board.leader)
        approving.announce(round_.pk, by=board.office)
        return cls(board, fresh(round_))

    def order(self) -> RectificationOrder:
        """Return the newest order as it is now."""
        return RectificationOrder.objects.latest("pk")

    def drafted(self) -> RectificationOrder:
        """Orders proposed from the result."""
        mending.propose_orders(self.round.pk, by=self.board.office)
        return self.order()

    def issued(self) -> RectificationOrder:
        """Proposed and sent out."""
        order = self.drafted()
        return mending.issue_order(order.pk, version=order.version, by=self.board.office)

    def received(self) -> RectificationOrder:
        """Sent out and signed for."""
        return mending.receive_order(self.issued().pk, by=self.board.clerk())

    def filled(self, words: str = "已建立台账") -> RectificationOrder:
        """Write every line that is not accepted."""
        order = self.order()
        text = LineText(measure="建立台账", responsible="王五", planned_on=self.today, result=words)
        lines = {line.pk: text for line in order.lines.all()}
        return mending.fill_lines(
            order.pk,
            lines=lines,
            report="我局已逐条整改。",
            version=order.version,
            by=self.board.clerk(),
        )

    def reported(self, words: str = "已建立台账") -> RectificationOrder:
        """Filled in, submitted and signed."""
        order = self.filled(words)
        order = mending.submit_order_report(order.pk, version=order.version, by=self.board.clerk())
        return mending.sign_order_report(
            order.pk, version=order.version, document=docx(), by=self.board.chief()
        )

    def checked(self, *, accepted: bool, note: str = "") -> RectificationOrder:
        """Check every line alike."""
        order = self.order()
        checks = {line.pk: LineCheck(accepted=accepted, note=note) for line in order.lines.all()}
        return mending.check_order(
            order.pk, checks=checks, version=order.version, by=self.board.office
        )

    @property
    def today(self) -> date:
        """The board's day."""
        return self.board.now.date()


def docx() -> bytes:
    """A small Word file."""
    return build(
        OfficialDocument(
            title="整改报告", recipients="", blocks=(), issuer="财政局", issued_on=None
        )
    )
