"""The query language: words, "quoted phrases", -without; document and index numbers as they are.

There is no wrong query. What cannot be understood is looked for as words; marks that mean
nothing are passed over; a query without any letter matches everything the filters allow.
"""

import re
from dataclasses import dataclass
from typing import Final

from gongkai.rules import document_numbers
from gongkai.search.folding import fold, letters_only
from gongkai.search.synonyms import synonyms
from gongkai.search.words import is_han, is_stop_word, query_words, runs

MAX_CHARACTERS: Final = 200
MAX_CLAUSES: Final = 24
"""Longer queries are cut: nobody types them, programs do."""

_MIN_INDEX_NUMBER: Final = 6
_MAX_NUMBER_PARTS: Final = 8
_QUOTES: Final = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂", '"'))
_PART: Final = re.compile(r'-?"[^"]*"?|[^\s"]+')


@dataclass(frozen=True, slots=True)
class Word:
    """One word that must occur, or one of its synonyms in its place."""

    text: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a query: ``words`` anywhere in the text, or exactly the ``phrase``.

    ``text`` is the part as typed (folded); ``negated`` asks for texts without it.
    """

    text: str
    words: tuple[Word, ...] = ()
    phrase: str = ""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query understood. ``numbers`` and ``index_numbers`` are exact keys it may mean."""

    text: str
    clauses: tuple[Clause, ...] = ()
    numbers: tuple[str, ...] = ()
    index_numbers: tuple[str, ...] = ()
    shortened: bool = False

    @property
    def wanted(self) -> tuple[Clause, ...]:
        """The parts that must occur."""
        return tuple(clause for clause in self.clauses if not clause.negated)

    @property
    def unwanted(self) -> tuple[Clause, ...]:
        """The parts that must not occur."""
        return tuple(clause for clause in self.clauses if clause.negated)

    @property
    def synonyms(self) -> tuple[tuple[str, str], ...]:
        """Words looked for under another name too: (as typed, the first other name)."""
        words = (word for clause in self.wanted for word in clause.words if word.synonyms)
        return tuple(dict.fromkeys((word.text, word.synonyms[0]) for word in words))


def parse(text: str) -> Query:
    """Understand a query. Never raises, whatever the text."""
    folded = fold(text.translate(_QUOTES)[:MAX_CHARACTERS]).replace("\n", " ")
    parts = _PART.findall(folded)
    numbers, parts = _take_numbers(parts[:MAX_CLAUSES])
    clauses = [clause for part in parts for clause in _clauses(part)]
    return Query(
        text=" ".join(folded.split()),
        clauses=tuple(dict.fromkeys(clauses))[:MAX_CLAUSES],
        numbers=numbers,
        index_numbers=_index_numbers(parts),
        shortened=len(text) > MAX_CHARACTERS or len(clauses) > MAX_CLAUSES,
    )


def _clauses(part: str) -> list[Clause]:
    negated = part.startswith("-") and len(part) > 1
    body = part[1:] if negated else part
    found = runs(body)
    text = " ".join(found)
    if not found:
        return []
    # What is not wanted is taken as written: -低保公示 drops no text that has 公示 alone.
    if negated or body.startswith('"'):
        return [Clause(text, phrase=text, negated=negated)]
    return [Clause(text, words=_words(found))]


def _words(found: list[str]) -> tuple[Word, ...]:
    meant = [run for run in found if not is_stop_word(run)] or found
    cut = [word for run in meant for word in (query_words(run) if is_han(run) else [run])]
    return tuple(Word(word, synonyms(word)) for word in dict.fromkeys(cut))


def _take_numbers(parts: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """Find the document number, also where spaces were typed inside it.

    Whether a word before it belongs to the issuer's code cannot be seen, so every reading is
    tried as exact key; as text the shortest is looked for.
    """
    found: dict[str, None] = {}
    taken: tuple[int, int, str] | None = None
    for start in range(len(parts) - 1, -1, -1):
        for end in range(start + 1, min(len(parts), start + _MAX_NUMBER_PARTS) + 1):
            if any(part.startswith("-") for part in parts[start:end]):
                break
            number = document_numbers.parse("".join(parts[start:end]).replace('"', ""))
            if number is None:
                continue
            found.setdefault(fold(number.canonical))
            taken = taken or (start, end, fold(number.canonical))
            break
    if taken is None:
        return (), parts
    start, end, canonical = taken
    rest = parts[end:]
    if rest and rest[0] == "号":  # the parser does not need it
        rest = rest[1:]
    return tuple(found), [*parts[:start], f'"{canonical}"', *rest]


def _index_numbers(parts: list[str]) -> tuple[str, ...]:
    """Parts that may be an index number (索引号), written as the index keeps them."""
    wanted = [part for part in parts if not part.startswith("-")]
    keys = (letters_only(one) for one in (*wanted, "".join(wanted)))
    credible = (key for key in keys if len(key) >= _MIN_INDEX_NUMBER and any(map(str.isdigit, key)))
    return tuple(dict.fromkeys(credible))
