"""What components decide: order, pages, changes, lengths; and that they refuse nonsense."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from gongkai.ui import components as ui
from gongkai.ui.templatetags.ui import (
    FormWithoutTokenError,
    draw,
    plain,
    ui_badge,
    ui_errors,
    ui_table,
    ui_tree,
)
from gongkai.ui.templatetags.ui import ui as draw_any

D = Decimal
SCORES = st.decimals(-1000, 1000, places=2)


def test_a_click_on_the_sorted_column_turns_the_order_and_keeps_the_filters() -> None:
    query = QueryDict("group=乡镇&sort=-total&page=3")
    sort = ui.Sort.read(query, {"total", "name"}, "name")
    assert sort.state("total") == "descending"
    assert sort.state("name") == "none"
    assert sort.link("total") == "?group=%E4%B9%A1%E9%95%87&sort=total"
    assert sort.link("name") == "?group=%E4%B9%A1%E9%95%87&sort=name"


def test_an_unknown_order_falls_to_the_default() -> None:
    sort = ui.Sort.read(QueryDict("sort=password"), {"total"}, "-total")
    assert (sort.key, sort.descending) == ("total", True)


def test_a_link_keeps_every_value_of_a_repeated_parameter() -> None:
    query = QueryDict("kind=a&kind=b&q=&page=2")
    assert ui.link_with(query, page="3") == "?kind=a&kind=b&page=3"
    assert ui.link_with(query, drop=["kind"], page="") == "?"


@given(st.integers(1, 400), st.integers(1, 400))
def test_pages_always_lead_to_the_first_the_last_and_the_neighbours(page: int, pages: int) -> None:
    page = min(page, pages)
    pagination = ui.Pagination(page, pages, pages * 20, {"q": "局"})
    numbers = [link.number for link in pagination.links if link.number is not None]
    assert {1, pages, page} <= set(numbers)
    assert numbers == sorted(set(numbers))
    assert [link.number for link in pagination.links if link.current] == [page]
    assert bool(pagination.previous) is (page > 1)
    assert bool(pagination.next) is (page < pages)
    assert len(list(pagination.links)) <= 7


@given(SCORES, SCORES)
def test_a_change_and_its_reverse_point_opposite_ways(before: Decimal, after: Decimal) -> None:
    there, back = ui.Change(before, after), ui.Change(after, before)
    assert there.size == back.size == abs(after - before)
    opposite = {"up": "down", "down": "up", "same": "same"}
    assert opposite[there.direction] == back.direction
    fewer = ui.Change(before, after, ui.Better.LOWER)
    assert fewer.tone == back.tone


def test_a_change_without_a_year_to_compare_says_why() -> None:
    markup = draw(ui.Change(None, D(3), reason="考核项已拆分"))
    assert "不可比" in markup
    assert "考核项已拆分" in markup


@given(SCORES, st.decimals(0, 100, places=2))
def test_a_bar_never_leaves_its_track(value: Decimal, full: Decimal) -> None:
    assert 0 <= D(ui.Meter(value, full).percent) <= 100


def test_a_score_that_could_not_be_measured_has_no_bar() -> None:
    markup = draw(ui.Meter(None, D(16)))
    assert "—" in markup
    assert "meter-bar" not in markup


def test_decimals_keep_their_digits() -> None:
    assert plain(D("84.60")) == "84.60"
    assert plain(D("1E+2")) == "100"
    assert plain(date(2026, 3, 2)) == "2026年3月2日"
    assert plain(0) == "0"


def test_a_table_refuses_a_row_of_another_length() -> None:
    with pytest.raises(ValueError, match="row 2 has 1 cells, 2 columns"):
        ui.Table(
            "得分",
            (ui.Column("a", "单位"), ui.Column("b", "总分")),
            (ui.Row.of("甲局", 1), ui.Row.of("乙局")),
        )


def test_a_table_says_what_it_is_even_when_empty() -> None:
    markup = ui_table(ui.Table("申诉", (ui.Column("a", "单位"),), (), empty="没有申诉。"))
    assert "<caption>申诉</caption>" in markup
    assert "没有申诉。" in markup


@pytest.mark.parametrize(
    "component",
    [
        ui.Badge("<b>"),
        ui.Link("<b>", '"><b>'),
        ui.Stack.of("<b>", "x"),
        ui.Notice("<b>", "<b>", items=("<b>",)),
        ui.Empty("<b>"),
        ui.Summary.of(("<b>", "<b>")),
        ui.Figures((ui.Figure("<b>", "<b>", "<b>", "<b>"),)),
        ui.Tabs("<b>", (ui.Tab("<b>", "?<b>"),)),
        ui.Steps("<b>", (ui.Step("<b>", note="<b>"),)),
        ui.Field("x", "<b>", values=("<b>",), hint="<b>", error="<b>"),
        ui.Field("x", "<b>", ui.FieldKind.SELECT, options=(ui.Option("<b>", "<b>"),)),
        ui.ErrorSummary((ui.ErrorItem("<b>", '"><b>'),)),
        ui.Table("<b>", (ui.Column("a", "<b>"),), (ui.Row.of("<b>", anchor='"><b>'),), note="<b>"),
        ui.Tree((ui.TreeNode("<b>", "<b>", inputs=(("<b>", "<b>"),), cites=("<b>",)),), "<b>"),
        ui.Breadcrumb.to("<b>", ("<b>", '"><b>')),
        ui.FilterBar((), "<b>", kept=(("<b>", "<b>"),)),
        ui.Chart(
            ui.ChartKind.BARS, "<b>", "<b>", ("<b>",), (ui.Series("<b>", (D(1),)),), unit="<b>"
        ),
        ui.Chart(
            ui.ChartKind.LINES,
            "<b>",
            "<b>",
            ("<b>",),
            (ui.Series("<b>", (D(1),)),),
            references=(ui.Reference(D(1), "<b>"),),
        ),
    ],
    ids=lambda component: type(component).__name__,
)
def test_words_are_never_markup(component: ui.Component) -> None:
    markup = draw_any(component)
    assert "&lt;b&gt;" in markup
    assert "<b><b>" not in markup
    assert "<b>" not in markup.replace("<b>&lt;b&gt;</b>", "").replace("<b>—</b>", "")


def test_a_named_tag_refuses_another_component() -> None:
    with pytest.raises(TypeError, match="expected Table, got Badge"):
        ui_table(ui.Badge("优秀"))  # type: ignore[arg-type]


def test_a_badge_of_an_unknown_tone_is_refused() -> None:
    with pytest.raises(ValueError, match="'golden' is not a valid Tone"):
        ui_badge("优秀", "golden")


def test_a_form_without_errors_has_no_summary() -> None:
    assert ui_errors(ui.ErrorSummary.of([ui.Field("a", "甲")])) == ""


def test_errors_lead_to_the_first_choice_of_a_group() -> None:
    options = (ui.Option("1", "一"), ui.Option("2", "二"))
    field = ui.Field("kind", "方式", ui.FieldKind.RADIO, options=options, error="请选择。")
    summary = ui.ErrorSummary.of([field], general=["表格是空的。"])
    assert [(item.message, item.target) for item in summary.items] == [
        ("表格是空的。", ""),
        ("请选择。", "id_kind_0"),
    ]
    assert 'id="id_kind_0"' in draw(field)
    assert summary.heading == "有 2 处需要改正"


def test_fields_of_one_name_in_two_forms_of_a_page_have_ids_of_their_own() -> None:
    reason = ui.Field("reason", "理由", hint="写明", error="没有写。")
    page = Template("{% for form in forms %}{% ui_form form %}{% endfor %}").render(
        Context(
            {
                "forms": [ui.Form((reason,), (ui.Button("退回"),)) for _ in range(3)],
                "csrf_token": "token",
            }
        )
    )
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for number in ("", "2", "3"):
        assert f'for="id{number}_reason"' in page
        assert f'href="#id{number}_reason"' in page
        assert f'aria-describedby="id{number}_reason_hint id{number}_reason_error"' in page


FORM = ui.Form((ui.Field("reason", "理由"),), (ui.Button("退回"),))


@pytest.mark.parametrize(
    "held", [FORM, ui.Stack.of("意见", FORM), ui.Cluster.of(ui.Stack.of(FORM))]
)
def test_a_form_inside_a_component_is_refused_because_it_would_have_no_token(
    held: ui.Component,
) -> None:
    page = Template("{% ui held %}")
    with pytest.raises(FormWithoutTokenError, match="ui_form"):
        page.render(Context({"held": held, "csrf_token": "token"}))


def test_a_form_of_a_page_without_a_request_is_refused() -> None:
    with pytest.raises(FormWithoutTokenError):
        Template("{% ui_form form %}").render(Context({"form": FORM}))


def test_words_about_forms_are_no_form() -> None:
    assert "&lt;form method=" in draw(ui.Link('<form method="post">', "/"))


class ReadingForm(forms.Form):
    points = forms.DecimalField(label="扣分", max_value=4, help_text="0.5的倍数")
    on = forms.DateField(label="日期", required=False)
    reading = forms.ChoiceField(
        label="口径", choices=[("low", "取下限"), ("up", "四舍五入")], widget=forms.RadioSelect
    )
    proofs = forms.MultipleChoiceField(
        label="佐证", choices=[("a", "纪要"), ("b", "台账")], widget=forms.CheckboxSelectMultiple
    )
    unit = forms.ChoiceField(label="单位", choices=[("u01", "甲局")])


def test_a_field_takes_everything_from_a_django_form() -> None:
    form = ReadingForm({"points": "9", "reading": "up", "proofs": ["a", "b"], "unit": "u01"})
    points = ui.Field.bound(form["points"], suffix="分")
    assert (points.kind, points.value, points.required) == (ui.FieldKind.NUMBER, "9", True)
    assert points.error
    assert points.described_by == "id_points_hint id_points_error"
    assert 'aria-invalid="true"' in draw(points)
    reading = ui.Field.bound(form["reading"])
    assert [choice.chosen for choice in reading.choices] == [False, True]
    assert ui.Field.bound(form["proofs"]).values == ("a", "b")
    assert ui.Field.bound(form["unit"]).kind is ui.FieldKind.SELECT
    assert ui.Field.bound(form["on"]).kind is ui.FieldKind.DATE
    assert not ui.Field.bound(form["on"]).required


def test_a_filter_bar_keeps_the_order_but_not_the_page() -> None:
    query = QueryDict("q=局&sort=-total&page=4")
    bar = ui.FilterBar.over(query, (ui.Field("q", "单位", values=("局",)),), result="共1个")
    assert bar.kept == (("sort", "-total"),)
    assert bar.active


def test_a_tree_is_open_to_the_depth_asked_for() -> None:
    leaf = ui.TreeNode("c", "丙", D(1), D(2), inputs=(("件数", "1"),))
    root = ui.TreeNode("a", "甲", children=(ui.TreeNode("b", "乙", children=(leaf,)),))
    for depth in range(4):
        assert ui_tree(root, open_depth=depth).count("<details open>") == depth


def test_a_node_with_nothing_to_open_is_not_a_control() -> None:
    markup = ui_tree(ui.TreeNode("a", "加分", D("0.00")))
    assert "<details" not in markup
    assert "0.00" in markup


def test_a_trimmed_table_has_no_column_without_a_word() -> None:
    columns = (ui.Column("a", "甲", header=True), ui.Column("b", "乙"), ui.Column("c", "丙"))
    rows = (ui.Row.of("一", None, ""), ui.Row.of("二", "", Decimal(0)))
    trimmed = ui.Table("表", columns, rows).trimmed()
    assert [column.key for column in trimmed.columns] == ["a", "c"]
    assert [row.cells for row in trimmed.rows] == [("一", ""), ("二", Decimal(0))]


def test_scores_are_sorted_downwards_at_the_first_click() -> None:
    assert ui.Sort("name").link("total", high_first=True) == "?sort=-total"
    assert ui.Sort("total", descending=True).link("total", high_first=True) == "?sort=total"
    assert ui.Sort("total").link("total", high_first=True) == "?sort=-total"
