"""Two administrators at once: there is always one of each left, and the tree stays a tree."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from gongkai.core.access import viewer_of
from gongkai.core.actions import Refused
from gongkai.core.actions.roles import revoke
from gongkai.core.actions.units import move_unit
from gongkai.core.models import Assignment, Unit
from tests.people import NOW, SYSTEM, People

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at_once() -> Callable[..., list[str]]:
    """Return ``run(*calls)``: all calls at the same moment, each in a thread of its own."""

    def run(*calls: Callable[[], object]) -> list[str]:
        barrier = Barrier(len(calls))

        def one(call: Callable[[], object]) -> str:
            try:
                barrier.wait(10)
                call()
            except Refused as refused:
                return refused.message
            finally:
                connection.close()
            return ""

        with ThreadPoolExecutor(len(calls)) as pool:
            return list(pool.map(one, calls))

    return run


def test_the_last_two_auditors_are_not_both_removed(
    people: People, at_once: Callable[..., list[str]]
) -> None:
    pairs = []
    for number in range(2):
        auditor = people("auditor", name=f"审计{number}")
        security = people("security_admin", name=f"安全{number}")
        pairs.append((auditor.assignments.get().pk, viewer_of(security, NOW)))
    told = at_once(*(lambda p=pair: revoke(p[0], by=p[1]) for pair in pairs))
    assert sorted(bool(words) for words in told) == [False, True]
    assert Assignment.objects.filter(role__duty="audit", until=None).count() == 1


def test_two_units_never_come_under_each_other(
    people: People, at_once: Callable[..., list[str]]
) -> None:
    one, other = people.unit("caizheng").pk, people.unit("qingshan").pk
    on = date(2025, 6, 1)
    told = at_once(
        lambda: move_unit(one, parent_id=other, on=on, by=SYSTEM),
        lambda: move_unit(other, parent_id=one, on=on, by=SYSTEM),
    )
    assert sorted(bool(words) for words in told) == [False, True]
    for unit in Unit.objects.select_related("parent"):
        assert unit.path == f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
