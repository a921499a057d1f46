"""The whole result of one measurement and its JSON form, the contract other programs read."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from gongkai.indicators.lookups import DatedLimit
from gongkai.indicators.records.anomalies import Anomaly, Kind
from gongkai.indicators.results import Counts, Ratio, Series, UnitMeasures, six_digits


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file that was read: its name, how it was read, and its rows."""

    name: str
    encoding: str
    rows: int


@dataclass(frozen=True, slots=True)
class CalendarSpan:
    """The working-day calendar that was used: its days, and the last year with a notice."""

    first: date
    last: date
    last_official_year: int | None


@dataclass(frozen=True, slots=True)
class MeasureReport:
    """Indicators of every unit, with what they rest on.

    `anomalies` lists the first rows that were not (wholly) counted, `anomaly_counts` all of
    them by kind. `as_of`: later records are not counted, and an open gap ends there.
    """

    sources: tuple[SourceFile, ...]
    units: tuple[UnitMeasures, ...]
    limits: tuple[DatedLimit, ...]
    calendar: CalendarSpan
    as_of: date | None
    anomalies: tuple[Anomaly, ...]
    anomaly_counts: dict[Kind, int]

    @property
    def rows(self) -> int:
        """Give the number of rows read."""
        return sum(source.rows for source in self.sources)

    @property
    def anomaly_total(self) -> int:
        """Give the number of anomalies of all kinds."""
        return sum(self.anomaly_counts.values())

    @property
    def provisional(self) -> int:
        """Give the number of records whose count touches a year without a published calendar."""
        return sum(unit.provisional for unit in self.units)

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON structure: rates as text with six digits, null with no denominator."""
        return {
            "as_of": self.as_of and self.as_of.isoformat(),
            "sources": [
                {"file": source.name, "encoding": source.encoding, "rows": source.rows}
                for source in self.sources
            ],
            "limits": [
                {"since": limit.since.isoformat(), "working_days": limit.working_days}
                for limit in self.limits
            ],
            "calendar": {
                "first": self.calendar.first.isoformat(),
                "last": self.calendar.last.isoformat(),
                "last_official_year": self.calendar.last_official_year,
            },
            "anomaly_counts": {kind.value: items for kind, items in self.anomaly_counts.items()},
            "units": [_unit(unit, self.as_of) for unit in self.units],
        }

    def to_json(self) -> str:
        """Give the JSON text, Chinese unescaped."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2)


def _unit(unit: UnitMeasures, as_of: date | None) -> dict[str, Any]:
    return {
        "unit": unit.unit,
        "rows": unit.rows,
        "duplicates": unit.duplicates,
        "indicators": {
            "disclosure.on_time": {
                **_ratio(unit.on_time),
                "median_working_days": _text(unit.delay.median),
                "by_year": {str(year): _ratio(ratio) for year, ratio in unit.by_year.items()},
                "provisional": unit.provisional,
            },
            "disclosure.number_completeness": {"series": [_series(one) for one in unit.series]},
            "disclosure.delay": {"median": _text(unit.delay.median), "p90": unit.delay.p90},
            "disclosure.per_month": {
                "mean": _text(unit.mean_per_month(as_of)),
                "months": {
                    f"{month:%Y-%m}": items for month, items in unit.per_month.by_month().items()
                },
            },
            "disclosure.longest_gap": _gap(unit),
            "disclosure.share_by_year": {
                str(year): _ratio(ratio) for year, ratio in unit.share_by_year.items()
            },
        },
        "anomalies": _counts(unit.anomalies),
    }


def _ratio(ratio: Ratio) -> dict[str, Any]:
    return {
        "numerator": ratio.numerator,
        "denominator": ratio.denominator,
        "rate": _text(ratio.rate),
    }


def _series(series: Series) -> dict[str, Any]:
    return {
        "issuer_code": series.issuer_code,
        "year": series.year,
        "observed": series.observed,
        "highest": series.highest,
        "estimate": _text(series.estimate),
        "rate": _text(series.rate),
        "missing": spans(series.missing),
    }


def spans(missing: Iterable[tuple[int, int]]) -> str:
    """Give ranges as compact text: 3-5,8."""
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in missing)


def _gap(unit: UnitMeasures) -> dict[str, Any] | None:
    gap = unit.longest_gap
    if gap is None:
        return None
    return {
        "calendar_days": gap.days,
        "after": gap.after.isoformat(),
        "until": gap.until.isoformat(),
        "still_open": gap.still_open,
    }


def _counts(counts: Counts) -> dict[str, int]:
    return {
        "published_before_issued": counts.published_before_issued,
        "outside_calendar": counts.outside_calendar,
        "unparsed_number": counts.unparsed_number,
        "unparsed_date": counts.unparsed_date,
        "after_as_of": counts.after_as_of,
    }


def _text(value: Fraction | Decimal | None) -> str | None:
    """Give a number as text with six digits; None stays null."""
    digits = six_digits(value) if isinstance(value, Fraction) else value
    return None if digits is None else f"{digits:f}"
