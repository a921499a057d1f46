"""When what is not disclosed is looked at again, however the pack counts and however old it is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.disclosure.models import Edition, Item, Reassessment
from gongkai.disclosure.queries import reassessing
from gongkai.rules.obligations import Term, Within
from gongkai.rules.publishing.values import EditionState
from tests.disclosure.app.office import MORNING, Office


def count_days(days: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pack count working days to the next look."""
    rule = reassessing.reassessment_rule()
    assert rule is not None
    counted = replace(rule, timing=Within(term=Term(days)))
    monkeypatch.setattr(reassessing, "reassessment_rule", lambda: counted)


def test_a_look_before_the_calendar_is_over_and_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reassessing.look_due(date(2026, 3, 2)) == (date(2027, 3, 2), date(2027, 1, 31))
    rule = reassessing.reassessment_rule()
    assert rule is not None
    count_days(20, monkeypatch)
    old = date(1999, 5, 4)
    assert reassessing.look_due(old) == (old, old - timedelta(days=rule.warn_days))


@pytest.mark.parametrize("working_days", [0, 20])
def test_one_day_parts_the_looks_that_are_over_from_the_others(
    monkeypatch: pytest.MonkeyPatch, working_days: int
) -> None:
    if working_days:
        count_days(working_days, monkeypatch)
    start = date(2024, 12, 1)
    dues = {
        day: reassessing.look_due(day) for day in (start + timedelta(days=n) for n in range(450))
    }
    for today in (date(2026, 1, 1) + timedelta(days=n) for n in range(0, 60, 3)):
        for told in (False, True):
            last = reassessing.last_due_before(today, told=told)
            assert last is not None
            for day, due in dues.items():
                if day > today:  # nobody has looked yet
                    break
                assert due is not None
                assert (day <= last) is (due[told] < today), (today, day)


def test_without_a_rule_of_the_pack_nothing_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reassessing, "reassessment_rule", lambda: None)
    assert reassessing.last_due_before(date(2026, 3, 2)) is None


@pytest.mark.django_db
def test_what_is_over_is_counted_by_the_database_however_much_there_is(office: Office) -> None:
    plant(office, 300)
    office.now = MORNING
    overseer, clerk = office.viewer("openness_office", "xian"), office.clerk
    every = list(reassessing.looks(reassessing.undisclosed(overseer)))
    late = [one for one in every if one.due_on < MORNING.date()]
    near = [one for one in every if one.remind_on <= MORNING.date()]
    assert 0 < len(late) < len(near) < len(every)
    with CaptureQueriesContext(connection) as queries:
        assert reassessing.looks_overdue(overseer) == len(late)
    assert len(queries) == 1
    found = reassessing.looks_due(clerk, 20)
    assert (found.total, found.late, len(found.first)) == (len(near), len(late), 20)
    assert [one.due_on for one in found.first] == sorted(one.due_on for one in near)[:20]
    assert reassessing.looks_due(overseer, 20).total == 0, "it writes for no unit"


def plant(office: Office, count: int) -> None:
    """Make items that are not disclosed, settled in the last two years; a third looked at since."""
    unit, moments = (
        office.people.unit("caizheng"),
        [MORNING - timedelta(days=2 * n) for n in range(count)],
    )
    items = Item.objects.bulk_create(
        Item(
            key=f"w{n}",
            unit=unit,
            category="others",
            content_type="notice",
            attribute="withheld",
            attribute_reason="trade_secret",
            created_at=at,
        )
        for n, at in enumerate(moments)
    )
    Edition.objects.bulk_create(
        Edition(
            item=item,
            number=1,
            state=EditionState.APPROVED,
            title="合同",
            fingerprint="f",
            submitted_at=item.created_at,
            created_at=item.created_at,
            saved_at=item.created_at,
        )
        for item in items
    )
    Reassessment.objects.bulk_create(
        Reassessment(
            item=item,
            on=MORNING.date() - timedelta(days=n),
            attribute="withheld",
            note="看过",
            name="张三",
        )
        for n, item in enumerate(items)
        if n % 3 == 0
    )
