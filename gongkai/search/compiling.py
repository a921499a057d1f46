"""A query as the engine runs it: what is found, and what lifts a document among the found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import tantivy
from tantivy import Occur
from tantivy import Query as Made

from gongkai.search.index import View
from gongkai.search.pinyin import MIN_INITIALS, MIN_LETTERS
from gongkai.search.query import Clause, Query, Word
from gongkai.search.words import is_han, is_known, pairs

_EXACT: Final = 1_000.0  # beyond any sum of the others
_WORD: Final = 2.0  # above the same characters where they belong to two words (降低保证)
_TITLE_WORD: Final = 4.0
_TITLE_PHRASE: Final = 4.0
_TITLE_CHARACTERS: Final = 0.5
_PHRASE: Final = 1.5
_SYNONYM: Final = 0.5
_UNIT: Final = 0.3
_LONG: Final = 3  # characters that hardly meet by chance


@dataclass(frozen=True, slots=True)
class Compiler:
    """Makes the engine's queries for one view.

    Found is every text with the characters in a row: by pairs, or at once where the dictionary
    knows the word. Title, neighbourhood and the cutting of the text only decide the order.
    """

    view: View

    @property
    def schema(self) -> tantivy.Schema:
        """The fields of the index."""
        return self.view.schema

    def found(self, query: Query) -> Made:
        """The documents a query means; an exact number finds its own, whatever else is asked."""
        found = every([self.clause(clause) for clause in query.wanted])
        keys = self._keys(query)
        if keys:
            found = any_of([found, *keys]) if query.wanted else any_of(keys)
        unwanted = [self.exactly(clause.phrase) for clause in query.unwanted]
        return without(found, unwanted) if unwanted else found

    def lifts(self, query: Query) -> list[Made]:
        """What lifts a document that is found, whether or not it is in there."""
        lifts = [lift for clause in query.wanted for lift in self._clause_lifts(clause)]
        return [*lifts, *(Made.boost_query(key, _EXACT) for key in self._keys(query))]

    def clause(self, clause: Clause) -> Made:
        """The documents one part of a query finds."""
        if clause.phrase:
            return self.exactly(clause.phrase)
        return every([self._word(word) for word in clause.words])

    def exactly(self, text: str, field: str = "pairs") -> Made:
        """Documents with these characters in a row, whatever marks stand between them."""
        terms = pairs(text)
        if len(text) == 1 and is_han(text) and field == "pairs":
            return self.term("characters", text)
        if len(terms) == 1:
            return self.term(field, terms[0])
        if field == "pairs" and self.view.same_dictionary and is_known(text):
            return self.term("known", text)
        return Made.phrase_query(self.schema, field, list(enumerate(terms)))

    def term(self, field: str, value: Any) -> Made:
        """Documents with this very value in a field."""
        return Made.term_query(self.schema, field, value, "freq")

    def unit_typed(self, letters: str, *, whole: bool) -> Made | None:
        """Documents of units whose name begins, from some character on, with these letters.

        None where they are too few or no letters. ``whole`` asks for few letters to be all the
        initials up to the end: so short a word might mean anything.
        """
        if not (letters.isascii() and letters.isalpha() and len(letters) >= MIN_INITIALS):
            return None
        if whole and len(letters) < MIN_LETTERS:
            return self.term("unit_typed", letters)
        return Made.regex_query(self.schema, "unit_typed", f"{letters}.*")

    def _word(self, word: Word) -> Made:
        ways = [self.exactly(word.text)]
        ways += [Made.boost_query(self._synonym(one), _SYNONYM) for one in word.synonyms]
        unit = self.unit_typed(word.text, whole=True)
        if unit is not None:
            ways.append(Made.boost_query(unit, _UNIT))
        return any_of(ways)

    def _synonym(self, text: str) -> Made:
        """As a word where it is short: nobody typed 入学 who is shown 深入学习."""
        return self.term("words", text) if len(text) < _LONG else self.exactly(text)

    def _clause_lifts(self, clause: Clause) -> list[Made]:
        in_title = _TITLE_CHARACTERS if len(clause.words) == 1 else _TITLE_PHRASE
        lifts = [Made.boost_query(self.exactly(clause.text, "title_pairs"), in_title)]
        for word in clause.words:
            lifts += [
                Made.boost_query(self.term("words", word.text), _WORD),
                Made.boost_query(self.term("title_words", word.text), _TITLE_WORD),
            ]
            lifts += [
                Made.boost_query(self.term("title_words", one), _SYNONYM * _TITLE_WORD)
                for one in word.synonyms
            ]
        if len(clause.words) > 1:
            lifts.append(Made.boost_query(self.exactly(clause.text), _PHRASE))
        return lifts

    def _keys(self, query: Query) -> list[Made]:
        numbers = [self.term("number", one) for one in query.numbers]
        return numbers + [self.term("index_number", one) for one in query.index_numbers]


def every(queries: Sequence[Made]) -> Made:
    """Documents that all of them find; all documents where there are none."""
    if not queries:
        return Made.all_query()
    return _together(Occur.Must, queries)


def any_of(queries: Sequence[Made]) -> Made:
    """Documents that one of them finds; no document where there are none."""
    if not queries:
        return Made.empty_query()
    return _together(Occur.Should, queries)


def without(found: Made, unwanted: Sequence[Made]) -> Made:
    """What is found less what one of the others finds."""
    return Made.boolean_query([(Occur.Must, found), *((Occur.MustNot, one) for one in unwanted)])


def ranked(found: Made, conditions: Sequence[Made], lifts: Sequence[Made]) -> Made:
    """Found under conditions that leave no mark on the order, lifted by what lifts."""
    silent = [(Occur.Must, Made.const_score_query(one, 0.0)) for one in conditions]
    lifted = [(Occur.Should, lift) for lift in lifts]
    return Made.boolean_query([(Occur.Must, found), *silent, *lifted])


def _together(occur: Occur, queries: Sequence[Made]) -> Made:
    if len(queries) == 1:
        return queries[0]
    return Made.boolean_query([(occur, query) for query in queries])
