"""The contract read row by row in plain Python, knowing nothing of the measured code.

Slow and simple on purpose: dates by a regular expression, working days by asking the calendar
day after day, sets and lists for everything else. Only the reading of one document number is
taken from the rules, which have their own tests.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from gongkai.rules.document_numbers import parse_all
from gongkai.rules.workdays import OutsideCalendarError
from tests.rules.calendar_fixture import national_calendar

Row = Mapping[str, str]
LIMIT = 20


def plain_date(cell: str) -> date | None:
    found = re.search(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", cell)
    return date(*(int(part) for part in found.groups())) if found else None


@cache
def is_working(day: date) -> bool | None:
    try:
        return national_calendar().is_working(day).working
    except OutsideCalendarError:
        return None


@cache
def working_days(issued: date, published: date) -> int | None:
    """Days d with issued < d ≤ published that are working days; None outside the calendar."""
    if is_working(issued) is None or is_working(published) is None:
        return None
    days = (issued + timedelta(n) for n in range(1, (published - issued).days + 1))
    return sum(1 for day in days if is_working(day))


def six(value: Fraction) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return str(exact.quantize(Decimal("0.000001"), ROUND_HALF_UP))


def ratio(numerator: int, denominator: int) -> dict[str, Any]:
    rate = six(Fraction(numerator, denominator)) if denominator else None
    return {"numerator": numerator, "denominator": denominator, "rate": rate}


def median(values: list[int]) -> str | None:
    ordered, half = sorted(values), len(values) // 2
    if not ordered:
        return None
    if len(ordered) % 2:
        return six(Fraction(ordered[half]))
    return six(Fraction(ordered[half - 1] + ordered[half], 2))


def measure_rows(rows: Iterable[Row]) -> dict[str, dict[str, Any]]:
    """Contract fields by unit."""
    by_unit: dict[str, list[Row]] = defaultdict(list)
    totals: dict[str, int] = defaultdict(int)
    seen: set[str] = set()
    for row in rows:
        unit, url = row["unit"].strip(), row["url"].strip()
        totals[unit] += 1
        if not url or url not in seen:
            by_unit[unit].append(row)
        seen.add(url)
    return {
        unit: {
            "unit": unit,
            "rows": total,
            "duplicates": total - len(by_unit[unit]),
            **measure_unit(by_unit[unit]),
        }
        for unit, total in totals.items()
    }


def measure_unit(rows: list[Row]) -> dict[str, Any]:
    anomalies = dict.fromkeys(
        ("published_before_issued", "outside_calendar", "unparsed_number", "unparsed_date"), 0
    )
    delays: list[int] = []
    years: dict[int, list[int]] = defaultdict(list)
    numbers: dict[tuple[str, int | None], set[int]] = defaultdict(set)
    for row in rows:
        issued, published = plain_date(row["issued_on"]), plain_date(row["published_on"])
        anomalies["unparsed_date"] += bool(row["issued_on"].strip()) and issued is None
        anomalies["unparsed_date"] += bool(row["published_on"].strip()) and published is None
        cell = row["document_number"].strip().strip("\u200b\u200d")
        found = parse_all(cell)
        anomalies["unparsed_number"] += bool(cell) and not found
        for number in found:
            numbers[number.issuer_code, number.year].add(number.sequence)
        if issued is None or published is None:
            continue
        if published < issued:
            anomalies["published_before_issued"] += 1
        elif (days := working_days(issued, published)) is None:
            anomalies["outside_calendar"] += 1
        else:
            delays.append(days)
            years[issued.year].append(days)
    return {
        "on_time": ratio(sum(1 for d in delays if d <= LIMIT), len(delays)),
        "median": median(delays),
        "by_year": {
            str(year): ratio(sum(1 for d in found if d <= LIMIT), len(found))
            for year, found in sorted(years.items())
        },
        "series": [
            {
                "issuer_code": code,
                "year": year,
                "observed": len(seen),
                "highest": max(seen),
                "estimate": six(max(seen) + Fraction(max(seen), len(seen)) - 1),
                "rate": six(len(seen) / (max(seen) + Fraction(max(seen), len(seen)) - 1)),
            }
            for (code, year), seen in sorted(numbers.items(), key=lambda i: (i[0][0], i[0][1] or 0))
        ],
        "anomalies": anomalies,
    }


def contract_view(unit: Mapping[str, Any]) -> dict[str, Any]:
    """The same fields out of the measured JSON, further keys left aside."""
    timely = unit["indicators"]["disclosure.on_time"]
    series = unit["indicators"]["disclosure.number_completeness"]["series"]
    kinds = ("published_before_issued", "outside_calendar", "unparsed_number", "unparsed_date")
    return {
        "unit": unit["unit"],
        "rows": unit["rows"],
        "duplicates": unit["duplicates"],
        "on_time": {name: timely[name] for name in ("numerator", "denominator", "rate")},
        "median": timely["median_working_days"],
        "by_year": timely["by_year"],
        "series": [{k: v for k, v in one.items() if k != "missing"} for one in series],
        "anomalies": {kind: unit["anomalies"][kind] for kind in kinds},
    }
