"""Automatic numbering as Word counts it: definitions, overrides, restarts, labels.

ECMA-376 Part 1, 17.9. Counting belongs to the abstract list, so two lists made from the same one
continue each other unless the second says where to start (startOverride), which is heard once.
"""

import re
from dataclasses import dataclass

from lxml.etree import _Element

from gongkai.disclosure.importing.labels import KNOWN, formatted
from gongkai.disclosure.importing.styles import Styles
from gongkai.disclosure.importing.xml import NAMESPACES, child, is_on, q, value

LEVELS = 9
_HOLDER = re.compile("%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list as it applies: start, format, pattern, what follows the label."""

    start: int
    number_format: str
    pattern: str
    suffix: str
    legal: bool
    restart: int | None
    style: str

    @property
    def is_bullet(self) -> bool:
        """Whether the level is marked by a sign instead of a number."""
        return self.number_format == "bullet"


class Numbering:
    """The lists of one document (numbering.xml)."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts: dict[str, _Element] = {}
        self._numbers: dict[str, _Element] = {}
        self._known: dict[tuple[str, int], Level | None] = {}
        for element in () if root is None else root:
            if element.tag == q("w:abstractNum"):
                self._abstracts[str(element.get(q("w:abstractNumId")))] = element
            elif element.tag == q("w:num"):
                self._numbers[str(element.get(q("w:numId")))] = element

    def abstract_id(self, number: str) -> str | None:
        """Return the abstract list whose counters a list uses."""
        return value(self._numbers.get(number), "w:abstractNumId")

    def level(self, number: str, index: int) -> Level | None:
        """Return a level as the list sees it, an overriding definition first."""
        if (number, index) not in self._known:
            found = child(self._override(number, index), "w:lvl")
            if found is None:
                found = self._levels(self._linked(self.abstract_id(number))).get(index)
            self._known[number, index] = None if found is None else _level(found)
        return self._known[number, index]

    def start_override(self, number: str, index: int) -> int | None:
        """Return where this list restarts a level, or None where it goes on counting."""
        return _integer(value(self._override(number, index), "w:startOverride"))

    def level_of_style(self, number: str, style: str) -> int | None:
        """Return the level linked to a paragraph style, or None."""
        for index, found in self._levels(self._linked(self.abstract_id(number))).items():
            if style and value(found, "w:pStyle") == style:
                return index
        return None

    def _override(self, number: str, index: int) -> _Element | None:
        found = self._numbers.get(number)
        for override in () if found is None else found.findall(q("w:lvlOverride")):
            if override.get(q("w:ilvl")) == str(index):
                return override
        return None

    def _linked(self, abstract: str | None) -> _Element | None:
        """Follow a link to a numbering style (numStyleLink) to the list that defines it."""
        found = self._abstracts.get(abstract or "")
        for _ in range(5):
            style = value(found, "w:numStyleLink")
            if style is None:
                break
            number, _, _ = self._styles.numbering(style)
            found = self._abstracts.get(self.abstract_id(number or "") or "")
        return found

    def _levels(self, abstract: _Element | None) -> dict[int, _Element]:
        found = [] if abstract is None else abstract.findall(q("w:lvl"))
        return {_integer(str(each.get(q("w:ilvl")))) or 0: each for each in found}


def _level(element: _Element) -> Level:
    number_format = element.find(q("w:numFmt"))
    if number_format is None:
        # Formats newer than the reader stand in a choice, with a plain one to fall back on.
        number_format = element.find("mc:AlternateContent/mc:Choice/w:numFmt", NAMESPACES)
    name = "decimal" if number_format is None else str(number_format.get(q("w:val")))
    if name == "custom" and number_format is not None:
        shown = str(number_format.get(q("w:format")))
        name = f"zeros{len(shown.split(',')[0].strip())}" if shown.startswith("0") else shown
    return Level(
        start=_integer(value(element, "w:start")) or 0,
        number_format=name,
        pattern=value(element, "w:lvlText") or "",
        suffix=value(element, "w:suff") or "tab",
        legal=bool(is_on(child(element, "w:isLgl"))),
        restart=_integer(value(element, "w:lvlRestart")),
        style=value(element, "w:pStyle") or "",
    )


def _integer(text: str | None) -> int | None:
    if text is None or re.fullmatch(r"-?\d{1,9}", text) is None:
        return None
    return int(text)


class Counters:
    """Counts through a document, paragraph by paragraph, and gives each its label."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._counts: dict[str, list[int | None]] = {}
        self._restarted: set[tuple[str, int]] = set()
        self.unknown_formats: set[str] = set()

    def next(self, number: str, index: int) -> str:
        """Count one paragraph of a list and return its label, without what follows it."""
        level = self._numbering.level(number, index)
        abstract = self._numbering.abstract_id(number)
        if level is None or abstract is None:
            return ""
        counts = self._counts.setdefault(abstract, [None] * LEVELS)
        self._advance(counts, number, index, level)
        for upper in range(index):
            # A level that was skipped counts as begun: 1.1 straight away, not .1.
            if counts[upper] is None:
                counts[upper] = self._start(number, upper)
                self._restarted.add((number, upper))
        self._reset_below(counts, number, index)
        return self._label(counts, number, index, level)

    def _advance(self, counts: list[int | None], number: str, index: int, level: Level) -> None:
        override = self._numbering.start_override(number, index)
        count = counts[index]
        start = level.start if override is None else override
        if override is not None and (number, index) not in self._restarted:
            self._restarted.add((number, index))
            counts[index] = start
        elif count is None:
            counts[index] = start
        else:
            counts[index] = count + 1

    def _reset_below(self, counts: list[int | None], number: str, index: int) -> None:
        for lower in range(index + 1, LEVELS):
            level = self._numbering.level(number, lower)
            restart = None if level is None else level.restart
            if restart is None or index < restart:
                counts[lower] = None

    def _start(self, number: str, index: int) -> int:
        override = self._numbering.start_override(number, index)
        level = self._numbering.level(number, index)
        if override is not None:
            return override
        return 1 if level is None else level.start

    def _label(self, counts: list[int | None], number: str, index: int, level: Level) -> str:
        def written(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            count = counts[place] if place <= index else None
            shown = self._numbering.level(number, place)
            if count is None or shown is None:
                return ""
            if level.legal and shown.number_format != "none":
                return str(count)
            return self._formatted(count, shown.number_format)

        return _HOLDER.sub(written, level.pattern)

    def _formatted(self, count: int, number_format: str) -> str:
        if number_format.startswith("zeros"):
            return str(count).zfill(int(number_format[5:] or 1))
        if number_format not in KNOWN:
            self.unknown_formats.add(number_format)
        return formatted(count, number_format)


def separator(label: str, suffix: str) -> str:
    """Return what stands between a label and its text.

    Word moves to a tab stop, which text does not have. By GB/T 9704-2012 nothing follows 一、 and
    （一）, and one full-width space follows 第一条; a Latin number keeps one space.
    """
    if not label or suffix == "nothing":
        return ""
    if label[-1] in "、）．】》〕：。，":
        return ""
    return "\u3000" if "\u3400" <= label[-1] <= "\u9fff" else " "
