"""Write gongkai/packs/cn/calendar.yaml from two public packages of holiday data.

Official years come from ``chinesecalendar`` (MIT), which follows the yearly notices of the
State Council's General Office; only departures from Monday to Friday are written. For the
years after its last one the statutory days come from ``holidays`` (MIT), which knows the lunar
dates. Run it again when a package has a new year, and read the difference before keeping it:

    python scripts/seed_calendar.py           # write the file
    python scripts/seed_calendar.py --check   # exit status 1 when the file would change
"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

import chinese_calendar
import holidays

TARGET = Path(__file__).resolve().parent.parent / "gongkai" / "packs" / "cn" / "calendar.yaml"
LAST_PROVISIONAL = 2040
_SATURDAY = 5

# Document numbers of the notices; the notices of 2004–2006 are cited by title only.
NOTICE_NUMBERS = {
    2007: "国办发明电〔2006〕49号",
    2008: "国办发明电〔2007〕52号",
    2009: "国办发明电〔2008〕42号",
    2010: "国办发明电〔2009〕27号",
    2011: "国办发明电〔2010〕40号",
    2012: "国办发明电〔2011〕45号",
    2013: "国办发明电〔2012〕33号",
    2014: "国办发明电〔2013〕28号",
    2015: "国办发明电〔2014〕28号",
    2016: "国办发明电〔2015〕18号",
    2017: "国办发明电〔2016〕17号",
    2018: "国办发明电〔2017〕12号",
    2019: "国办发明电〔2018〕15号",
    2020: "国办发明电〔2019〕16号",
    2021: "国办发明电〔2020〕27号",
    2022: "国办发明电〔2021〕11号",
    2023: "国办发明电〔2022〕16号",
    2024: "国办发明电〔2023〕7号",
    2025: "国办发明电〔2024〕12号",
    2026: "国办发明电〔2025〕7号",
}

# Notices that changed a year after its own notice was out.
LATER_NOTICES = {
    2015: (
        "国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知"
        "（国发明电〔2015〕1号）"
    ),
    2019: "国务院办公厅关于调整2019年劳动节假期安排的通知（国办发明电〔2019〕3号）",
    2020: "国务院办公厅关于延长2020年春节假期的通知（国办发明电〔2020〕1号）",
}

# One name for one holiday, whichever package it comes from.
NAMES = {
    "清明": "清明节",
    "端午": "端午节",
    "中秋": "中秋节",
    "农历除夕": "除夕",
    "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日": "抗战胜利70周年纪念日",
}

HEADER = """\
# Working days: official years as departures from Monday to Friday, later years as statutory days.
#
# Shape (every date is written in full, every list has one day per line, so that a change of one
# day is a change of one line):
#
#   seeded_from: list of {package, version, licence, gives}: where the dates come from.
#   official: mapping of year → {notices, rest, work}. Years follow each other without a gap.
#     notices: list of text: the notices that arranged the year, each with its number if known.
#     rest: mapping of date → holiday: weekdays that are off. Days off at a weekend are not
#       listed, they are off anyway.
#     work: mapping of date → holiday: Saturdays and Sundays that are worked for it (调休上班日);
#       left out in a year without any.
#   provisional: what is known of the years after the last official one.
#     rule: text: the rule the days follow, shown with every result that touches these years.
#     years: mapping of year → mapping of holiday → list of dates: the statutory days of
#       全国年节及纪念日放假办法 §2, thirteen a year, at a weekend or not. Two holidays may share a
#       date (中秋节 within 国庆节), then each lists it. Make-up days (补假, §6) are not listed, the
#       rules compute them.
#
# When a year's notice is out: move the year from provisional to official and list what the
# notice says. A notice may also move days at the end of the December before.
# Only gongkai/policy reads this file. Written by scripts/seed_calendar.py; corrections that the
# packages do not have belong into that script or into an administrator's override.
"""


def official_years() -> range:
    """Years for which ``chinesecalendar`` has data."""
    known = [day.year for day in chinese_calendar.constants.holidays]
    return range(min(known), max(known) + 1)


def official_days(year: int) -> tuple[dict[date, str], dict[date, str]]:
    """Return the weekdays off and the weekend days worked in an official year, with names."""
    rest: dict[date, str] = {}
    work: dict[date, str] = {}
    for day in _days(year):
        usual = day.weekday() < _SATURDAY
        if chinese_calendar.is_workday(day) == usual:
            continue
        names = (
            chinese_calendar.constants.holidays if usual else chinese_calendar.constants.workdays
        )
        holiday = chinese_calendar.Holiday(names[day]).chinese
        (rest if usual else work)[day] = NAMES.get(holiday, holiday)
    return rest, work


def statutory_days(year: int) -> dict[str, list[date]]:
    """Return the statutory days off of a year by holiday, weekend or not."""
    found = holidays.China(years=year, observed=False, language="zh_CN")
    days: dict[str, list[date]] = {}
    for day in sorted(found):
        for name in found.get_list(day):
            days.setdefault(NAMES.get(name, name), []).append(day)
    return days


def notices(year: int, *, with_next: bool) -> list[str]:
    """Titles of the notices behind a year; the next year's too where it moved December days."""
    titles = [_title(year)]
    if year in LATER_NOTICES:
        titles.append(LATER_NOTICES[year])
    if with_next:
        titles.append(_title(year + 1))
    return titles


def render() -> str:
    """Return the whole file."""
    return "\n".join([HEADER, *_provenance(), *_official(), *_provisional()]) + "\n"


def _title(year: int) -> str:
    number = f"（{NOTICE_NUMBERS[year]}）" if year in NOTICE_NUMBERS else ""
    return f"国务院办公厅关于{year}年部分节假日安排的通知{number}"


def _days(year: int) -> Iterator[date]:
    first = date(year, 1, 1)
    length = (date(year + 1, 1, 1) - first).days
    return (first + timedelta(days=step) for step in range(length))


def _provenance() -> Iterator[str]:
    yield "seeded_from:"
    for package, gives in (("chinesecalendar", "official"), ("holidays", "provisional")):
        yield f"  - package: {package}"
        yield f'    version: "{version(package)}"'
        yield "    licence: MIT"
        yield f"    gives: {gives}"


def _official() -> Iterator[str]:
    yield "\nofficial:"
    for year in official_years():
        rest, work = official_days(year)
        yield f"  {year}:"
        yield "    notices:"
        with_next = any(day.month == 12 for day in (*rest, *work))
        yield from (f"      - {title}" for title in notices(year, with_next=with_next))
        for key, days in (("rest", rest), ("work", work)):
            if days:
                yield f"    {key}:"
                yield from _day_lines(days)


def _provisional() -> Iterator[str]:
    yield "\nprovisional:"
    yield "  rule: 全国年节及纪念日放假办法（2024年修订，国务院令第795号）第二条、第六条"
    yield "  years:"
    for year in range(official_years().stop, LAST_PROVISIONAL + 1):
        yield f"    {year}:"
        for name, days in statutory_days(year).items():
            yield f"      {name}:"
            yield from (f"        - {day.isoformat()}" for day in days)


def _day_lines(days: Mapping[date, str]) -> Iterator[str]:
    return (f"      {day.isoformat()}: {name}" for day, name in days.items())


def main() -> int:
    """Write the file, or compare it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    wanted = render()
    if parser.parse_args().check:
        same = TARGET.exists() and TARGET.read_text(encoding="utf-8") == wanted
        sys.stdout.write(f"{TARGET.name}: {'as seeded' if same else 'differs from the packages'}\n")
        return 0 if same else 1
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(wanted, encoding="utf-8")
    sys.stdout.write(f"wrote {TARGET}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
