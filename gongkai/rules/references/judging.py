"""Whether what a text refers to still stands on a day.

Two authorities answer: the national pack lists regulations that were repealed or replaced, with
the day; the office knows its own documents. A sentence that itself speaks of the repeal is right.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.rules.references.finding import find_references
from gongkai.rules.references.values import (
    UNKNOWN,
    Reference,
    ReferenceKind,
    Target,
    TargetState,
)

_SENTENCE_ENDS = "。；;！!？?\n"
_SPOKEN_OF = re.compile(r"废止|失效|停止执行|不再执行|取代|代替|替代|修订|修改|修正|历史沿革")
_FORMER = re.compile(r"原\s*$|已\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class RepealedDocument:
    """A document that no longer stands from ``since`` on.

    ``numbers`` and ``titles`` are keys (:func:`number_key`, :func:`title_key`); a revised law that
    kept its title lists its old number alone. ``instead`` is what to cite now. ``verified`` is
    false while nobody has held the entry against the official text.
    """

    id: str
    name: str
    since: date
    numbers: tuple[str, ...]
    titles: tuple[str, ...]
    instead: str
    cite: tuple[str, ...]
    basis: str = ""
    verified: bool = True


def nothing_known(reference: Reference) -> Target:
    """Answer for an office that keeps no documents of its own."""
    return UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceRules:
    """What references are judged by: national data, the day, and what the office knows."""

    repealed: tuple[RepealedDocument, ...] = ()
    on: date = date.max
    state: Callable[[Reference], Target] = nothing_known


NO_REFERENCES = ReferenceRules()


@dataclass(frozen=True, slots=True)
class StaleReference:
    """A reference to what no longer stands: by national data, or as the office's state says."""

    reference: Reference
    state: TargetState
    instead: str
    document: RepealedDocument | None = None


def find_stale(text: str, rules: ReferenceRules) -> tuple[StaleReference, ...]:
    """Return the references of a text that lead to what no longer stands, in order."""
    if not rules.repealed and rules.state is nothing_known:
        return ()
    return tuple(_stale(text, rules))


def _stale(text: str, rules: ReferenceRules) -> Iterator[StaleReference]:
    for reference in find_references(text):
        if _spoken_of(text, reference):
            continue
        document = _listed(reference, rules)
        if document is not None:
            state = TargetState.REPEALED
            yield StaleReference(reference, state, document.instead, document)
            continue
        target = rules.state(reference)
        if target.state in {TargetState.REPEALED, TargetState.WITHDRAWN, TargetState.GONE}:
            yield StaleReference(reference, target.state, target.by)


def _listed(reference: Reference, rules: ReferenceRules) -> RepealedDocument | None:
    for document in rules.repealed:
        if document.since > rules.on:
            continue
        if reference.kind is ReferenceKind.TITLE:
            named = reference.key in document.titles
        else:
            named = any(_same_number(reference.key, number) for number in document.numbers)
        if named:
            return document
    return None


def _same_number(key: str, number: str) -> bool:
    """Whether a number is meant; words of the sentence may have stayed before its code."""
    return key == number or key.endswith(number)


def _spoken_of(text: str, reference: Reference) -> bool:
    """Whether the sentence itself says that the document was repealed, replaced or revised."""
    if _FORMER.search(text[max(0, reference.start - 3) : reference.start]):
        return True
    begin = max((text.rfind(mark, 0, reference.start) for mark in _SENTENCE_ENDS), default=-1) + 1
    ends = [at for mark in _SENTENCE_ENDS if (at := text.find(mark, reference.end)) >= 0]
    around = text[begin : reference.start] + text[reference.end : min(ends, default=len(text))]
    return _SPOKEN_OF.search(around) is not None
