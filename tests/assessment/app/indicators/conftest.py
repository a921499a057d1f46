"""A round whose items are computed from records the platform holds."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from gongkai.assessment.actions import ledger
from gongkai.assessment.actions.ledger import EntryDraft
from gongkai.assessment.models import LedgerEntry, LedgerKind
from tests.assessment.app.board import Board
from tests.assessment.app.judging.bench import Bench

PACK = """\
pack: {id: jisuan, version: 1.0.0, title: 计算示例, period: year}
readings:
  no_cases: {value: full, why: 没有可算的不扣分}
  deduct_step: {value: "0.5", why: 示例}
rubric:
  points: 100
  dimensions:
    - id: work
      title: 工作
      points: 100
      cite: xx#1
      items:
        - {id: work.training, title: 培训计划完成, points: 40, method: computed, cite: xx#1,
           indicator: training.held, full_at_least: "0.9", otherwise: deduct}
        - {id: work.conference, title: 每季发布会, points: 40, method: computed, cite: xx#1,
           indicator: interpretation.conference_quarterly, full_at_least: "1",
           otherwise: proportional}
        - {id: work.leader, title: 领导重视, points: 20, method: deduct, cite: xx#1,
           known: [leadership.report_heard]}
grades:
  - {id: pass, title: 合格, min: 60, cite: xx#1}
  - {id: fail, title: 不合格, min: 0, cite: xx#1}
"""
SOURCES = """\
xx: {title: 计算示例办法, file: xx.txt, anchors: ["1"]}
"""
Enter = Callable[..., LedgerEntry]


@pytest.fixture
def counted(board: Board) -> Bench:
    """A round in November with 李四 at the desk."""
    folder = Path(settings.GONGKAI_DATA) / "packs" / "jisuan"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(PACK, encoding="utf-8")
    (folder / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    return Bench.set_up(board, "jisuan")


@pytest.fixture
def enter(board: Board) -> Enter:
    """Enter something into the ledger of a unit."""

    def add(
        kind: LedgerKind,
        on: str = "",
        *,
        planned: str = "",
        unit: str = "caizheng",
        leader: bool = False,
        title: str = "",
    ) -> LedgerEntry:
        draft = EntryDraft(
            kind=kind,
            title=title or f"{kind.label}{on or planned}",
            on=date.fromisoformat(on) if on else None,
            planned_on=date.fromisoformat(planned) if planned else None,
            place="",
            people=None,
            amount=None,
            leader=leader,
            note="",
        )
        return ledger.add_entry(board.people.unit(unit).pk, draft, by=board.clerk(unit))

    return add
