"""What an action or a list costs does not depend on how much was published before."""

from collections.abc import Callable
from dataclasses import replace
from time import process_time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.disclosure.actions import releasing
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
