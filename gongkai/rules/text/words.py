"""Words that must not stand in what is published: secrecy marks, inner notes, repealed law.

The words themselves are data (``checks.yaml`` of the national pack); here is only how they are
found: in any spelling of width and spaces, in one sentence with or without certain others.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from gongkai.rules.text.normal import normal

_SENTENCE = re.compile(r"[^\n。;!?]+")


class Grade(StrEnum):
    """What a finding means for publication."""

    BLOCK = "block"
    WARN = "warn"
    NOTE = "note"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return {"block": "不得公开", "warn": "请核对", "note": "提示"}[self.value]


class Where(StrEnum):
    """Where a word counts: anywhere, or only as a whole paragraph (a marking)."""

    ANYWHERE = "anywhere"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRule:
    """A list of words, what they mean, and the mend.

    ``near``: one of these must stand in the same sentence. ``unless``: none of these may.
    """

    id: str
    title: str
    grade: Grade
    words: tuple[str, ...]
    mend: str
    where: Where = Where.ANYWHERE
    near: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class WordHit:
    """A word of a rule at ``text[start:end]``."""

    rule: WordRule
    start: int
    end: int
    text: str


def find_words(text: str, rules: Iterable[WordRule]) -> tuple[WordHit, ...]:
    """Return every word of the rules in a paragraph, in order. Never raises."""
    plain = normal(text)
    found = [hit for rule in rules for hit in _hits(plain, text, rule)]
    return tuple(sorted(found, key=lambda hit: (hit.start, -hit.end)))


def any_word(rules: Iterable[WordRule]) -> Callable[[str], bool]:
    """Return what tells whether a text may hold a word of the rules: most texts hold none."""
    words = "|".join(_pattern(rule.words).pattern for rule in rules if rule.words)
    search = re.compile(words or r"(?!)").search
    return lambda text: search(normal(text)) is not None


def _hits(plain: str, text: str, rule: WordRule) -> Iterator[WordHit]:
    pattern = _pattern(rule.words)
    if rule.where is Where.PARAGRAPH:
        body = plain.strip(" \t\n\u200b()〔〕[]【】*")
        match = pattern.fullmatch(body)
        if match is not None:
            start = plain.index(body)
            yield WordHit(rule, start, start + len(body), text[start : start + len(body)])
        return
    for sentence in _SENTENCE.finditer(plain):
        matches = list(pattern.finditer(plain, *sentence.span()))
        if matches and _counts(sentence[0], rule):
            for match in matches:
                yield WordHit(rule, match.start(), match.end(), text[match.start() : match.end()])


def _counts(sentence: str, rule: WordRule) -> bool:
    if rule.near and not _pattern(rule.near).search(sentence):
        return False
    return not (rule.unless and _pattern(rule.unless).search(sentence))


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of the words, longest first, with spaces allowed between characters."""
    longest = sorted((normal(word) for word in words), key=len, reverse=True)
    return re.compile("|".join(map(_spaced, longest)))


def _spaced(word: str) -> str:
    """``15 个`` also finds ``15个``, but never the end of ``115 个``."""
    inner = r"[ \t\u200b]*".join(re.escape(char) for char in word if not char.isspace())
    return rf"(?<![0-9]){inner}" if word[:1].isdigit() else inner
