"""English is complete, compiled, and nothing on a page escapes it."""

import gettext
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.ui import catalogue
from gongkai.ui.catalogue import CATALOGUE, PACKAGE, Message

MEND = "run: python -m gongkai.ui.catalogue"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
MARKED = re.compile(
    r"\{#.*?#\}"
    r"|\{% translate \".*?\".*?%\}"
    r"|\{% blocktranslate.*?endblocktranslate %\}"
    r"|_\(\".*?\"\)"
    r"|\{% comment %\}.*?\{% endcomment %\}"
    r"|<svg class=\"site-seal\".*?</svg>",
    re.DOTALL,
)


def test_the_catalogue_has_every_string_of_the_code_and_no_other() -> None:
    assert set(catalogue.read()) == set(catalogue.collect()), MEND


def test_every_string_has_english() -> None:
    missing = [message.text for message in catalogue.read().values() if not message.is_translated]
    assert missing == []


def test_english_has_no_chinese_in_it() -> None:
    mixed = [m.english for m in catalogue.read().values() if CHINESE.search("".join(m.english))]
    assert mixed == []


def test_names_to_be_filled_in_are_the_same_in_both_languages() -> None:
    names = re.compile(r"%\([a-z_]+\)[sd]")
    for message in catalogue.read().values():
        source = set(names.findall(message.text))
        assert all(set(names.findall(form)) == source for form in message.english), message


def test_the_compiled_catalogue_is_the_written_one() -> None:
    compiled = CATALOGUE.with_suffix(".mo").read_bytes()
    assert compiled == catalogue.compiled(catalogue.read()), MEND


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_chinese_stands_in_a_template_unmarked(path: Path) -> None:
    rest = MARKED.sub("", path.read_text(encoding="utf-8"))
    assert [line for line in rest.splitlines() if CHINESE.search(line)] == []


@given(st.dictionaries(st.tuples(st.sampled_from(["", "变化"]), WORDS), WORDS, max_size=20))
def test_what_is_compiled_is_what_gettext_reads(words: dict[tuple[str, str], str]) -> None:
    messages = {key: Message(key[1], key[0], english=(english,)) for key, english in words.items()}
    read = gettext.GNUTranslations(io.BytesIO(catalogue.compiled(messages)))
    for (context, text), english in words.items():
        found = read.pgettext(context, text) if context else read.gettext(text)
        assert found == english


def test_plurals_follow_english(tmp_path: Path) -> None:
    message = Message("%(n)s 个", "", "%(n)s 个", ("%(n)s unit", "%(n)s units"))
    path = tmp_path / "django.po"
    catalogue.write({message.key: message}, path)
    again = catalogue.read(path)
    assert again == {message.key: message}
    read = gettext.GNUTranslations(io.BytesIO(catalogue.compiled(again)))
    assert read.ngettext("%(n)s 个", "%(n)s 个", 1) == "%(n)s unit"
    assert read.ngettext("%(n)s 个", "%(n)s 个", 2) == "%(n)s units"


@given(WORDS, WORDS)
def test_a_catalogue_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, text: str, english: str
) -> None:
    path = tmp_path_factory.mktemp("po") / "django.po"
    message = Message(text, english=(english,))
    catalogue.write({message.key: message}, path)
    assert catalogue.read(path) == {message.key: message}


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "django.po"
    path.write_text('msgid "a"\nmsgstr "b"\nnonsense here\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"django\.po:3 .*nonsense here"):
        catalogue.read(path)


def test_strings_are_found_in_code_and_in_templates(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "a.py").write_text('x = _("甲") + pgettext("境", "乙")', encoding="utf-8")
    (tmp_path / "templates" / "a.html").write_text(
        '{% translate "丙" %}{{ x|default:_("丁") }}'
        "{% blocktranslate with n=x trimmed %}\n  共 {{ n }} 个\n{% endblocktranslate %}",
        encoding="utf-8",
    )
    found = {(m.context, m.text) for m in catalogue.collect(tmp_path).values()}
    assert found == {("", "甲"), ("境", "乙"), ("", "丙"), ("", "丁"), ("", "共 %(n)s 个")}


def test_synchronising_keeps_english_and_reports_what_is_new(tmp_path: Path) -> None:
    path = tmp_path / "django.po"
    (tmp_path / "a.py").write_text('x = _("甲") + _("乙")', encoding="utf-8")
    old = [Message("甲", english=("A",)), Message("旧", english=("gone",))]
    catalogue.write({message.key: message for message in old}, path)
    missing = catalogue.synchronise(path, tmp_path)
    assert [message.text for message in missing] == ["乙"]
    assert {m.text: m.english for m in catalogue.read(path).values()} == {"甲": ("A",), "乙": ("",)}
