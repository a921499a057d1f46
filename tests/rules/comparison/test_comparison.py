"""Comparison of two editions: nothing is lost, and the result can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.comparison import (
    BlockKind,
    Change,
    FieldKind,
    FieldValue,
    Segment,
    compare_bodies,
    compare_editions,
    compare_entries,
    compare_tables,
    compare_texts,
    summary,
)
from gongkai.rules.comparison.blocks import blocks_of

CHINESE = st.text(alphabet="公开政府信息的了在2026年。，；\n 、AB", max_size=80)
ROWS = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.tuples(*[st.sampled_from(["预算", "决算", "公开", "3", ""])] * width), max_size=6
    )
)


def spelt(segments: tuple[Segment, ...], *changes: Change) -> str:
    return "".join(one.text for one in segments if one.change in changes)


def field(field_id: str, title: str, value: str, kind: FieldKind = FieldKind.PLAIN) -> FieldValue:
    return FieldValue(id=field_id, title=title, kind=kind, value=value)


@given(CHINESE, CHINESE)
def test_segments_spell_both_texts(old: str, new: str) -> None:
    segments = compare_texts(old, new)
    assert spelt(segments, Change.SAME, Change.REMOVED) == old
    assert spelt(segments, Change.SAME, Change.ADDED) == new
    assert all(one.text and one.change is not Change.CHANGED for one in segments)


@given(CHINESE)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert {one.change for one in compare_texts(text, text)} <= {Change.SAME}


@given(st.lists(CHINESE, max_size=6), st.lists(CHINESE, max_size=6))
def test_entries_are_never_cut(old: list[str], new: list[str]) -> None:
    found = compare_entries(old, new)
    assert [one.text for one in found if one.change is not Change.ADDED] == old
    assert [one.text for one in found if one.change is not Change.REMOVED] == new


def test_a_year_is_one_change_and_a_removed_sentence_another() -> None:
    old = "应当在2025年3月1日前报送。逾期的通报批评。由办公室解释。"
    new = "应当在2026年3月1日前报送。由办公室解释。"
    assert compare_texts(old, new) == (
        Segment(Change.SAME, "应当在"),
        Segment(Change.REMOVED, "2025"),
        Segment(Change.ADDED, "2026"),
        Segment(Change.SAME, "年3月1日前报送。"),
        Segment(Change.REMOVED, "逾期的通报批评。"),
        Segment(Change.SAME, "由办公室解释。"),
    )


def test_chance_characters_between_changes_are_swallowed() -> None:
    found = compare_texts(
        "本办法由县政府办公室负责解释，自印发之日起施行。",
        "本办法由县司法局政务室负责解释，自印发之日起施行。",
    )
    assert [one.change for one in found] == [
        Change.SAME,
        Change.REMOVED,
        Change.ADDED,
        Change.SAME,
    ]


def test_a_sentence_written_anew_is_shown_whole() -> None:
    found = compare_texts("甲乙丙丁戊己庚辛。", "春夏秋冬东南西北。")
    assert found == (
        Segment(Change.REMOVED, "甲乙丙丁戊己庚辛。"),
        Segment(Change.ADDED, "春夏秋冬东南西北。"),
    )


def test_a_very_long_sentence_is_compared_by_its_clauses() -> None:
    clauses = [f"第{number}项由财政局负责" for number in range(200)]
    old = "，".join(clauses)
    new = old.replace("第77项由财政局", "第77项由审计局")
    found = compare_texts(old, new)
    assert spelt(found, Change.REMOVED) == "财政"
    assert spelt(found, Change.ADDED) == "审计"


def test_markup_that_only_sets_type_is_no_change() -> None:
    found = compare_bodies("<p>为了<b>规范</b> 公开</p>", "<div><p>为了规范 公开</p></div>")
    assert [one.change for one in found] == [Change.SAME]


def test_a_link_that_leads_elsewhere_is_a_change() -> None:
    (found,) = compare_bodies('<p>见<a href="/a">附件</a></p>', '<p>见<a href="/b">附件</a></p>')
    assert found.change is Change.CHANGED
    assert found.segments == (Segment(Change.SAME, "见附件"),)
    assert found.targets == (Segment(Change.REMOVED, "/a"), Segment(Change.ADDED, "/b"))


def test_an_inserted_paragraph_leaves_its_neighbours_alone() -> None:
    old = "<p>第一条 公开目录。</p><p>第二条 公开指南。</p>"
    new = "<p>第一条 公开目录。</p><p>新的一条，另有所指。</p><p>第二条 公开指南。</p>"
    assert [one.change for one in compare_bodies(old, new)] == [
        Change.SAME,
        Change.ADDED,
        Change.SAME,
    ]


def test_a_long_body_changed_throughout_is_still_paired() -> None:
    old = "".join(f"<p>第{n}条 各单位在{n}日内公开信息并备案。</p>" for n in range(400))
    found = compare_bodies(old, old.replace("备案", "登记"))
    assert len(found) == 400
    assert {one.change for one in found} == {Change.CHANGED}


def test_images_and_tables_are_blocks_of_their_own() -> None:
    body = '<p>图</p><img src="a.png" alt="流程图"><table><tr><td>甲</td></tr></table>'
    kinds = [one.kind for one in blocks_of(body)]
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.IMAGE, BlockKind.TABLE]


def test_merged_cells_keep_the_columns_below_them_in_place() -> None:
    body = (
        "<table><tr><th colspan=2>公开事项</th><th>时限</th></tr>"
        "<tr><td rowspan=2>预算</td><td>说明</td><td>20日</td></tr>"
        "<tr><td>报表</td><td>7日</td></tr></table>"
    )
    assert blocks_of(body)[0].rows == (
        ("公开事项", "", "时限"),
        ("预算", "说明", "20日"),
        ("", "报表", "7日"),
    )


@given(st.text(alphabet="<>/ptdrhable=\"'&;abc 公开2", max_size=120))
def test_broken_markup_never_raises_and_loses_no_text_outside_of_tags(markup: str) -> None:
    found = compare_bodies("", f"<p>公开指南</p>{markup}")
    assert found[0].segments[0].text.startswith("公开指南")


def test_a_new_column_does_not_make_every_cell_new() -> None:
    columns, rows = compare_tables(
        (("事项", "时限"), ("预算", "20日"), ("决算", "20日")),
        (("事项", "主体", "时限"), ("预算", "财政局", "20日"), ("决算", "财政局", "7日")),
    )
    assert columns == (Change.SAME, Change.ADDED, Change.SAME)
    assert [cell.change for cell in rows[1].cells] == [Change.SAME, Change.ADDED, Change.SAME]
    assert rows[2].cells[2].change is Change.CHANGED


def test_a_head_in_other_words_keeps_its_column() -> None:
    columns, rows = compare_tables(
        (("公开时限", "主体"), ("20日", "甲")), (("何时公开给群众看", "主体"), ("20日", "甲"))
    )
    assert columns == (Change.SAME, Change.SAME)
    assert [row.change for row in rows] == [Change.CHANGED, Change.SAME]


@given(ROWS, ROWS)
def test_table_cells_spell_both_tables(
    old: list[tuple[str, ...]], new: list[tuple[str, ...]]
) -> None:
    columns, rows = compare_tables(tuple(old), tuple(new))
    assert all(len(row.cells) == len(columns) for row in rows)
    for table, gone, side in (
        (old, Change.ADDED, Change.REMOVED),
        (new, Change.REMOVED, Change.ADDED),
    ):
        kept = [
            tuple(
                spelt(cell.segments, Change.SAME, side)
                for cell, column in zip(row.cells, columns, strict=True)
                if column is not gone
            )
            for row in rows
            if row.change is not gone
        ]
        assert kept == table


def test_the_summary_counts_paragraphs_tables_and_names_fields() -> None:
    old = "<p>一</p><p>第二段的内容是旧的。</p><table><tr><td>预算</td><td>1</td></tr></table>"
    new = "<p>第二段的内容是新的。</p><table><tr><td>预算</td><td>2</td></tr></table>"
    found = compare_editions(
        [field("body", "正文", old, FieldKind.HTML), field("until", "有效期", "2026-12-31")],
        [field("body", "正文", new, FieldKind.HTML), field("until", "有效期", "2027-12-31")],
    )
    assert summary(found) == "改了 1 段、1 个表格、有效期；删去了 1 段"
    assert [one.id for one in found.changed] == ["body", "until"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", "张三", "增加了联系人"),
        ("张三", "", "删去了联系人"),
        ("张三", "李四", "改了联系人"),
        ("张三", "张三", "没有改动"),
    ],
)
def test_a_field_is_named_by_what_became_of_it(old: str, new: str, said: str) -> None:
    fields = ([field("contact", "联系人", old)], [field("contact", "联系人", new)])
    assert summary(compare_editions(*fields)) == said


def test_a_first_edition_is_all_new_and_a_dropped_field_is_removed() -> None:
    first = compare_editions([], [field("files", "附件", "甲.pdf\n乙.pdf", FieldKind.LIST)])
    assert first.fields[0].change is Change.ADDED
    assert len(first.fields[0].segments) == 2
    dropped = compare_editions([field("note", "备注", "有")], [])
    assert dropped.fields[0].change is Change.REMOVED
