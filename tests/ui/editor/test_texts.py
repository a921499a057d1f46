"""Whatever the server shows in the field survives the visual editor, and means the same to both."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import lxml.html
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement

from gongkai.disclosure.importing import import_bytes
from gongkai.disclosure.importing.sanitising import sanitised
from gongkai.office.disclosure.typed import as_html, as_typed, is_markup, writing
from tests.disclosure.importing.word import Word, png, repacked
from tests.office.disclosure.test_typed import BEYOND, IMPORTED, PICTURE
from tests.ui.editor.conftest import Ask

DOCUMENTS = Path(__file__).parents[4] / "shared" / "data" / "documents" / "documents.jsonl"

PARTS = ["\xa0", "**", "【表】", "](https://a.cn)", f"![图](images/{'a' * 20}.png)", "^{", "_{"]
PARTS += ["# ", "• ", "№ ", "一、", "\n"]
SIGN = st.sampled_from(
    [*"甲乙一二三、（）。；条表首列12 \u3000\t<>&^_*[]()!{}\\#→↔※•№↵【】|`~-+.", *PARTS]
)
TYPED = st.lists(SIGN, max_size=40).map("".join)

WORDS = st.text(st.sampled_from("甲乙一、（）。 <>&*[]^_{}\\#→•№↵\xa0　"), max_size=8).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
)
INLINE = st.recursive(
    st.one_of(WORDS, st.just("<br>"), st.just(f'<img src="{PICTURE}" alt="图">')),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>",
        st.sampled_from(["strong", "em", "s", "sup", "sub", 'a href="https://a.cn/"']),
        st.lists(inner, max_size=3),
    ),
    max_leaves=6,
)
LINE = st.lists(INLINE, max_size=3).map("".join)


def wrapped(tags: list[str], inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, text: f"<{tag}>{text}</{tag.split()[0]}>", st.sampled_from(tags), inner
    )


CELL = wrapped(["td", "th", 'td colspan="2"', 'td rowspan="2"', 'th scope="col"'], LINE) | wrapped(
    ["td"], wrapped(["p"], LINE)
)
ROWS = st.lists(
    st.lists(CELL, min_size=1, max_size=3).map(lambda cells: f"<tr>{''.join(cells)}</tr>"),
    min_size=1,
    max_size=3,
).map("".join)
TABLE = st.builds(
    lambda caption, head, body: f"<table>{caption}{head}<tbody>{body}</tbody></table>",
    st.just("") | wrapped(["caption"], LINE),
    st.just("") | wrapped(["thead"], ROWS),
    ROWS,
)
ITEM = st.recursive(
    wrapped(["li", 'li id="note-footnote-1"'], LINE | wrapped(["p"], LINE)),
    lambda inner: st.builds(
        lambda words, tag, items: f"<li>{words}<{tag}>{''.join(items)}</{tag}></li>",
        LINE,
        st.sampled_from(["ul", "ol"]),
        st.lists(inner, min_size=1, max_size=2),
    ),
    max_leaves=4,
)
LIST = wrapped(["ul", "ol", 'ol class="notes"'], st.lists(ITEM, max_size=3).map("".join))
FIGURE = st.builds(
    lambda caption: f'<figure><img src="{PICTURE}" alt="图">{caption}</figure>',
    st.just("") | wrapped(["figcaption"], LINE),
)
PARAGRAPH = wrapped(["p", "h2", "h3", "h4", 'p class="right"', 'p class="note"'], LINE)
BODY = st.lists(st.one_of(PARAGRAPH, TABLE, LIST, FIGURE), max_size=4).map("".join)
LOOSE = st.lists(st.one_of(PARAGRAPH, LINE, TABLE), max_size=4).map("".join)

MANY = settings(max_examples=200, deadline=None)


def stored(typed: str) -> str:
    return sanitised(as_html(typed))


def as_settled(html: str) -> str:
    """Return a text as the server takes it for granted: no paragraphs in cells, heads in order."""
    body = lxml.html.fragment_fromstring(html, create_parent="div")
    writing._tidy(body)
    return writing._written(body)


def meaning(html: str) -> list[tuple[str, ...]]:
    """Return what a text says: its blocks, and each sign with what it stands in.

    Which of two marks around a sign is the outer one means nothing; nor do blanks and empty lines.
    """
    body = lxml.html.fragment_fromstring(html, create_parent="div")
    return [*_said(body, ())]


def _said(element: HtmlElement, around: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield from _signs(element.text, around)
    for one in element:
        if one.tag in {"strong", "em", "s", "sup", "sub", "a"}:
            mark = one.tag + (one.get("href") or "")
            yield from _said(one, tuple(sorted({*around, mark})))
        else:
            says = [*_said(one, around)]
            if says or one.tag not in {
                "p",
                "h2",
                "h3",
                "h4",
                "li",
                "ul",
                "ol",
                "caption",
                "figcaption",
            }:
                names = sorted((name, value) for name, value in one.attrib.items())
                yield (f"<{one.tag} {names}>",)
                yield from says
                yield ("/",)
        yield from _signs(one.tail, around)


def _signs(text: str | None, around: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield from ((sign, *around) for sign in text or "" if not sign.isspace())


@pytest.mark.parametrize("html", [html for html, _ in IMPORTED] + BEYOND)
def test_what_the_server_shows_is_written_byte_for_byte(ask: Ask, html: str) -> None:
    shown = as_typed(sanitised(f"<p>总则</p>{html}"))
    assert ask("kept", shown)["text"] == shown


@pytest.mark.parametrize("html", [html for html, _ in IMPORTED])
def test_what_has_marks_is_shown_whole(ask: Ask, html: str) -> None:
    shown = as_typed(sanitised(html))
    said = ask("anew", shown)
    assert said["text"] == shown
    assert sanitised(said["markup"].replace("\n", "")) == stored(shown)
    assert ask("kept", shown)["kept"] == 0


@MANY
@given(typed=TYPED)
def test_typed_text_is_kept_and_read_as_the_server_reads_it(ask: Ask, typed: str) -> None:
    said = ask("kept", typed)
    assert said["text"] == typed
    again = ask("anew", typed)
    wanted = meaning(as_settled(stored(typed)))
    assert meaning(as_settled(stored(again["text"]))) == wanted
    assert meaning(as_settled(stored(again["markup"]))) == wanted


@MANY
@given(body=LOOSE)
def test_words_outside_of_any_block_are_kept(ask: Ask, body: str) -> None:
    shown = as_typed(sanitised(body))
    assert ask("kept", shown)["text"] == shown


@MANY
@given(body=BODY)
def test_stored_text_is_kept_and_loses_nothing_when_all_of_it_is_touched(
    ask: Ask, body: str
) -> None:
    shown = as_typed(sanitised(body))
    assert ask("kept", shown)["text"] == shown
    again = ask("anew", shown)["text"]
    assert meaning(as_settled(stored(again))) == meaning(as_settled(stored(shown)))
    assert ask("anew", again)["text"] == again


@MANY
@given(body=BODY, at=st.integers(0, 9))
def test_an_edit_leaves_every_other_block_as_it_was(ask: Ask, body: str, at: int) -> None:
    shown = as_typed(sanitised(body))
    said = ask("edited", shown, at, "又说了一句。")
    if said.get("skipped"):
        return
    for place, source in enumerate(said["sources"]):
        if source is not None and place != said["place"]:
            assert source in said["text"]
    assert "又说了一句。" in said["text"]


def test_an_imported_word_file_is_kept_with_its_table_picture_and_footnotes(ask: Ask) -> None:
    word = Word()
    word.add("示例县工作办法", style="Title")
    word.add("示例县人民政府").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    table = word.document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "项目"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "金额"
    table.cell(2, 0).text = "道路\n桥梁"
    word.document.add_picture(BytesIO(png()), width=Mm(10))
    word.raw('<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>')
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:id="2"><w:p><w:r><w:t>注释文字</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    data = repacked(word.data(), {"word/footnotes.xml": notes.encode()})
    html = import_bytes(data, "示例.docx").html
    shown = as_typed(html)
    assert is_markup(shown), "footnotes have no mark"
    assert ask("kept", shown) == {"text": shown, "kept": 0}, "and are shown nevertheless"
    again = stored(ask("anew", shown)["text"])
    assert meaning(as_settled(again)) == meaning(as_settled(html))


@pytest.mark.real
def test_real_documents_are_kept(ask: Ask) -> None:
    if not DOCUMENTS.exists():
        pytest.skip("the real documents are not beside the project")
    for line in DOCUMENTS.read_text(encoding="utf-8").splitlines():
        lines = json.loads(line)["body"].splitlines()
        html = sanitised("".join(f"<p>{one}</p>" for one in lines))
        shown = as_typed(html)
        assert ask("kept", shown) == {"text": shown, "kept": 0}
        assert stored(ask("anew", shown)["text"]) == stored(shown)
