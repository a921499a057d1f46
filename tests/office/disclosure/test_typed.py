"""What people type into the editor without its buttons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.disclosure.content import plain_text
from gongkai.disclosure.importing.sanitising import sanitised
from gongkai.office.disclosure.typed import as_html, as_typed, is_markup

LINE = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="<>&\u2028\u2029"),
    max_size=60,
)


def test_paragraphs_headings_and_a_table_copied_from_a_spreadsheet() -> None:
    typed = "一、总体情况\n价格平稳。\n品种\t价格\n尿素\t2.1\n\n（一）说明"
    assert as_html(typed) == (
        "<h2>一、总体情况</h2><p>价格平稳。</p>"
        '<table><thead><tr><th scope="col">品种</th><th scope="col">价格</th></tr></thead>'
        "<tbody><tr><td>尿素</td><td>2.1</td></tr></tbody></table><h3>（一）说明</h3>"
    )


def test_a_row_of_blanks_counts_only_beside_one_that_says_something() -> None:
    assert as_html("甲\t乙\n\t") == (
        '<table><thead><tr><th scope="col">甲</th><th scope="col">乙</th></tr></thead>'
        "<tbody><tr><td></td><td></td></tr></tbody></table>"
    )
    assert as_html("• 甲\n\t\n• 乙") == "<ul><li>甲</li><li>乙</li></ul>"


def test_marks_of_markup_are_text_where_no_element_stands() -> None:
    assert as_html("a < b & c > d") == "<p>a &lt; b &amp; c &gt; d</p>"


def test_markup_that_was_typed_is_left_alone() -> None:
    html = '<p>见<a href="https://example.cn/">附件</a></p><ol><li>甲</li></ol>'
    assert as_html(html) == html
    assert as_html(as_typed(html)) == html


def test_an_imported_text_of_plain_paragraphs_is_shown_as_one_types_it() -> None:
    html = "<p>一、补贴对象</p><p>种粮的农户。</p><p></p><p>A&amp;B</p>"
    assert as_typed(html) == "一、补贴对象\n种粮的农户。\nA&B"
    assert as_html(as_typed(html)) == "<h2>一、补贴对象</h2><p>种粮的农户。</p><p>A&amp;B</p>"


PICTURE = "images/0123456789abcdef0123.png"
IMPORTED = [
    ("<h2>总则</h2><h4>第一条</h4>", "# 总则\n### 第一条"),
    (
        '<p class="right">示例县财政局</p><p class="center">（草案）</p><p class="note">注</p>',
        "→ 示例县财政局\n↔ （草案）\n※ 注",
    ),
    (
        '<p>见<a href="https://example.cn/a">附件</a>，<strong>限期</strong>，m<sup>2</sup>，H<sub>2</sub>O',
        "见[附件](https://example.cn/a)，**限期**，m^{2}，H_{2}O",
    ),
    ("<p>甲<br>乙</p><ul><li>丙</li><li>丁</li></ul>", "甲↵乙\n• 丙\n• 丁"),
    (
        f'<figure><img src="{PICTURE}" alt="流程"><figcaption>图一</figcaption></figure>',
        f"![流程]({PICTURE}) 图一",
    ),
    (
        (
            "<table><tr><th><p>品种</p></th><th><p>价格</p></th></tr>"
            "<tr><td><p>尿素</p></td><td><p>2.1</p><p>（出厂）</p></td></tr></table>"
        ),
        "品种\t价格\n尿素\t2.1↵（出厂）",
    ),
    (
        "<table><caption>价格</caption><tbody><tr><td>甲</td><td>1</td></tr></tbody></table>",
        "【表 0】价格\n甲\t1",
    ),
    (
        (
            '<table><thead><tr><th rowspan="2">单位</th><th colspan="2">金额</th></tr>'
            "<tr><th>预算</th><th>决算</th></tr></thead>"
            '<tbody><tr><td>甲</td><td colspan="2" rowspan="2">无</td></tr><tr><td>乙</td></tr>'
            "</tbody></table>"
        ),
        "【表 2】\n单位\t金额\t<\n^\t预算\t决算\n甲\t无\t<\n乙\t^\t<",
    ),
    (
        (
            "<table><caption>低保</caption><tr><th>村</th><th>户</th></tr>"
            "<tr><th>东村</th><td>84</td></tr><tr><th>西村</th><td>13</td></tr></table>"
        ),
        "【表 首列】低保\n村\t户\n东村\t84\n西村\t13",
    ),
    ("<p># 不是标题</p><p>C:\\temp，a**b，[甲](乙</p>", "\\# 不是标题\nC:\\temp，a\\**b，[甲](乙"),
    ("<p>【表】见后</p><p>甲</p>", "\\【表】见后\n甲"),
    ("<ol><li>甲</li><li>乙</li></ol><p>№ 7</p>", "№ 甲\n№ 乙\n\\№ 7"),
    (
        (
            "<table><tr><th>户</th><th>元</th></tr></table>"
            "<table><tr><th>户</th><th>元</th></tr><tr><td></td><td></td></tr></table>"
        ),
        "户\t元\n【表】\n户\t元\n\t",
    ),
]


@pytest.mark.parametrize(("html", "typed"), IMPORTED)
def test_an_imported_text_is_shown_without_a_tag_and_loses_nothing(html: str, typed: str) -> None:
    stored = sanitised(html)
    assert as_typed(stored) == typed
    again = sanitised(as_html(typed))
    assert as_typed(again) == typed
    assert plain_text(again).split() == plain_text(stored).split()


BEYOND = [
    "<p>见<em>附件</em></p>",
    '<ol class="notes"><li id="note-footnote-1">甲</li></ol>',
    "<table><tbody><tr><td>1</td><th>甲</th></tr></tbody></table>",
    "<table><tbody><tr><td>只有一列</td></tr></tbody></table>",
    '<p>见<sup><a href="#note-footnote-1" id="note-footnote-ref-1">[1]</a></sup></p>',
    "<ul><li>甲<ul><li>乙</li></ul></li></ul>",
    f"<p>{'<strong>' * 400}甲{'</strong>' * 400}</p>",
    f"<table><tr>{'<td colspan=999 rowspan=999>甲</td>' * 200}</tr></table>",
]


@pytest.mark.parametrize("html", BEYOND)
def test_what_has_no_mark_is_shown_in_lines_and_comes_back_unchanged(html: str) -> None:
    stored = sanitised(f"<p>总则</p>{html}")
    shown = as_typed(stored)
    assert is_markup(shown)
    assert shown.splitlines()[0] == "<p>总则</p>"
    assert as_html(shown.replace("\n", "\r\n")) == stored


def test_what_was_typed_comes_back_as_it_was_typed() -> None:
    typed = "一、总体情况\n价格平稳。\n品种\t价格\n尿素\t2.1"
    assert as_typed(as_html(typed)) == typed


@given(st.lists(LINE, max_size=8))
def test_nothing_is_lost_between_typing_and_storing(lines: list[str]) -> None:
    html = as_html("\n".join(lines))
    assert as_html(as_typed(html)) == html
    assert as_html(as_typed(sanitised(html))) == sanitised(html)
