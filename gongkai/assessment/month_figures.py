"""The figures of a month: kept as they are told, read back the same.

``figures`` is what a bulletin keeps and hashes. Every number in it is the length of a list beside
it, so nothing has to be looked up again to see what is behind a number.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from gongkai.rules.bulletins import CategoryLine, GroupLine, UnitLine, by_category, by_group


@dataclass(frozen=True, slots=True)
class Record:
    """One record behind a figure; ``key`` is that of an item, ``about`` what it belongs to."""

    title: str
    on: str
    about: str
    key: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """One unit with the records behind its figures."""

    code: str
    name: str
    group: str
    place: int
    required: int
    published: tuple[Record, ...]
    gaps: tuple[str, ...]
    channels: tuple[Record, ...]
    work: tuple[Record, ...]

    def worked(self, kind: str) -> int:
        """How many events of a kind there were."""
        return sum(one.about == kind for one in self.work)

    @property
    def line(self) -> UnitLine:
        """What the rules add up."""
        counts: dict[str, int] = {}
        for one in self.published:
            counts[one.about] = counts.get(one.about, 0) + 1
        return UnitLine(
            unit=self.code,
            group=self.group,
            published=counts,
            required=self.required,
            gaps=len(self.gaps),
        )


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """All units of a bulletin, best first; ``titles`` names categories, ``as_of`` the last day."""

    as_of: str
    units: tuple[UnitFigures, ...]
    titles: Mapping[str, str]

    @property
    def total(self) -> int:
        """Items published by all units."""
        return sum(len(one.published) for one in self.units)

    @property
    def groups(self) -> tuple[GroupLine, ...]:
        """The groups by place."""
        return by_group(one.line for one in self.units)

    @property
    def categories(self) -> tuple[CategoryLine, ...]:
        """The categories in which anything was published."""
        return by_category(one.line for one in self.units)

    def channels(self) -> list[tuple[str, int, int]]:
        """Return channel, records and quantity over all units, the most recorded first."""
        found: dict[str, list[int]] = {}
        for unit in self.units:
            for one in unit.channels:
                kept = found.setdefault(one.about, [0, 0])
                kept[0] += 1
                kept[1] += one.count
        made = [(name, records, quantity) for name, (records, quantity) in found.items()]
        return sorted(made, key=lambda one: (-one[1], one[0]))

    def unit(self, code: str) -> UnitFigures | None:
        """Return one unit."""
        return next((one for one in self.units if one.code == code), None)

    def plain(self) -> dict[str, Any]:
        """Return the figures as a bulletin keeps them."""
        return json.loads(json.dumps(asdict(self)))  # type: ignore[no-any-return]


def read_figures(kept: Mapping[str, Any]) -> MonthFigures:
    """Return the figures a bulletin keeps."""
    return MonthFigures(
        kept["as_of"],
        tuple(
            UnitFigures(
                **{
                    **unit,
                    "gaps": tuple(unit["gaps"]),
                    **{name: tuple(Record(**one) for one in unit[name]) for name in _RECORDS},
                }
            )
            for unit in kept["units"]
        ),
        kept["titles"],
    )


_RECORDS = ("published", "channels", "work")


def hash_of(plain: Mapping[str, Any]) -> str:
    """Return SHA-256 over the figures in their one canonical spelling."""
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
