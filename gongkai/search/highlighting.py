"""Marking what was found, in titles and in the excerpt that shows most of it."""

import re
from bisect import bisect_right
from typing import Final

from gongkai.search.folding import fold
from gongkai.search.query import Clause, Query
from gongkai.search.results import Segment

SNIPPET: Final = 120
"""Characters of an excerpt."""

_LEAD: Final = 24  # shown before the first mark, so that it stands in its sentence
_MAX_BODY: Final = 200_000
_MAX_MARKS: Final = 2_000
_BETWEEN: Final = r"[\W_]{0,3}?"  # marks and spaces the index does not see either
_ELLIPSIS: Final = "…"

Span = tuple[int, int]


class Marker:
    """Finds the words of one query in texts."""

    def __init__(self, query: Query) -> None:
        texts = {text for clause in query.wanted for text in _texts(clause)}
        ordered = sorted(texts, key=lambda text: (-len(text), text))  # the longest is marked
        self._pattern = re.compile("|".join(map(_pattern, ordered))) if ordered else None

    def title(self, title: str) -> tuple[Segment, ...]:
        """The whole title in segments."""
        return _segments(title, self._spans(title), 0, len(title))

    def snippet(self, body: str) -> tuple[Segment, ...]:
        """The stretch of a text with most marks, else its beginning."""
        spans = self._spans(body)
        first = _best_start(spans)
        start = max(0, first - _LEAD)
        end = min(len(body), start + SNIPPET)
        start = max(0, min(start, end - SNIPPET))
        inside = [span for span in spans if span[0] >= start and span[1] <= end]
        segments = _segments(body, inside, start, end)
        tidy = [Segment(" ".join(one.text.split("\n")), one.marked) for one in segments]
        before = [Segment(_ELLIPSIS)] if start else []
        after = [Segment(_ELLIPSIS)] if end < len(body) else []
        return tuple(before + tidy + after)

    def _spans(self, text: str) -> list[Span]:
        if self._pattern is None:
            return []
        found: list[Span] = []
        for match in self._pattern.finditer(fold(text[:_MAX_BODY])):
            found.append(match.span())
            if len(found) == _MAX_MARKS:
                break
        return found


def _texts(clause: Clause) -> list[str]:
    if clause.phrase:
        return [clause.phrase]
    return [text for word in clause.words for text in (word.text, *word.synonyms)]


def _pattern(text: str) -> str:
    """The characters in a row; letters and digits only as a whole, as the index keeps them."""
    if text.isascii() and text.isalnum():
        return rf"(?<![a-z0-9]){text}(?![a-z0-9])"
    return _BETWEEN.join(re.escape(one) for one in text if not one.isspace())


def _best_start(spans: list[Span]) -> int:
    """Where the stretch begins that holds the most marked characters; the first of the best."""
    starts = [start for start, _ in spans]
    best, most = 0, 0
    for place, start in enumerate(starts):
        last = bisect_right(starts, start + SNIPPET - _LEAD)
        marked = sum(end - begin for begin, end in spans[place:last])
        if marked > most:
            best, most = start, marked
    return best


def _segments(text: str, spans: list[Span], start: int, end: int) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    place = start
    for begin, stop in spans:
        segments += [Segment(text[place:begin])] if begin > place else []
        segments.append(Segment(text[begin:stop], marked=True))
        place = stop
    segments += [Segment(text[place:end])] if end > place else []
    return tuple(segments)
