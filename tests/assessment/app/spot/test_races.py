"""The same thing sent many times at once is one thing; different things are all kept."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from gongkai.assessment.actions import spot
from gongkai.assessment.models import Draw, SpotFinding, Visit
from gongkai.core.actions import Refused
from tests.assessment.app.spot.checking import SEED, SOURCE, Checking

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], object]) -> list[str]:
    """Do everything at one moment, each in a thread of its own; return what was refused."""
    barrier = Barrier(len(calls))

    def one(call: Callable[[], object]) -> str:
        try:
            barrier.wait(20)
            call()
        except Refused as refused:
            return refused.message
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


def test_one_finding_sent_by_eight_connections_is_one(checking: Checking) -> None:
    inspector = checking.inspector
    assert set(at_once(*[lambda: checking.found(by=inspector)] * 8)) == {""}
    assert SpotFinding.objects.count() == 1


def test_many_findings_and_visits_at_once_are_all_kept(checking: Checking) -> None:
    inspector, office = checking.inspector, checking.board.office
    planned = spot.plan_visit(
        checking.board.unit(checking.round).pk,
        key="plan",
        form="files",
        plan=checking.plan(),
        by=office,
    )
    hold = {"key": "held", "plan": checking.plan(), "people": {}}
    told = at_once(
        *[lambda n=n: checking.found(key=f"f{n}", by=inspector, visit=planned) for n in range(5)],
        *[lambda n=n: checking.visited(key=f"v{n}", by=inspector) for n in range(5)],
        *[lambda: spot.hold_visit(planned.pk, by=inspector, **hold)] * 3,  # type: ignore[arg-type]
    )
    assert set(told) == {""}
    assert (SpotFinding.objects.count(), Visit.objects.count()) == (5, 6)


def test_two_people_draw_once(checking: Checking) -> None:
    row, office = checking.fixed(), checking.board.office
    seeds = (SEED, "2026000001", "2026000002")
    told = at_once(
        *[
            lambda seed=seed: spot.run_draw(
                row.pk, seed=seed, seed_source=SOURCE, witness="王五", by=office
            )
            for seed in seeds
        ]
    )
    assert sorted(bool(words) for words in told) == [False, True, True]
    assert Draw.objects.get().drawn_at is not None


def test_two_people_fix_one_list(checking: Checking) -> None:
    told = at_once(*[checking.fixed] * 3)
    assert sorted(bool(words) for words in told) == [False, True, True]
    assert Draw.objects.count() == 1
