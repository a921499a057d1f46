"""A county that checks three units of three kinds on the spot, under the county plan."""

from dataclasses import dataclass
from datetime import timedelta

from gongkai.assessment.actions import mending, spot
from gongkai.assessment.actions.mending import OrderDraft, ProblemText
from gongkai.assessment.actions.spot import Plan
from gongkai.assessment.models import Draw, RectificationOrder, Round, SpotFinding, Visit
from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from tests.assessment.app.board import UNITS, Board

GROUPS = {
    "caizheng": "县政府直属单位",
    "minzheng": "中省直驻县单位",
    "qingshan": "乡镇政府",
}
SEED, SOURCE = "03081522263107", "双色球 2026130 期"
SIZES = {"县政府直属单位": 1, "乡镇政府": 1}
ENOUGH = {"机关干部代表": 3, "下属单位负责人": 2, "服务对象代表": 2}


@dataclass
class Checking:
    """A running round with an inspector for every unit."""

    board: Board
    round: Round

    @classmethod
    def begun(cls, board: Board, pack: str = "xian-kaohe") -> "Checking":
        """Open the round."""
        made = cls(board, board.running(pack, UNITS, **GROUPS))
        board.wait(hours=3)
        return made

    @property
    def inspector(self) -> Viewer:
        """The inspector, assigned the component that is scored on the spot."""
        return self.board.scorer(self.round, "spot", name="李四")

    def plan(self, **said: object) -> Plan:
        """Return a plan for today."""
        usual: dict[str, object] = {
            "on": day_of(self.board.now),
            "place": "三楼会议室",
            "inspectors": "李四、王五",
        }
        return Plan(**{**usual, **said})  # type: ignore[arg-type]

    def fixed(self, **sizes: int) -> Draw:
        """Fix the list."""
        return spot.fix_list(
            self.round.pk, stage="spot", sizes=sizes or SIZES, excluded={}, by=self.board.office
        )

    def drawn(self) -> Draw:
        """Fix the list and draw."""
        return spot.run_draw(
            self.fixed().pk, seed=SEED, seed_source=SOURCE, witness="王五", by=self.board.office
        )

    def visited(
        self,
        unit: str = "caizheng",
        form: str = "discussion.county",
        *,
        key: str = "visit-1",
        people: dict[str, int] | None = None,
        by: Viewer | None = None,
    ) -> Visit:
        """Record a visit nobody planned."""
        return spot.record_visit(
            self.board.unit(self.round, unit).pk,
            key=key,
            form=form,
            plan=self.plan(),
            people=ENOUGH if people is None else people,
            by=by or self.inspector,
        )

    def found(
        self,
        unit: str = "caizheng",
        *,
        key: str = "finding-1",
        by: Viewer | None = None,
        **said: object,
    ) -> SpotFinding:
        """Record a finding."""
        usual: dict[str, object] = {
            "text": "公开栏的内容停在去年",
            "item": "information",
            "place": "一楼大厅",
            "seen_at": self.board.now - timedelta(minutes=20),
        }
        return spot.record_finding(
            self.board.unit(self.round, unit).pk,
            key=key,
            by=by or self.inspector,
            **{**usual, **said},  # type: ignore[arg-type]
        )

    def ordered(self, row: SpotFinding) -> RectificationOrder:
        """Issue an order to rectify over a finding."""
        unit, by = row.round_unit, self.board.office
        problem = ProblemText(problem=row.text, item=row.item, finding=row.pk)
        order = mending.draft_order(
            unit.round.unit_id,
            unit_id=unit.unit_id,
            key=f"finding-{row.pk}",
            draft=OrderDraft(title="整改通知", term="1个月", problems=[problem]),
            round_unit_id=unit.pk,
            by=by,
        )
        return mending.issue_order(
            order.pk, version=order.version, number="示政整〔2026〕1号", by=by
        )
