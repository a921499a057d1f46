"""Declared lists: order, filters, pages, files, kept filters, and what they refuse."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from gongkai.core.access import VIEWER, Viewer
from gongkai.core.actions import Refused
from gongkai.core.actions.filters import MAX_KEPT, drop_filter, keep_filter
from gongkai.core.models import Event, Job, JobState, Person, SavedFilter, Unit
from gongkai.office.lists import (
    BulkAction,
    ChoiceFilter,
    DateFilter,
    ListColumn,
    ListSpec,
    TextFilter,
    UnitFilter,
    chosen,
    read,
    show,
)
from gongkai.office.lists.exporting import text_of
from gongkai.ui import components as ui

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai
JOBS: ListSpec[Job] = ListSpec(
    id="test-jobs",
    title="任务",
    columns=(
        ListColumn(
            "key",
            "编号",
            lambda j: ui.Link(j.key, "/"),
            sort="key",
            export=lambda j: j.key,
            header=True,
        ),
        ListColumn("tries", "次数", lambda j: j.attempts, sort=("attempts", "key"), numeric=True),
        ListColumn("end", "结束", lambda j: j.finished_at, sort="finished_at"),
        ListColumn("error", "错误", lambda j: j.last_error, screen=False),
    ),
    filters=(
        TextFilter("q", "查找", ("key", "last_error")),
        ChoiceFilter("state", "状态", JobState.choices, "state"),
        DateFilter("end", "结束日期", "finished_at", moment=True),
    ),
    default_sort="key",
    page_size=10,
    bulk=(BulkAction("retry", "重试"),),
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def jobs() -> list[Job]:
    return Job.objects.bulk_create(
        Job(
            kind="test.job",
            key=f"k{number:03}",
            state=JobState.DEAD if number % 5 == 0 else JobState.DONE,
            run_at=NOW,
            created_at=NOW,
            attempts=number % 3,
            finished_at=NOW + timedelta(days=number) if number % 4 else None,
            last_error="=1+1" if number == 7 else "",
        )
        for number in range(35)
    )


@pytest.fixture
def person() -> Person:
    unit = Unit.objects.create(
        code="x",
        name="示例县人民政府",
        kind="government",
        level="county",
        path="/1/",
        since=NOW.date(),
    )
    return Person.objects.create(username="zhang", name="张三", unit=unit, created_at=NOW)


def ask(query: str = "", person: Person | None = None, data: str = "") -> HttpRequest:
    factory = RequestFactory()
    form = "application/x-www-form-urlencoded"
    request = factory.post("/", data, content_type=form) if data else factory.get(f"/?{query}")
    viewer = Viewer(NOW, person.pk if person else None, "张三", "/1/")
    setattr(request, VIEWER, viewer)
    return request


def keys(query: str) -> list[str]:
    return [job.key for job in read(ask(query), JOBS, Job.objects.all()).rows]


def body(response: HttpResponseBase) -> bytes:
    streamed: Iterator[bytes] = response.streaming_content  # type: ignore[attr-defined]
    return b"".join(streamed)


def test_the_default_order_and_the_pages(jobs: list[Job]) -> None:
    assert keys("") == [f"k{number:03}" for number in range(10)]
    assert keys("page=4") == [f"k{number:03}" for number in range(30, 35)]
    assert keys("page=99") == keys("page=4")
    assert keys("page=-1") == keys("page=x") == keys("page=９") == keys("")


def test_every_row_stands_on_exactly_one_page_in_any_order(jobs: list[Job]) -> None:
    for sort in ("key", "-key", "tries", "-tries", "end", "-end"):
        seen = [key for page in range(1, 5) for key in keys(f"sort={sort}&page={page}")]
        assert sorted(seen) == sorted(job.key for job in jobs), sort


def test_rows_without_a_value_come_last_either_way(jobs: list[Job]) -> None:
    empty = {job.key for job in jobs if job.finished_at is None}
    for sort in ("end", "-end"):
        assert set(keys(f"sort={sort}&page=4")) <= empty


@pytest.mark.parametrize("sort", ["last_error", "pk", "error", "key__in", "?", "-", "--key", "a;b"])
def test_only_declared_columns_reach_the_order(jobs: list[Job], sort: str) -> None:
    assert keys(f"sort={sort}") == keys("")


def test_filters_narrow_and_are_said(jobs: list[Job]) -> None:
    assert keys("state=dead&q=k0+5") == ["k005", "k015", "k025"]
    listed = read(ask("state=dead"), JOBS, Job.objects.all())
    assert listed.total == 7
    assert listed.filters is not None
    assert listed.filters.result == "共 7 条"
    assert listed.filters.active


def test_a_range_of_days_includes_both_ends_in_local_time(jobs: list[Job]) -> None:
    assert keys("end_from=2026-03-03&end_to=2026-03-05") == ["k001", "k002", "k003"]
    Job.objects.filter(key="k001").update(finished_at=datetime(2026, 3, 3, 16, 0, tzinfo=UTC))
    assert keys("end_from=2026-03-03&end_to=2026-03-03") == []  # midnight of the 4th in Shanghai
    assert keys("end_to=9999-12-31") == keys("")


@pytest.mark.parametrize(
    "query", ["state=nothing", "end_from=2026-02-30", "end_to=x", "q=", "q=%00", "state=%00dead'"]
)
def test_what_cannot_be_understood_is_ignored(jobs: list[Job], query: str) -> None:
    listed = read(ask(query), JOBS, Job.objects.all())
    assert listed.total == 35
    assert listed.filters is not None
    assert not listed.filters.active


@given(st.text(max_size=30), st.sampled_from(["q", "state", "end_from", "sort", "page", "export"]))
def test_no_parameter_is_an_error(text: str, name: str) -> None:
    query = QueryDict(mutable=True)
    query[name] = text
    for one in JOBS.filters:
        one.fields(query)
        str(one.apply(Job.objects.all(), query).query)
    assert JOBS.ordering(JOBS.sort(query))


def test_the_number_of_queries_does_not_grow(jobs: list[Job], person: Person) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            read(ask("", person), JOBS, Job.objects.all())
        return len(captured)

    before = cost()
    Job.objects.bulk_create(
        Job(kind="t", key=f"z{n}", run_at=NOW, created_at=NOW, state="done") for n in range(50)
    )
    assert cost() == before == 3


def test_a_csv_holds_all_rows_and_runs_nothing(jobs: list[Job]) -> None:
    response = show(ask("export=csv&sort=-key&page=3"), JOBS, Job.objects.all())
    data = body(response)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0] == ["编号", "次数", "结束", "错误"]
    assert [row[0] for row in rows[1:]] == [f"k{n:03}" for n in reversed(range(35))]
    seventh = rows[1 + 34 - 7]
    assert seventh == ["k007", "1", "2026-03-09 09:00", "'=1+1"]
    assert "20260302.csv" in response.headers["Content-Disposition"]


def test_a_workbook_holds_all_rows_and_no_formula(jobs: list[Job]) -> None:
    Job.objects.filter(key="k008").update(last_error="响铃\x07")
    response = show(ask("export=xlsx&state=done"), JOBS, Job.objects.all())
    sheet = load_workbook(io.BytesIO(body(response))).active
    assert sheet is not None
    rows: list[Any] = list(sheet.iter_rows())
    assert len(rows) == 1 + 28
    seventh = next(row for row in rows if row[0].value == "k007")
    assert (seventh[3].value, seventh[3].data_type) == ("=1+1", "s")
    assert seventh[1].value == 1
    assert seventh[2].value == datetime(2026, 3, 9, 9, 0)  # noqa: DTZ001 - files hold local time
    assert next(row for row in rows if row[0].value == "k008")[3].value == "响铃"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " ="])
def test_text_that_looks_like_a_formula_is_quoted_and_numbers_are_not(
    jobs: list[Job], start: str
) -> None:
    Job.objects.filter(key="k001").update(last_error=f"{start}cmd")
    data = body(show(ask("export=csv&q=k001"), JOBS, Job.objects.all())).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(data, newline="")))
    assert rows[1][3] == f"'{start}cmd"
    assert text_of(Decimal("-1.50")) == "-1.50"


def test_an_unknown_kind_of_file_is_a_page_and_not_a_file(jobs: list[Job]) -> None:
    assert read(ask("export=exe"), JOBS, Job.objects.all()).total == 35


def test_a_bulk_form_reaches_only_rows_the_viewer_may_see(jobs: list[Job]) -> None:
    mine = Job.objects.filter(state=JobState.DEAD)
    ids = "&".join(f"row={job.pk}" for job in jobs[:6])
    picked = chosen(ask(data=f"bulk=retry&{ids}&row=x&row=-1"), JOBS, mine)
    assert picked is not None
    assert picked.action == "retry"
    assert [job.key for job in picked.rows] == ["k000", "k005"]
    assert chosen(ask(data=f"bulk=drop&{ids}"), JOBS, mine) is None
    assert chosen(ask(data="bulk=retry"), JOBS, mine) is None


def test_a_list_with_bulk_actions_has_a_named_tick_box_in_each_row(jobs: list[Job]) -> None:
    table = read(ask(), JOBS, Job.objects.all()).table
    tick = table.rows[0].cells[0]
    assert isinstance(tick, ui.Tick)
    assert tick.value == str(jobs[0].pk)
    assert tick.label


def test_a_column_that_shows_a_component_must_say_its_words() -> None:
    column: ListColumn[Job] = ListColumn("a", "甲", lambda j: ui.Badge("甲"))
    with pytest.raises(TypeError, match="export"):
        column.cell(Job())


def test_a_list_is_checked_where_it_is_declared() -> None:
    column: ListColumn[Job] = ListColumn("a", "甲", lambda j: j.key)
    with pytest.raises(ValueError, match="two columns"):
        ListSpec(id="x", title="x", columns=(column, column))
    with pytest.raises(ValueError, match="no column to sort"):
        ListSpec(id="x", title="x", columns=(column,), default_sort="a")


def test_a_filter_is_kept_marked_and_dropped(jobs: list[Job], person: Person) -> None:
    by = Viewer(NOW, person.pk, "张三", "/1/")
    request = ask("state=dead&sort=-key&page=2&export=", person)
    listed = read(request, JOBS, Job.objects.all())
    assert listed.query == "?state=dead&sort=-key"
    assert listed.may_save
    keep_filter(JOBS.id, name=" 失败的 ", query=listed.query, by=by)
    again = read(request, JOBS, Job.objects.all())
    assert [(one.link.text, one.link.current) for one in again.saved] == [("失败的", True)]
    assert not again.may_save
    other = Viewer(NOW, person.pk + 1, "李四", "/1/")
    drop_filter(again.saved[0].id, by=other)
    assert SavedFilter.objects.count() == 1
    drop_filter(again.saved[0].id, by=by)
    assert not SavedFilter.objects.exists()
    assert list(Event.objects.values_list("verb", flat=True)) == ["filter.keep", "filter.drop"]


def test_keeping_is_refused_with_the_mend(person: Person) -> None:
    by = Viewer(NOW, person.pk, "张三", "/1/")
    for name, query in (("", "?a=1"), ("甲" * 51, "?a=1"), ("甲", ""), ("甲", "https://evil/")):
        with pytest.raises(Refused):
            keep_filter("x", name=name, query=query, by=by)
    for number in range(MAX_KEPT):
        keep_filter("x", name=f"第{number}个", query="?a=1", by=by)
    with pytest.raises(Refused, match="最多保存20个"):
        keep_filter("x", name="再一个", query="?a=1", by=by)
    keep_filter("x", name="第1个", query="?a=2", by=by)  # replacing is no further one
    with pytest.raises(Refused, match="登录"):
        keep_filter("x", name="甲", query="?a=1", by=Viewer.public(NOW))


def test_a_unit_means_its_subtree_and_nothing_beside_it() -> None:
    made = [
        Unit.objects.create(
            code=code, name=code, kind="bureau", level="county", path=path, since=date(2020, 1, 1)
        )
        for code, path in (("a", "/1/"), ("b", "/1/2/"), ("c", "/1/2/3/"), ("d", "/1/20/"))
    ]
    one = UnitFilter("unit", "单位", path="path")
    rows = Unit.objects.order_by("code")
    assert [u.code for u in one.apply(rows, {"unit": str(made[1].pk)})] == ["b", "c"]
    for odd in ("999", "x", "", "-1", "9" * 30):
        assert one.apply(rows, {"unit": odd}).count() == 4
    (field,) = one.fields({"unit": str(made[2].pk)})
    assert [option.label for option in field.options] == ["全部单位", "a", "　b", "　　c", "　d"]
    assert field.value == str(made[2].pk)


def test_columns_of_a_workbook_are_as_wide_as_what_stands_in_them(jobs: list[Job]) -> None:
    Job.objects.filter(key="k001").update(last_error="磁盘已满，请清理后重试。" * 8)
    response = show(ask("export=xlsx"), JOBS, Job.objects.all())
    sheet = load_workbook(io.BytesIO(body(response))).active
    assert sheet is not None
    widths = [sheet.column_dimensions[one].width for one in "ABCD"]
    assert widths[2] >= len("2026-03-09 09:00")
    assert widths[0] < widths[2] < widths[3] <= 48
    long = next(row for row in sheet.iter_rows() if row[0].value == "k001")
    assert long[3].alignment.wrap_text
    assert (sheet.row_dimensions[long[0].row or 0].height or 0) > 60
    assert sheet.auto_filter.ref == "A1:D36"
    assert (sheet.print_title_rows, sheet.page_setup.orientation) == ("$1:$1", "landscape")
    fitted = sheet.sheet_properties.pageSetUpPr
    assert fitted is not None
    assert fitted.fitToPage
