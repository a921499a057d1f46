"""Synthetic official documents: real words, Zipf's law, the same for every contender.

The vocabulary is what both the dictionary of pypinyin and that of the segmenter know, with the
terms of government among it, in an order drawn once. Nothing is kept on disk: each process draws
the same documents again.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt
import rjieba
from pypinyin.phrases_dict import phrases_dict

from gongkai.search import PUBLIC, Document, Named, Validity
from gongkai.search.words import domain_words, is_han

WORDS: Final = 30_000
BODY_WORDS: Final = 60
UNITS: Final = 300
COLUMNS: Final = 60
_PART: Final = 10_000
_KINDS: Final = ("通知", "公告", "意见", "办法", "方案", "批复")
_VALIDITY: Final = (*[Validity.EFFECTIVE] * 16, Validity.NONE, Validity.REPEALED, Validity.EXPIRED)
_FIRST: Final = date(2008, 1, 1)
_DAYS: Final = 6_500

Numbers = npt.NDArray[np.int64]


@cache
def vocabulary() -> tuple[str, ...]:
    """The words, the most frequent first."""
    segmenter = rjieba.Jieba()
    known = sorted(
        word for word in phrases_dict if 2 <= len(word) <= 4 and segmenter.has_word(word)
    )
    order = np.random.default_rng(7).permutation(len(known))
    words = [known[place] for place in order if is_han(known[place])][:WORDS]
    for place, term in enumerate(domain_words()):
        words.insert(20 + place * 9, term)
    return tuple(dict.fromkeys(words))[:WORDS]


@cache
def _cumulative() -> npt.NDArray[np.float64]:
    weights = 1 / (np.arange(len(vocabulary())) + 2.7)
    return np.asarray(np.cumsum(weights) / weights.sum(), dtype=np.float64)


def document_frequency(rank: int) -> float:
    """The share of documents that contain the word of a rank, by expectation."""
    weights = np.diff(_cumulative(), prepend=0.0)
    return float(1 - (1 - weights[rank]) ** (BODY_WORDS + 2))


def documents(count: int) -> Iterator[Document]:
    """The first ``count`` documents."""
    for start in range(0, count, _PART):
        size = min(_PART, count - start)
        draw = np.random.default_rng(1_000_003 + start)
        ranks = np.searchsorted(_cumulative(), draw.random((_PART, BODY_WORDS + 2)))
        facts = draw.integers(0, 2**31, (_PART, 6))
        for place in range(size):
            yield _document(start + place, ranks[place].tolist(), facts[place].tolist())


def _document(number: int, ranks: list[int], facts: list[int]) -> Document:
    words = vocabulary()
    text = [words[rank] for rank in ranks]
    unit, column, kind, day, state, level = facts
    name = _KINDS[kind % len(_KINDS)]
    lines = ["，".join("".join(text[at : at + 4]) for at in range(at, at + 12, 4))
             for at in range(2, len(text), 12)]  # fmt: skip
    published = _FIRST + timedelta(days=day % _DAYS)
    return Document(
        id=f"d{number}",
        title=f"关于{text[0]}{text[1]}的{name}",
        body="。\n".join(lines) + "。",
        level=PUBLIC if level % 20 else "internal",
        url=f"/items/{number}/",
        unit=Named(f"u{unit % UNITS}", f"示例县第{unit % UNITS}号单位"),
        columns=(Named(f"c{column % COLUMNS}", f"栏目{column % COLUMNS}"),),
        kind=Named(name, name),
        number=f"示府发〔{published.year}〕{number % 500 + 1}号",
        published_on=published,
        issued_on=published,
        validity=_VALIDITY[state % len(_VALIDITY)],
    )
