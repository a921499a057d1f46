"""The report on its way: filled in, submitted, signed, returned; random people, no wrong step."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import ClassVar

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from gongkai.assessment.actions.selfing import answering, evidence, reporting
from gongkai.assessment.actions.selfing.answering import ReportText, Said
from gongkai.assessment.actions.selfing.evidence import PieceText
from gongkai.assessment.answers import state_of
from gongkai.assessment.current import current
from gongkai.assessment.models import RoundUnit, SelfItem, SelfReport
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.core.files import read_bytes
from gongkai.core.models import Event, Notice
from gongkai.rules.rounds import ReportState
from tests.assessment.app.board import Board, fresh
from tests.assessment.app.selfing.filling import answer, fill, seen, sign, submitted, write
from tests.people import People

ITEM = "org.attention"


def titles(by: Viewer) -> set[str]:
    found = Notice.objects.filter(person=by.person_id)
    return set(found.values_list("title", flat=True))


def test_what_is_missing_is_named_and_nothing_is_submitted(board: Board, unit: RoundUnit) -> None:
    with pytest.raises(Refused, match=r"1\.1 .*等 27 项") as refused:
        reporting.submit_report(unit.pk, by=board.clerk())
    assert refused.value.code == "self.incomplete"
    fill(board, unit)
    with pytest.raises(Refused, match="没有写“主要做法和成效”"):
        reporting.submit_report(unit.pk, by=board.clerk())
    write(board, unit, ReportText(done="甲", problems="乙"))
    with pytest.raises(Refused, match="没有写“下一步打算”") as refused:
        reporting.submit_report(unit.pk, by=board.clerk())
    assert refused.value.field == "plans"
    write(board, unit)
    reporting.submit_report(unit.pk, by=board.clerk())


def test_a_report_goes_from_the_clerk_over_the_chief_to_the_office(
    board: Board, unit: RoundUnit, paper: bytes
) -> None:
    chief, office = board.chief(), board.office
    submitted(board, unit)
    assert any("等您签发" in title for title in titles(chief))
    with pytest.raises(PermissionDenied):
        reporting.sign_report(unit.pk, version=2, document=paper, by=board.clerk())
    report = sign(board, unit, paper)
    assert report.file is not None
    assert (read_bytes(report.file), report.signed_by) == (paper, chief.name)
    assert f"{unit.name}报来自评报告" in titles(office)
    assert Event.objects.get(verb="self.sign").data["sha256"] == report.file.sha256


def test_nothing_is_changed_once_it_is_handed_in(
    board: Board, unit: RoundUnit, paper: bytes
) -> None:
    submitted(board, unit)
    steps: tuple[Callable[[], object], ...] = (
        lambda: answer(unit, ITEM, board.clerk(), "1", "改小"),
        lambda: write(board, unit, ReportText(done="改")),
        lambda: evidence.add_words(unit.pk, ITEM, PieceText(title="补"), by=board.clerk()),
        lambda: evidence.carry_over(unit.pk, by=board.clerk()),
        lambda: reporting.submit_report(unit.pk, by=board.clerk()),
    )
    for words in ("等负责人签发", "已报送"):
        for step in steps:
            with pytest.raises(Refused, match=words) as refused:
                step()
            assert refused.value.code == "self.state"
        if words == "等负责人签发":
            sign(board, unit, paper)


def test_what_the_chief_has_not_read_is_not_signed(
    board: Board, unit: RoundUnit, paper: bytes
) -> None:
    report = submitted(board, unit)
    read = report.version
    reporting.return_report(unit.pk, reason="补数字", by=board.chief())
    write(board, unit, ReportText(done="改过", problems="无", plans="无"))
    reporting.submit_report(unit.pk, by=board.clerk())
    with pytest.raises(Refused, match="有改动，没有签发"):
        reporting.sign_report(unit.pk, version=read, document=paper, by=board.chief())
    assert sign(board, unit, paper).signed_at is not None


def test_the_office_returns_with_a_reason_and_it_is_handed_in_again(
    board: Board, unit: RoundUnit, paper: bytes
) -> None:
    submitted(board, unit)
    sign(board, unit, paper)
    with pytest.raises(Refused, match="没有写理由"):
        reporting.return_report(unit.pk, reason="", by=board.office)
    with pytest.raises(Refused, match="不超过 500 个字"):
        reporting.return_report(unit.pk, reason="长" * 501, by=board.office)
    with pytest.raises(Refused, match="已报送"):
        reporting.return_report(unit.pk, reason="我来退", by=board.chief())
    reporting.return_report(unit.pk, reason="缺签到表", by=board.office)
    view = seen(unit, board.clerk())
    assert (view.state, view.may_fill) == (ReportState.RETURNED, True)
    assert "“2026 年度考核”自评报告被退回" in titles(board.clerk())
    answer(unit, ITEM, board.clerk(), "3", "补签到表。")
    reporting.submit_report(unit.pk, by=board.clerk())
    sign(board, unit, paper)
    assert seen(unit, board.office).state is ReportState.SIGNED
    for stranger in (board.clerk(), board.clerk("minzheng"), board.leader):
        with pytest.raises(PermissionDenied):
            reporting.return_report(unit.pk, reason="退", by=stranger)


def test_what_comes_back_after_the_last_day_brings_its_time_along(
    board: Board, unit: RoundUnit, paper: bytes
) -> None:
    submitted(board, unit)
    sign(board, unit, paper)
    board.wait(days=16)  # 2026-12-02
    with pytest.raises(Refused, match="请填写补交的截止日期") as refused:
        reporting.return_report(unit.pk, reason="缺签到表", by=board.office)
    assert refused.value.field == "until"
    with pytest.raises(Refused, match="不能早于今天"):
        reporting.return_report(
            unit.pk, reason="缺签到表", until=date(2026, 12, 1), by=board.office
        )
    reporting.return_report(unit.pk, reason="缺签到表", until=date(2026, 12, 4), by=board.office)
    view = seen(unit, board.clerk())
    assert (view.until, view.may_fill) == (date(2026, 12, 4), True)
    board.wait(days=3)  # 2026-12-05
    with pytest.raises(Refused, match="延长期限"):
        reporting.submit_report(unit.pk, by=board.clerk())


def test_what_a_unit_gave_itself_counts_once_the_report_is_signed(
    board: Board, paper: bytes
) -> None:
    round_ = board.running("bowang-jiaoyun")
    unit = board.unit(round_)
    for question in seen(unit, board.clerk()).form.questions:
        answer(unit, question.id, board.clerk(), reason="已办理。", state="done")

    def own() -> object:
        found = current(fresh(round_)).units
        scores = {one.score.unit.id: one.score.unit.components for one in found}
        return scores["caizheng"].get("self")

    write(board, unit, ReportText(done="甲", problems="乙", plans="丙", score=Decimal("92.5")))
    assert own() is None
    reporting.submit_report(unit.pk, by=board.clerk())
    assert own() is None, "nobody answers for it yet"
    sign(board, unit, paper)
    assert own() == Decimal("92.5")
    reporting.return_report(unit.pk, reason="总分与各项不符", by=board.office)
    assert own() is None


UNITS = st.integers(0, 1)
ANYBODY = st.integers(0, 5)


class Reports(RuleBasedStateMachine):
    """Two units, their people and the office in any order; refusals are fine, faults are not."""

    make: Callable[[], Board]
    paper: bytes
    steps: ClassVar[set[str]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.board = type(self).make()
        self.handed_in: dict[int, list[tuple[str, object, str, str]]] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def attempt(self, act: Callable[[], object]) -> object | None:
        try:
            with transaction.atomic():
                return act()
        except (Refused, PermissionDenied):
            return None

    @initialize()
    def begin(self) -> None:
        """A small scheme, so that a report can be completed."""
        self.round = self.board.running("xian-kaohe", ("caizheng", "minzheng"))
        self.units = [self.board.unit(self.round, code) for code in ("caizheng", "minzheng")]

    def who(self, at: int) -> Viewer:
        people = (
            self.board.clerk(),
            self.board.chief(),
            self.board.clerk("minzheng"),
            self.board.chief("minzheng"),
            self.board.office,
            self.board.leader,
        )
        return people[at]

    @rule(
        unit=UNITS,
        by=ANYBODY,
        item=st.sampled_from(["tasks", "information", "regulation", "powers"]),
        state=st.sampled_from(["done", "partly", "", "nonsense"]),
        reason=st.sampled_from(["", "已办理。"]),
        version=st.integers(0, 3),
    )
    def save(self, unit: int, by: int, item: str, state: str, reason: str, version: int) -> None:
        """Somebody saves an answer from some version."""
        said = Said(state=state, reason=reason)
        row = self.units[unit]
        self.attempt(
            lambda: answering.save_answer(row.pk, item, said, version=version, by=self.who(by))
        )

    @rule(unit=UNITS)
    def complete(self, unit: int) -> None:
        """The clerk of a unit fills everything in."""
        row, by = self.units[unit], self.who(2 * unit)

        def all_of_it() -> None:
            for item in ("tasks", "information", "regulation", "powers"):
                answer(row, item, by, reason="已办理。", state="done")
            present = SelfReport.objects.filter(round_unit=row).first()
            text = ReportText(done="甲", problems="乙", plans="丙", score=Decimal(90))
            version = present.version if present else 0
            answering.save_report(row.pk, text, version=version, by=by)

        self.attempt(all_of_it)

    @rule(unit=UNITS, by=ANYBODY)
    def submit(self, unit: int, by: int) -> None:
        """Somebody submits."""
        row = self.units[unit]
        if self.attempt(lambda: reporting.submit_report(row.pk, by=self.who(by))):
            assert by in {2 * unit, 2 * unit + 1}
            self.handed_in[row.pk] = self.answers(row)

    @rule(unit=UNITS)
    def hand_in(self, unit: int) -> None:
        """The clerk fills everything in and submits."""
        self.complete(unit)
        self.submit(unit, 2 * unit)

    @rule(unit=UNITS, by=ANYBODY, behind=st.integers(0, 1))
    def sign(self, unit: int, by: int, behind: int) -> None:
        """Somebody signs what they read, perhaps an earlier text."""
        row = self.units[unit]
        report = SelfReport.objects.filter(round_unit=row).first()
        version = report.version - behind if report else 0
        done = self.attempt(
            lambda: reporting.sign_report(
                row.pk, version=version, document=type(self).paper, by=self.who(by)
            )
        )
        assert done is None or (by == 2 * unit + 1 and behind == 0)
        self.steps.add(f"signed {done is not None}")

    @rule(unit=UNITS)
    def sign_rightly(self, unit: int) -> None:
        """The chief signs what was just read."""
        self.sign(unit, 2 * unit + 1, 0)

    @rule(unit=UNITS, by=ANYBODY, reason=st.sampled_from(["", "补材料"]))
    def give_back(self, unit: int, by: int, reason: str) -> None:
        """Somebody returns a report."""
        row = self.units[unit]
        before = state_of(SelfReport.objects.filter(round_unit=row).first())
        done = self.attempt(lambda: reporting.return_report(row.pk, reason=reason, by=self.who(by)))
        if done is not None:
            assert reason
            assert by == 4 or (by == 2 * unit + 1 and before is ReportState.SUBMITTED)
            self.steps.add(f"returned {before}")

    @rule(unit=UNITS)
    def to_the_chief_and_back(self, unit: int) -> None:
        """A report is handed in; the chief has something to say."""
        self.hand_in(unit)
        self.give_back(unit, 2 * unit + 1, "补材料")

    @rule(unit=UNITS)
    def to_the_office_and_back(self, unit: int) -> None:
        """A report is handed in and signed; the office has something to say."""
        self.hand_in(unit)
        self.sign_rightly(unit)
        self.give_back(unit, 4, "补材料")

    @staticmethod
    def answers(row: RoundUnit) -> list[tuple[str, object, str, str]]:
        rows = SelfItem.objects.filter(round_unit=row).order_by("item")
        return list(rows.values_list("item", "score", "state", "reason"))

    @invariant()
    def what_was_handed_in_stays_as_it_was(self) -> None:
        for row in getattr(self, "units", ()):
            report = SelfReport.objects.filter(round_unit=row).first()
            if report is None or report.submitted_at is None:
                continue
            assert self.answers(row) == self.handed_in[row.pk]
            assert {state for _, _, state, _ in self.answers(row)} <= {"done", "partly"}
            assert report.score is not None
            if report.signed_at is not None:
                assert report.file_id is not None


@pytest.mark.django_db
def test_reports_in_any_order(people: People, paper: bytes) -> None:
    Reports.make = lambda: Board(people)
    Reports.paper = paper
    run_state_machine_as_test(
        Reports,
        settings=settings(max_examples=5, stateful_step_count=40, deadline=None),
    )
    # Every step was taken, and refused, by somebody: the machine has been everywhere.
    assert Reports.steps == {
        "signed True",
        "signed False",
        "returned submitted",
        "returned signed",
    }
