"""What an action or a list costs does not depend on how much was published before."""

from collections.abc import Callable
from dataclasses import replace
from time import process_time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.core.models import Unit
from gongkai.disclosure.actions import releasing
from gongkai.disclosure.open_data.columns import all_columns
from gongkai.disclosure.queries import extent, registers
from gongkai.disclosure.queries import listed as lists
from gongkai.disclosure.queries.items import items_for
from gongkai.disclosure.queries.review import review_queue
from tests.disclosure.app.grown import grow
from tests.disclosure.app.office import SAID, Office

pytestmark = pytest.mark.django_db


def cost(act: Callable[[], object]) -> tuple[int, float]:
    """Return how many queries and how many seconds of the processor something takes."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        began = process_time()
        act()
        spent = process_time() - began
    return len(queries), spent


def test_publishing_costs_the_same_in_a_large_archive(office: Office) -> None:
    editions = [office.approved(replace(SAID, title=f"通知{n}")) for n in range(3)]

    def publish() -> None:
        releasing.publish(editions.pop().pk, by=office.chief)

    publish()
    few, before = cost(publish)
    grow(50, 20_000)
    many, after = cost(publish)
    print(f"publish: {few} queries {before * 1000:.0f} ms; with 20,000 more: {after * 1000:.0f} ms")
    assert many == few
    assert after < before * 3 + 0.1


def test_the_review_queue_takes_a_fixed_number_of_queries(office: Office) -> None:
    by = office.viewer("secrecy_reviewer")
    office.submit(office.draft())
    one, _ = cost(lambda: review_queue(by))
    for _ in range(5):
        office.submit(office.draft())
    six, _ = cost(lambda: review_queue(by))
    assert len(review_queue(by)) == 6
    assert six == one


def test_a_page_of_the_list_takes_two_queries(office: Office) -> None:
    grow(5, 200)
    number, _ = cost(lambda: list(items_for(office.system)[:50]))
    assert number == 2


def steps(ask: Callable[[], object]) -> int:
    """Return how many instructions SQLite carries out for something, in hundreds rounded down."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 100
        return 0

    connection.ensure_connection()
    connection.connection.set_progress_handler(count, 100)
    try:
        ask()
    finally:
        connection.connection.set_progress_handler(None, 100)
    return counted


def test_what_a_publication_asks_of_the_archive_is_not_looked_for_in_all_of_it() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("instructions are counted by SQLite")
    items = 20_000
    grow(5, items)
    unit = Unit.objects.get(code="u3")
    of_unit = lists.Where(unit_path=unit.path)
    asked: dict[str, Callable[[], object]] = {
        "categories in use": lambda: extent.used_categories(one.id for one in all_columns()),
        "months": extent.changed_months,
        "registers": registers.units_of_kinds,
        "registers of a unit": lambda: registers.kinds_of_unit(unit),
        "years of a unit": lambda: lists.years(of_unit),
        "newest of a unit": lambda: lists.newest(of_unit, 5),
    }
    assert len(extent.all_months()) > 9
    assert extent.used_categories(one.id for one in all_columns())
    assert {name: n for name, ask in asked.items() if (n := steps(ask)) > items} == {}
