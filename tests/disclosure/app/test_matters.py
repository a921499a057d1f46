"""Matters opened stage by stage: each stage reached is a duty until the public can read of it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from gongkai.core.actions import Refused
from gongkai.core.models import Event
from gongkai.disclosure.actions import matters, releasing
from gongkai.disclosure.models import Matter
from gongkai.disclosure.queries.duties import duties
from gongkai.rules.obligations import Duty, DutyState, Ground
from tests.disclosure.app.office import MORNING, SAID, Office

pytestmark = pytest.mark.django_db
TODAY = MORNING.date()
BEGAN = date(2026, 2, 2)


def begun(office: Office, category: str = "projects", on: date = BEGAN) -> Matter:
    unit = office.people.unit("caizheng").pk
    return matters.start_matter(
        unit, title="城南粮库", category=category, started_on=on, by=office.clerk
    )


def staged(office: Office, on: date = TODAY) -> dict[str, Duty]:
    found = duties(office.clerk, as_of=on).duties
    return {
        one.cause.key.rpartition(":")[2]: one for one in found if one.cause.ground is Ground.STAGE
    }


def test_a_stage_is_due_once_it_is_reached_and_met_when_its_item_is_out(office: Office) -> None:
    matter = begun(office)
    assert staged(office) == {}
    matters.note_stage(matter.pk, stage="begun", reached_on=date(2026, 2, 2), by=office.clerk)
    (duty,) = staged(office).values()
    assert (duty.state, duty.due_on) == (DutyState.WARNING, date(2026, 3, 6))
    edition = office.approved(SAID, category="projects", content_type="notice")
    matters.note_stage(
        matter.pk,
        stage="begun",
        reached_on=date(2026, 2, 2),
        item=edition.item,
        by=office.clerk,
    )
    assert staged(office)["begun"].state is DutyState.WARNING, "noted, and not public yet"
    releasing.publish(edition.pk, by=office.chief)
    assert staged(office)["begun"].state is DutyState.MET


def test_the_three_steps_of_the_party_bind_who_has_begun_them(office: Office) -> None:
    matter = begun(office, "party.decisions")
    for stage, on in (("consulted", 10), ("decided", 24)):
        matters.note_stage(matter.pk, stage=stage, reached_on=date(2026, 2, on), by=office.clerk)
    found = staged(office)
    assert set(found) == {"consulted", "decided"}
    assert found["consulted"].state is DutyState.OVERDUE
    assert [one.rule.id for one in found.values() if one.rule] == ["three_steps"] * 2


def test_a_matter_of_an_earlier_year_is_answered_for_by_what_it_reaches_now(
    office: Office,
) -> None:
    matter = begun(office, on=date(2025, 6, 2))
    matters.note_stage(matter.pk, stage="begun", reached_on=date(2025, 6, 2), by=office.clerk)
    matters.note_stage(matter.pk, stage="done", reached_on=date(2026, 2, 27), by=office.clerk)
    assert set(staged(office)) == {"done"}


def test_a_date_of_its_own_comes_first_and_what_was_mistaken_is_taken_back(
    office: Office,
) -> None:
    matter = begun(office)
    noted = {"stage": "done", "by": office.clerk}
    matters.note_stage(matter.pk, due_on=date(2026, 3, 20), **noted)  # type: ignore[arg-type]
    assert staged(office)["done"].due_on == date(2026, 3, 20)
    matters.note_stage(matter.pk, **noted)  # type: ignore[arg-type]
    assert staged(office) == {}
    before = Event.objects.count()
    matters.note_stage(matter.pk, **noted)  # type: ignore[arg-type]
    assert Event.objects.count() == before, "nothing was noted twice"


def test_what_is_done_with_is_noted_no_more(office: Office) -> None:
    matter = begun(office)
    matters.note_stage(matter.pk, stage="begun", reached_on=BEGAN, by=office.clerk)
    matters.close_matter(matter.pk, on=TODAY, by=office.clerk)
    assert set(staged(office)) == {"begun"}, "what was reached stays to be opened"
    with pytest.raises(Refused, match="已办结"):
        matters.note_stage(matter.pk, stage="done", reached_on=TODAY, by=office.clerk)


def test_what_was_closed_too_early_is_opened_again_with_a_reason(office: Office) -> None:
    matter = begun(office)
    matters.close_matter(matter.pk, on=TODAY, by=office.clerk)
    with pytest.raises(Refused, match="没有写原因"):
        matters.reopen_matter(matter.pk, reason=" ", by=office.clerk)
    with pytest.raises(PermissionDenied):
        matters.reopen_matter(matter.pk, reason="复工", by=office.viewer("clerk", "minzheng"))
    assert matters.reopen_matter(matter.pk, reason="复工", by=office.clerk).closed_on is None
    event = Event.objects.latest("pk")
    assert (event.verb, event.data["reason"]) == ("matter.reopen", "复工")
    matters.note_stage(matter.pk, stage="done", reached_on=TODAY, by=office.clerk)
    assert set(staged(office)) == {"done"}
    before = Event.objects.count()
    matters.reopen_matter(matter.pk, reason="复工", by=office.clerk)
    assert Event.objects.count() == before, "it is open already"


def test_what_has_begun_anew_since_is_not_opened_a_second_time(office: Office) -> None:
    matter = begun(office)
    matters.close_matter(matter.pk, on=TODAY, by=office.clerk)
    begun(office)
    with pytest.raises(Refused, match="同名的事已另行登记"):
        matters.reopen_matter(matter.pk, reason="复工", by=office.clerk)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"title": " "}, "没有写名称"),
        ({"title": "长" * 201}, "太长"),
        ({"category": "others"}, "不是分阶段"),
        ({"started_on": date(2026, 3, 3)}, "还没有到"),
        ({}, "已登记过"),
    ],
)
def test_a_matter_that_makes_no_sense_is_refused(
    office: Office, given: dict[str, object], words: str
) -> None:
    matter = begun(office)
    said = {"title": matter.title, "category": "projects", "started_on": BEGAN, **given}
    with pytest.raises(Refused, match=words):
        matters.start_matter(matter.unit_id, by=office.clerk, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"stage": "none"}, "没有这个阶段"),
        ({"reached_on": date(2026, 3, 3)}, "还没有到"),
        ({"reached_on": date(2026, 2, 1)}, "比开始日期还早"),
    ],
)
def test_a_stage_that_makes_no_sense_is_refused(
    office: Office, given: dict[str, object], words: str
) -> None:
    matter = begun(office)
    said = {"stage": "begun", "reached_on": TODAY, **given}
    with pytest.raises(Refused, match=words):
        matters.note_stage(matter.pk, by=office.clerk, **said)  # type: ignore[arg-type]
