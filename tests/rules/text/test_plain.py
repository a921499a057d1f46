"""Marks nobody sees are taken out; whatever is left, every format and database holds."""

import json
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.text.plain import is_plain, plain


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_left_is_held_by_every_format(text: str) -> None:
    kept = plain(text)
    assert is_plain(kept)
    assert plain(kept) == kept
    kept.encode("utf-8")
    assert "\\u0000" not in json.dumps(kept)
    element = ET.Element("t")
    element.text = kept.replace("\r", "\n")
    assert (ET.fromstring(ET.tostring(element)).text or "") == element.text


@given(st.text(st.characters(categories=("L", "N", "P", "Z", "S"))))
def test_words_stay_as_they_were_typed(text: str) -> None:
    assert plain(text) == text
    assert is_plain(text)


def test_breaks_of_a_paragraph_become_lines_and_nothing_turns_a_name_round() -> None:
    assert plain("第一行\v第二行\f第三行\r\n\t完") == "第一行\n第二行\n第三行\r\n\t完"
    assert plain("附件\u202egpj.exe") == "附件gpj.exe"
    assert plain("a\0b\ud800c") == "abc"
