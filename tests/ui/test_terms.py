"""Words of the trade are explained where they stand, without scripts."""

import re
from pathlib import Path

import pytest

import gongkai
from gongkai.ui.templatetags.ui import draw
from gongkai.ui.terms import TERMS, terms

_TAG = re.compile(r'ui_terms "([^"]*)"')


def test_the_line_names_the_words_and_unfolds_to_what_they_mean() -> None:
    shown = str(draw(terms("pack reading")))
    assert "<summary>名词解释：规则包、口径</summary>" in shown
    assert "每条都注明原文出处" in shown


def test_an_unknown_word_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        terms("pack nothing")


def test_every_word_a_screen_explains_is_there_and_every_word_is_used() -> None:
    folder = Path(gongkai.__file__).parent
    pages = [path.read_text(encoding="utf-8") for path in folder.rglob("templates/**/*.html")]
    used = {name for page in pages for names in _TAG.findall(page) for name in names.split()}
    assert used == set(TERMS)
