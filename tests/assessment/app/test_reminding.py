"""Reminders of the last days of a round: twice at most, to who is not done, and to nobody else."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from gongkai.assessment.actions import judging, notifying, setting_up, staffing
from gongkai.assessment.actions.reminding import remind_rounds
from gongkai.assessment.models import Survey
from gongkai.assessment.round_upkeep import remind
from gongkai.core.access import Viewer
from gongkai.core.models import Event, Job, Notice, Webhook
from gongkai.core.outbox import Run
from gongkai.core.todo import todos
from tests.assessment.app.asking import Asking
from tests.assessment.app.board import ZONE, Board
from tests.assessment.app.judging.bench import FEEDBACK, Bench
from tests.assessment.app.mending.following import docx
from tests.assessment.app.selfing.filling import sign, submitted

pytestmark = pytest.mark.django_db
# The stages of the board end on Monday, 30 November; three working days before is the Wednesday.
TUESDAY, WEDNESDAY, THURSDAY = (datetime(2026, 11, n, 7, 20, tzinfo=ZONE) for n in (24, 25, 26))
MONDAY, AFTER = (
    datetime(2026, 11, 30, 7, 20, tzinfo=ZONE),
    datetime(2026, 12, 1, 7, 20, tzinfo=ZONE),
)


def run(board: Board, at: datetime) -> int:
    """Run the job of a morning; return how many people were told."""
    board.now = at
    return remind_rounds(by=Viewer.system("定时任务", at))


def told(board: Board, role: str, unit: str = "xian", name: str = "") -> list[str]:
    """Return the kinds of reminders a person got, the first first."""
    rows = Notice.objects.filter(person=board.person(role, unit, name), kind__endswith="_due")
    return [kind.partition(".")[2] for kind in rows.order_by("pk").values_list("kind", flat=True)]


def test_a_unit_is_reminded_before_the_last_day_and_on_it(board: Board) -> None:
    board.running()
    board.clerk()
    assert run(board, TUESDAY) == 0
    assert (run(board, WEDNESDAY), run(board, WEDNESDAY), run(board, THURSDAY)) == (1, 0, 0)
    assert (run(board, MONDAY), run(board, MONDAY), run(board, AFTER)) == (1, 0, 0)
    assert told(board, "clerk", "caizheng") == ["self_due", "self_due"]
    notice = Notice.objects.filter(kind="assessment.self_due").order_by("pk")[0]
    assert notice.title == "“2026 年度考核”自评11月30日截止"
    assert notice.text == "示例县财政局还没有报送自评。"
    assert notice.href.endswith("/self/caizheng/")
    events = Event.objects.filter(verb="round.remind")
    assert [one.data["count"] for one in events] == [1, 1]


def test_a_morning_on_which_nothing_ran_is_made_up_for_and_not_told_later(board: Board) -> None:
    board.running()
    board.clerk()
    remind(Run("2026-11-26", {}, THURSDAY, 1))
    assert told(board, "clerk", "caizheng") == ["self_due"]
    assert run(board, MONDAY) == 1


def test_the_signer_is_reminded_instead_of_the_clerk_once_it_is_submitted(board: Board) -> None:
    unit = board.unit(board.running())
    board.clerk()
    board.chief()
    submitted(board, unit)
    assert run(board, WEDNESDAY) == 1
    assert told(board, "clerk", "caizheng") == []
    assert told(board, "final_reviewer", "caizheng") == ["sign_due"]
    found = [one for one in todos(board.chief()).items if one.title.endswith("签发自评报告")]
    assert [one.due for one in found] == [date(2026, 11, 30)]
    sign(board, unit, docx())
    assert run(board, MONDAY) == 0


def test_nobody_at_the_organ_is_reminded_of_what_units_owe_and_exempt_units_owe_nothing(
    board: Board,
) -> None:
    round_ = board.running()
    people = [board.clerk("xian"), board.office, board.leader, board.clerk("minzheng")]
    notifying.exempt_unit(
        board.unit(round_, "minzheng").pk, exempt=True, reason="新设", by=board.office
    )
    assert run(board, WEDNESDAY) == 0
    assert not Notice.objects.filter(person__in=[one.person_id for one in people]).exists()


def test_who_answers_for_several_units_is_told_once_of_all(board: Board) -> None:
    board.running()
    person = board.people("clerk", unit="caizheng", name="王五")
    board.people.grant(person, "clerk", "minzheng")
    assert run(board, WEDNESDAY) == 1
    [notice] = Notice.objects.filter(person=person)
    assert notice.text == "示例县财政局、示例县民政局还没有报送自评。"


def test_the_chat_of_the_organ_is_told_once_of_all_units(board: Board) -> None:
    board.running()
    Webhook.objects.create(
        unit=board.people.unit("xian"), kind="json", title="工作群", url="https://example.com/"
    )
    board.clerk()
    board.clerk("minzheng")
    assert run(board, WEDNESDAY) == 2
    [job] = Job.objects.filter(kind="notices.webhook")
    assert job.payload["text"] == "示例县财政局、示例县民政局、青山乡人民政府还没有报送自评。"
    board.clerk("qingshan")
    assert run(board, THURSDAY) == 1
    keys = Job.objects.filter(kind="notices.webhook").values_list("key", flat=True)
    assert len(set(keys)) == 1


def test_a_unit_with_more_time_is_reminded_of_its_own_last_day(board: Board) -> None:
    round_ = board.running()
    board.clerk()
    stage = next(one for one in round_.stages.all() if one.stage == "self")
    notifying.extend_stage(
        board.unit(round_).pk,
        stage=stage.stage,
        until=date(2026, 12, 9),
        reason="遇汛情",
        by=board.office,
    )
    assert (run(board, WEDNESDAY), run(board, MONDAY), run(board, AFTER)) == (0, 0, 0)
    assert run(board, datetime(2026, 12, 4, 7, 20, tzinfo=ZONE)) == 1


def test_a_round_says_how_many_working_days_before(board: Board) -> None:
    round_ = board.prepared()
    setting_up.set_reading(
        round_.pk, name="remind_days", value="5", why="通知里写明", by=board.office
    )
    notifying.notify_round(round_.pk, number="示政办〔2026〕8号", again=True, by=board.office)
    board.clerk()
    assert run(board, datetime(2026, 11, 20, 7, 20, tzinfo=ZONE)) == 0
    assert run(board, datetime(2026, 11, 23, 7, 20, tzinfo=ZONE)) == 1


def test_a_cancelled_round_reminds_nobody(board: Board) -> None:
    round_ = board.running()
    board.clerk()
    notifying.cancel_round(round_.pk, reason="机构改革", by=board.office)
    assert run(board, WEDNESDAY) == 0


def test_scorers_are_reminded_of_what_is_left(board: Board) -> None:
    bench = Bench.set_up(board)
    person = board.person("third_party", "xian", "王五")
    staffing.add_scorer(
        bench.round.pk,
        person=person,
        units=[bench.unit()],
        items=[FEEDBACK],
        blind=True,
        by=board.office,
    )
    run(board, WEDNESDAY)
    assert told(board, "assessor", name="李四") == ["scoring_due"]
    notice = Notice.objects.get(person=person)
    assert (notice.title, notice.text) == (
        "“2026 年度考核”评分11月30日截止",
        "分给您的还有 1 项没有评完。",
    )
    board.now = WEDNESDAY
    judging.look(bench.unit().pk, items=[FEEDBACK], by=board.viewer("third_party", "xian", "王五"))
    run(board, MONDAY)
    assert told(board, "third_party", name="王五") == ["scoring_due"]
    assert told(board, "assessor", name="李四") == ["scoring_due", "scoring_due"]


def test_a_unit_is_reminded_of_its_ballot_until_it_is_cast(board: Board) -> None:
    groups = {"caizheng": "业务部门", "minzheng": "业务部门", "qingshan": "综合部门"}
    bench = Bench.set_up(board, "bianti-shi", **groups)
    run(board, WEDNESDAY)
    board.clerk()
    run(board, THURSDAY)
    assert told(board, "clerk", "caizheng").count("ballot_due") == 1
    judging.cast_ballot(
        bench.round.pk, rater="caizheng", scores={"minzheng": Decimal(80)}, by=board.clerk()
    )
    run(board, MONDAY)
    assert told(board, "clerk", "caizheng").count("ballot_due") == 1


def test_the_office_is_told_of_a_survey_that_ends_with_too_few_answers(board: Board) -> None:
    asking = Asking.held(board)
    survey = asking.survey
    assert survey.closes_on == date(2026, 11, 25)
    assert run(board, datetime(2026, 11, 19, 7, 20, tzinfo=ZONE)) == 0
    friday = datetime(2026, 11, 20, 7, 20, tzinfo=ZONE)
    assert (run(board, friday), run(board, friday)) == (1, 0)
    assert told(board, "openness_office") == ["survey_due"]
    notice = Notice.objects.get(kind="assessment.survey_due")
    assert notice.text == "3 个单位的答卷不足 5 份。"
    for unit in ("caizheng", "minzheng", "qingshan"):
        asking.people(5, unit=unit)
    run(board, WEDNESDAY)
    assert told(board, "openness_office") == ["survey_due"]
    assert Survey.objects.get(pk=survey.pk).closed_at is None
