"""Duties computed from what was published: met, near, over, waived; fast and in few queries."""

from dataclasses import replace
from datetime import date
from time import process_time

import pytest
from pytest_django import DjangoAssertNumQueries

from gongkai.core.access import Viewer
from gongkai.core.models import Unit
from gongkai.core.todo import TodoState, todos
from gongkai.disclosure import rulebook
from gongkai.disclosure.actions import plans, requests
from gongkai.disclosure.models import Edition, Item
from gongkai.disclosure.queries.duties import Duties, duties
from gongkai.rules.obligations import Duty, DutyState, Ground
from tests.disclosure.app.grown import grow
from tests.disclosure.app.office import MORNING, SAID, Office

pytestmark = pytest.mark.django_db
TODAY = MORNING.date()


def of(found: Duties, category: str, ground: Ground) -> list[Duty]:
    return [one for one in found.duties if (one.category, one.cause.ground) == (category, ground)]


def test_what_was_formed_is_due_in_twenty_working_days(office: Office) -> None:
    said = replace(SAID, issued_on=date(2026, 3, 2))
    draft = office.draft(said)
    (duty,) = of(duties(office.clerk, as_of=TODAY), "others", Ground.FORMED)
    assert (duty.due_on, duty.state) == (date(2026, 3, 30), DutyState.DUE)
    late = duties(office.clerk, as_of=date(2026, 3, 31))
    assert of(late, "others", Ground.FORMED)[0].state is DutyState.OVERDUE
    assert duty.unit == draft.item.unit_id


def test_publishing_meets_the_duty(office: Office) -> None:
    live = office.published(replace(SAID, issued_on=date(2026, 3, 1)))
    (duty,) = of(duties(office.clerk, as_of=date(2026, 5, 1)), "others", Ground.FORMED)
    assert (duty.state, duty.met_by, duty.met_on) == (DutyState.MET, live.item_id, TODAY)


def test_a_sections_items_count_for_its_organ(office: Office) -> None:
    office.unit = "yusuan"
    office.published()
    (duty,) = of(duties(office.viewer("clerk", "caizheng"), as_of=TODAY), "others", Ground.FORMED)
    assert duty.unit == office.people.unit("caizheng").pk


def test_a_change_asked_for_is_a_duty_until_it_is_published_or_declined(office: Office) -> None:
    item = office.published().item
    asked = requests.request_change(
        item.pk, asked_by="李四", asked_on=TODAY, why="金额有误", by=office.clerk
    )
    found = duties(office.clerk, as_of=TODAY)
    assert [one.state for one in of(found, "others", Ground.CHANGED)] == [DutyState.DUE]
    requests.decline_change(asked.pk, answer="经核对无误", by=office.clerk)
    assert not of(duties(office.clerk, as_of=TODAY), "others", Ground.CHANGED)


def test_a_waiver_exempts_with_its_reason(office: Office) -> None:
    planner = office.viewer("openness_office", "xian")
    unit = office.people.unit("caizheng").pk
    quarter = {"start": date(2026, 1, 1), "end": date(2026, 3, 31)}
    before = of(duties(office.clerk, as_of=TODAY), "statistics", Ground.PERIOD)
    assert DutyState.EXEMPT not in {one.state for one in before}
    plans.waive_duty(unit, category="statistics", reason="本季无统计", by=planner, **quarter)
    after = of(duties(office.clerk, as_of=TODAY), "statistics", Ground.PERIOD)
    first = after[0]
    assert (first.state, first.note) == (DutyState.EXEMPT, "本季无统计")


def test_a_line_of_the_plan_is_met_by_its_item(office: Office) -> None:
    unit = office.people.unit("caizheng").pk
    line = plans.add_plan_line(
        unit, title="年度预算", category="budgets", due_on=date(2026, 3, 20), by=office.clerk
    )
    (duty,) = of(duties(office.clerk, as_of=TODAY), "budgets", Ground.PLAN)
    assert duty.state.open
    live = office.published()
    plans.meet_plan_line(line.pk, item=live.item, by=office.clerk)
    (duty,) = of(duties(office.clerk, as_of=TODAY), "budgets", Ground.PLAN)
    assert (duty.state, duty.met_by) == (DutyState.MET, live.item_id)


def test_a_unit_sees_its_own_duties_and_the_office_those_of_all(office: Office) -> None:
    own = duties(office.clerk, as_of=TODAY)
    assert {unit.code for unit in own.units.values()} == {"caizheng"}
    whole = duties(office.viewer("openness_office", "xian"), as_of=TODAY)
    assert {"xian", "caizheng", "minzheng", "qingshan"} <= {u.code for u in whole.units.values()}
    assert not duties(Viewer.public(MORNING), as_of=TODAY).units


def test_what_is_overdue_stands_on_the_to_do_list(office: Office) -> None:
    office.draft(replace(SAID, issued_on=date(2026, 1, 5)))
    overdue = todos(office.clerk).of(TodoState.OVERDUE)
    assert any("2026年1月5日" in one.title for one in overdue)
    assert not todos(office.clerk).failed


def test_the_number_of_queries_does_not_grow(
    office: Office, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rulebook.pack()
    for units, items in ((2, 20), (30, 600)):
        Edition.objects.all().delete()
        Item.objects.all().delete()
        Unit.objects.filter(code__startswith="u").delete()
        grow(units, items)
        with django_assert_max_num_queries(10):
            assert duties(office.system, as_of=TODAY).duties


def test_two_hundred_units_take_less_than_a_second(office: Office) -> None:
    grow(200, 20_000)
    duties(office.system, as_of=TODAY)
    began = process_time()
    found = duties(office.system, as_of=TODAY)
    spent = process_time() - began
    print(f"{len(found.units)} units, {len(found.duties)} duties: {spent:.2f} s")
    assert len(found.units) >= 200
    assert spent < 2.0  # one second on an idle machine; CI shares its cores


def test_a_village_owes_what_binds_its_kind(office: Office) -> None:
    found = duties(office.viewer("clerk", "qingshan-dongcun"), as_of=TODAY)
    assert {one.code for one in found.units.values()} == {"qingshan-dongcun"}
    assert found.duties
