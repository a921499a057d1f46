"""What people type into the editor without its buttons."""

from hypothesis import given
from hypothesis import strategies as st

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
        "<table><thead><tr><th>品种</th><th>价格</th></tr></thead>"
        "<tbody><tr><td>尿素</td><td>2.1</td></tr></tbody></table><h3>（一）说明</h3>"
    )


def test_marks_of_markup_are_text_where_no_element_stands() -> None:
    assert as_html("a < b & c > d") == "<p>a &lt; b &amp; c &gt; d</p>"


def test_imported_text_is_left_alone() -> None:
    html = '<p>见<a href="https://example.cn/">附件</a></p>'
    assert as_html(html) == html
    assert as_typed(html) == html


def test_an_imported_text_of_plain_paragraphs_is_shown_as_one_types_it() -> None:
    html = "<p>一、补贴对象</p><p>种粮的农户。</p><p></p><p>A&amp;B</p>"
    assert as_typed(html) == "一、补贴对象\n种粮的农户。\n\nA&B"
    assert as_html(as_typed(html)) == "<h2>一、补贴对象</h2><p>种粮的农户。</p><p>A&amp;B</p>"


def test_other_imported_text_is_shown_in_lines_and_comes_back_unchanged() -> None:
    html = '<h2>总则</h2><p>见<a href="https://example.cn/">附件</a>。</p><ul><li>甲</li></ul>'
    shown = as_typed(html)
    assert shown.splitlines()[0] == "<h2>总则</h2>"
    assert is_markup(shown)
    assert as_html(shown.replace("\n", "\r\n")) == html


def test_what_was_typed_comes_back_as_it_was_typed() -> None:
    typed = "一、总体情况\n价格平稳。\n品种\t价格\n尿素\t2.1"
    assert as_typed(as_html(typed)) == typed


@given(st.lists(LINE, max_size=8))
def test_nothing_is_lost_between_typing_and_storing(lines: list[str]) -> None:
    html = as_html("\n".join(lines))
    assert as_html(as_typed(html)) == html
    assert as_html(as_typed(sanitised(html))) == sanitised(html)
