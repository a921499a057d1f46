"""Questionnaires: what may be answered to a question, and whether a survey takes answers today.

What is answered is kept as a number: the step of a scale, or the place of a choice, counted from
one. On paper, on a phone and at the desk the same numbers are given.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from unicodedata import normalize

LONGEST: Final = 500
"""The most characters of an answer in words."""
Given = dict[str, int | str]


class Asks(StrEnum):
    """How a question is answered."""

    SCALE = "scale"
    CHOICE = "choice"
    TEXT = "text"


class Fault(StrEnum):
    """What is wrong with an answer."""

    MISSING = "missing"
    RANGE = "range"
    LONG = "long"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question. A scale runs from ``low`` to ``high``; a choice has ``options``.

    The options of a scale are words for its steps, from the lowest: one each, or for both ends.
    """

    name: str
    asks: Asks
    text: str = ""
    low: int = 1
    high: int = 5
    options: tuple[str, ...] = ()
    required: bool = True

    @property
    def steps(self) -> range:
        """The numbers that may be given; none to a question answered in words."""
        if self.asks is Asks.SCALE:
            return range(self.low, self.high + 1)
        return range(1, len(self.options) + 1) if self.asks is Asks.CHOICE else range(0)

    def label(self, step: int) -> str:
        """Return what a step is called; empty where a scale has no word for it."""
        place = step - self.steps.start
        if self.asks is Asks.CHOICE or len(self.options) == len(self.steps):
            return self.options[place]
        if self.asks is Asks.SCALE and len(self.options) == 2:
            return {self.low: self.options[0], self.high: self.options[1]}.get(step, "")
        return ""

    def read(self, typed: str) -> int | str | Fault | None:
        """Return an answer as typed or ticked; ``None`` where nothing was given."""
        text = normalize("NFKC", typed).strip() if self.asks is not Asks.TEXT else typed.strip()
        if not text:
            return Fault.MISSING if self.required else None
        if self.asks is Asks.TEXT:
            # A null character is no text, and PostgreSQL refuses it.
            words = text.replace("\x00", "").replace("\r\n", "\n")
            return words if len(words) <= LONGEST else Fault.LONG
        known = text.isascii() and text.isdigit() and len(text) < 6
        return int(text) if known and int(text) in self.steps else Fault.RANGE


def read(questions: Iterable[Asked], typed: Mapping[str, str]) -> tuple[Given, dict[str, Fault]]:
    """Return what was answered by name of the question, and what is wrong with the rest."""
    given: Given = {}
    faults: dict[str, Fault] = {}
    for question in questions:
        match question.read(typed.get(question.name, "")):
            case Fault() as fault:
                faults[question.name] = fault
            case None:
                pass
            case answer:
                given[question.name] = answer
    return given, faults


class SurveyState(StrEnum):
    """Where a survey stands on a day."""

    DRAFT = "draft"
    AHEAD = "ahead"
    OPEN = "open"
    OVER = "over"
    CLOSED = "closed"


def state_on(
    day: date,
    *,
    published: bool,
    closed: bool,
    opens_on: date | None,
    closes_on: date | None,
) -> SurveyState:
    """Return the state that follows from what happened and from the days, both included.

    What is over and not yet closed takes no answers; its result is still to be established.
    """
    if closed:
        return SurveyState.CLOSED
    if not published or opens_on is None or closes_on is None:
        return SurveyState.DRAFT
    if day < opens_on:
        return SurveyState.AHEAD
    return SurveyState.OPEN if day <= closes_on else SurveyState.OVER
