"""No text costs more than its length: what took minutes or for ever is read in a moment."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

import pytest
from django.http import QueryDict

from gongkai.disclosure.content import plain_text
from gongkai.disclosure.importing.sanitising import sanitised
from gongkai.office.disclosure.details.rows import pasted
from gongkai.office.disclosure.typed import as_html, as_typed
from gongkai.portal.searching.query import kept, read
from gongkai.rules.document_numbers import parse_all
from gongkai.rules.recognition import recognise_text
from gongkai.rules.references import find_references
from gongkai.rules.text import find_form_faults, find_personal, mask_personal
from gongkai.search import MAX_CHARACTERS
from gongkai.ui import components as ui

SECONDS: Final = 5.0
"""Far more than any of these takes; what they once took is beyond it."""
LENGTH: Final = 100_000
READERS: Final[dict[str, Callable[[str], object]]] = {
    "recognise": recognise_text,
    "references": find_references,
    "numbers": parse_all,
    "personal": find_personal,
    "mask": mask_personal,
    "forms": find_form_faults,
    "sanitise": sanitised,
    "words": lambda text: plain_text(sanitised(text)),
    "paste": lambda text: pasted(text, ["a", "b"]),
    "typed": as_html,
    "stored": lambda text: as_typed(sanitised(text)),
}
PIECES: Final = (
    *("废止", "《", "《中", "〈〉", "（", "〔2024〕", "第1号、", "1\u200b", "住址1", "公告", "【"),
    *("**", "[甲", "![", "[甲](https://a", "^{", "甲\t乙\n", "^\t<\n", "• 甲\n", "【表】\n"),
    *("<strong>", '<td colspan="999" rowspan="999">'),
    *(" ", "\u3000", "\t", "1 ", "<ul><li>", "<div>", "<div><table></div>", '<a "', "<!--", "&"),
)


def seconds(read: Callable[[str], object], text: str) -> float:
    """How long a text takes to be read, whatever comes of it."""
    began = time.process_time()
    with suppress(ValueError):  # refused in words
        read(text)
    return time.process_time() - began


@pytest.mark.parametrize("name", READERS)
def test_repeated_pieces_take_time_by_length(name: str) -> None:
    slow = {}
    for piece in PIECES:
        taken = seconds(READERS[name], piece * (LENGTH // len(piece)))
        if taken > SECONDS:
            slow[piece] = taken
    assert slow == {}


def test_a_title_of_inner_marks_is_read_once() -> None:
    """Forty pairs of marks took longer than anybody would wait."""
    title = f"《{'〈〉' * 40}关于放假的通知"
    assert seconds(recognise_text, f"{title}\n各乡镇：\n现通知如下。") < SECONDS


def test_a_list_of_names_is_no_title_to_be_tried_in_every_length() -> None:
    assert seconds(recognise_text, "甲乙丙\n" * 6_000) < SECONDS


def test_very_large_texts_stay_what_they_are() -> None:
    row = '<tr><td>甲 &amp; 乙 &lt; “丙”</td><td colspan="2"><p>丁<br>戊</p><em>x</em></td></tr>'
    table = f"<table><tbody>{row * 1500}</tbody></table>"
    assert sanitised(table) == f"<table><tbody>{sanitised_row(row) * 1500}</tbody></table>"
    line = '<p>甲 &amp; <a href="https://a.example/?x=1&amp;y=2">乙</a></p>'
    assert sanitised(f"先 &lt;b&gt; {line * 2500}") == f"先 &lt;b&gt; {sanitised(line) * 2500}"


def sanitised_row(row: str) -> str:
    """A row as it stands cleaned in a table."""
    cleaned = sanitised(f"<table><tbody>{row}</tbody></table>")
    return cleaned.removeprefix("<table><tbody>").removesuffix("</tbody></table>")


def test_a_long_address_makes_no_long_page() -> None:
    years = "&".join(f"year={year}&column=c{year}&x{year}=1" for year in range(1000, 2600))
    query = kept(QueryDict(f"q={'公开' * 3000}&{years}&page=2"))
    assert len(ui.link_with(query, year="2026")) < 3_000
    asked = read(query)
    assert (len(asked.words), len(asked.filters.years), asked.page) == (MAX_CHARACTERS + 1, 20, 2)
    assert set(query) == {"q", "year", "column", "page"}
