"""What is counted of searches, and that its table moved from the portal without losing a row."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from gongkai.core.access import Viewer
from gongkai.core.models import SearchedWords
from gongkai.core.queries.searched import searched
from gongkai.core.searched import SLOW_MS, note
from gongkai.search import SearchLog
from tests.people import NOW, SYSTEM

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


def look(words: str, total: int = 0, took: float = 3.0, day: date = MONDAY) -> None:
    note(SearchLog(words, total, took), day)


@pytest.mark.django_db
def test_only_what_found_nothing_or_took_long_is_counted() -> None:
    look("农资补贴", total=4)
    assert not SearchedWords.objects.exists()
    look("农资补贴", total=4, took=SLOW_MS)
    look("农资  补贴 ")
    look("农资 补贴", took=900.9)
    found = {
        one.words: (one.times, one.nothing, one.slowest_ms) for one in SearchedWords.objects.all()
    }
    assert found == {"农资补贴": (1, 0, SLOW_MS), "农资 补贴": (2, 2, 900)}


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["", "  ", "\x00", "11010519491231002X", "电话 13800138000"])
def test_nothing_and_personal_data_are_not_kept(words: str) -> None:
    look(words)
    assert not SearchedWords.objects.exists()


@pytest.mark.django_db
def test_long_words_are_cut_and_a_null_character_is_left_out() -> None:
    look("补" * 300)
    look("补\x00贴")
    assert sorted(len(one.words) for one in SearchedWords.objects.all()) == [2, 100]


@pytest.mark.django_db
def test_a_query_of_several_days_is_one_row_and_narrowing_by_day_narrows_the_counts() -> None:
    for day in (MONDAY, MONDAY, TUESDAY):
        look("低保", day=day)
    look("低保", total=1, took=700, day=TUESDAY)
    look("公积金", day=TUESDAY)

    def rows(**days: date) -> dict[str, tuple[object, ...]]:
        names = ("asked", "in_vain", "slowest", "last_day")
        found = searched(SYSTEM).filter(**days)
        assert found.count() == len(found)
        return {one.words: tuple(one.__dict__[name] for name in names) for one in found}

    assert rows() == {"低保": (4, 3, 700, TUESDAY), "公积金": (1, 1, 3, TUESDAY)}
    assert rows(day__lte=MONDAY) == {"低保": (2, 2, 3, MONDAY)}
    assert not searched(Viewer.public(NOW)).exists()


STEPS = (("portal", "0002_searched_words_to_core"), ("core", "0005_searched_words"))


def moved(*, forwards: bool) -> None:
    """Take the two steps, or take them back, and none of the others there are by now.

    To unapply everything that came after them takes a minute, and concerns other tables.
    """
    loader = MigrationLoader(connection)
    for step in STEPS if forwards else reversed(STEPS):
        before = loader.project_state(step, at_end=False)
        with connection.schema_editor(atomic=True) as editor:
            migration = loader.graph.nodes[step]
            (migration.apply if forwards else migration.unapply)(before, editor)


@pytest.fixture
def _moved_back() -> Iterator[None]:
    """Take the two migrations back, and bring the database forward again whatever happens."""
    moved(forwards=False)
    yield
    if SearchedWords._meta.db_table not in connection.introspection.table_names():
        moved(forwards=True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_moved_back")
def test_the_rows_go_down_with_the_table_and_come_back_with_it() -> None:
    old = MigrationLoader(connection).project_state(("portal", "0001_initial")).apps
    model = old.get_model("portal", "SearchedWords")
    kept = model.objects.create(day=MONDAY, words="低保", times=3, nothing=2, slowest_ms=9)
    moved(forwards=True)
    row = SearchedWords.objects.get()
    assert (row.pk, row.words, row.times, row.nothing, row.slowest_ms) == (kept.pk, "低保", 3, 2, 9)
    look("低保")
    look("公积金")  # ids go on where they were
    assert SearchedWords.objects.get(words="低保").times == 4
    tables = connection.introspection.table_names()
    assert "portal_searchedwords" not in tables
    moved(forwards=False)
    assert sorted(model.objects.values_list("words", "times")) == [("低保", 4), ("公积金", 1)]
    model.objects.all().delete()
