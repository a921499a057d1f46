"""Chinese text cut into what the index looks up: words, pairs of characters, characters.

Words come from a dictionary (rjieba's, with the terms of government added) and make ranking
good. Pairs are exact: whatever the dictionary thinks, a text of two characters or more is found
wherever it stands. Words are cut without guessing new ones (HMM), so that a query and a text
are cut alike.
"""

import hashlib
import re
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from itertools import accumulate
from operator import add
from typing import Final

import rjieba

from gongkai.search.folding import HAN, close_gaps

_RUNS: Final = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
_IS_HAN: Final = re.compile(rf"[{HAN}]")
KNOWN_LENGTH: Final = 3  # two characters are a pair
MAX_LETTERS: Final = 64
"""Longest run of letters or digits kept as one term; what is longer is no word."""


def data_lines(name: str) -> tuple[str, ...]:
    """The entries of a data file of this package, without comments and empty lines."""
    text = (files("gongkai.search") / "data" / name).read_text(encoding="utf-8")
    lines = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


@cache
def domain_words() -> tuple[str, ...]:
    """The terms of government and all synonyms, in the order of the data files."""
    terms = [word for line in data_lines("words.txt") for word in line.split()]
    for line in data_lines("synonyms.txt"):
        terms += [word for side in line.split("=>") for word in names_in(side)]
    return tuple(dict.fromkeys(terms))


def names_in(side: str) -> list[str]:
    """The terms of one side of a line of synonyms."""
    return [word.strip() for word in side.split("、") if word.strip()]


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(word for line in data_lines("stop_words.txt") for word in line.split())


@cache
def _segmenter() -> rjieba.Jieba:
    segmenter = rjieba.Jieba()
    for word in domain_words():
        if not segmenter.has_word(word):  # a known word keeps the weight it has in real texts
            segmenter.add_word(word, None, None)
    return segmenter


@cache
def dictionary_version() -> str:
    """Changes when texts would be cut differently; such an index still answers, less fast."""
    terms = "\n".join((version("rjieba"), *domain_words()))
    return hashlib.sha256(terms.encode()).hexdigest()[:16]


def is_han(text: str) -> bool:
    """Whether the text begins with a Chinese character."""
    return _IS_HAN.match(text) is not None


def runs(folded: str) -> list[str]:
    """The unbroken runs of Chinese characters, and of letters and digits, in order."""
    return [run[:MAX_LETTERS] if not is_han(run) else run for run in _RUNS.findall(folded)]


def index_words(folded: str) -> list[str]:
    """Every dictionary word of two characters or more, short ones inside long ones included."""
    cut = _segmenter().cut_for_search(close_gaps(folded), hmm=False)
    return [word for word in cut if len(word) > 1 and word[0].isalnum()]


def word_edges(text: str) -> frozenset[int]:
    """The places where a word of the text begins or ends."""
    return frozenset(accumulate(map(len, _segmenter().cut(text, hmm=False)), initial=0))


def known_words(folded: str) -> set[str]:
    """Every longer dictionary word that stands anywhere in the text, however it is cut.

    For these words alone the answer is exact, without looking at pairs and their order.
    """
    everywhere = _segmenter().cut_all(close_gaps(folded))
    return {word for word in everywhere if len(word) >= KNOWN_LENGTH and is_han(word)}


def is_known(word: str) -> bool:
    """Whether ``known_words`` gives this word for every text that contains it."""
    return len(word) >= KNOWN_LENGTH and _segmenter().has_word(word)


def pairs(folded: str) -> list[str]:
    """Overlapping pairs of characters; letters and digits in one piece; a lone character alone.

    Their order is that of the text, so a phrase is a row of neighbours.
    """
    found: list[str] = []
    for run in runs(close_gaps(folded)):
        if len(run) > 1 and is_han(run):
            found += map(add, run, run[1:])
        else:
            found.append(run)
    return found


def is_stop_word(word: str) -> bool:
    """Whether a word says nothing about what is looked for."""
    return word in _stop_words()


def characters(folded: str) -> set[str]:
    """The Chinese characters that occur."""
    return set(_IS_HAN.findall(folded))


def query_words(run: str) -> list[str]:
    """Cut one run of a query into words that must all occur.

    Single characters join their neighbour (公 + 租房): alone they would match nearly every
    text. Words that carry no meaning are dropped while another word remains.
    """
    joined: list[str] = []
    leading = ""
    for word in _segmenter().cut(run, hmm=False):
        if is_stop_word(word):
            joined.append("")
        elif len(word) > 1 and not (leading and joined and joined[-1] == leading):
            joined.append(word)
            leading = ""
        elif joined and joined[-1]:
            joined[-1] += word
            leading = ""
        else:
            joined.append(word)
            leading = word
    return [word for word in joined if word] or [run]
