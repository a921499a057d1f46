"""Loading the national pack: one file of law, one calendar; every problem at once.

The national pack holds what no office may change: limits of 条例 with the day each came into
force, grounds for not disclosing, the catalogue of decisions, categories, working days.
"""

from collections.abc import Iterable
from functools import partial

from gongkai.policy.cites import Cites, merged_sources
from gongkai.policy.cursor import Cursor, Log
from gongkai.policy.library import Library
from gongkai.policy.loading import NATIONAL, content_hash, kind_of, optional_tree
from gongkai.policy.national_values import (
    Category,
    DatedValue,
    Decision,
    FeeScale,
    FeeTier,
    Level,
    MonthDay,
    NationalPack,
    Parameter,
    ParameterValue,
    Reason,
    Remedy,
    RemedyRule,
    ValueUnit,
)
from gongkai.policy.problems import Place, Problem, ProblemsError
from gongkai.policy.sections.calendar import read_calendar, read_overrides
from gongkai.policy.sections.national import (
    read_categories,
    read_decisions,
    read_parameters,
    read_reasons,
    read_remedies,
)
from gongkai.policy.tree import Branch, Node, Row, read_tree
from gongkai.rules.workdays import DayOverride, WorkCalendar

__all__ = [
    "DEFAULT",
    "Category",
    "DatedValue",
    "Decision",
    "FeeScale",
    "FeeTier",
    "Level",
    "MonthDay",
    "NationalPack",
    "Parameter",
    "ParameterValue",
    "Reason",
    "Remedy",
    "RemedyRule",
    "ValueUnit",
    "load_national",
    "read_overrides",
]

DEFAULT = "cn"


def load_national(
    library: Library | None = None,
    reference: str = DEFAULT,
    *,
    overrides: Iterable[DayOverride] = (),
) -> NationalPack:
    """Load the national pack with its calendar; ``overrides`` are an administrator's days.

    Raises :class:`ProblemsError` with everything that is wrong in ``pack.yaml``,
    ``sources.yaml`` and ``calendar.yaml`` together.
    """
    library = library or Library()
    folder = library.find(reference)
    log = Log()
    root = read_tree(folder.main, folder.named("pack.yaml"))
    kind, place = kind_of(root)
    if kind != NATIONAL:
        message = f"{reference} 不是全国规则包（pack.kind 应为 {NATIONAL}）"
        raise ProblemsError([Problem(place, "X-KIND", message)])
    days = optional_tree(folder, "calendar.yaml")
    calendar = _calendar(days, folder.named("calendar.yaml"), overrides, log)
    cites = Cites()
    cites.read(merged_sources(root, optional_tree(folder, "sources.yaml"), log), log)
    law = _law(root, cites, log)
    if log.errors or calendar is None:
        raise ProblemsError(log.problems)
    return law(
        hash=content_hash(_together(root, days)),
        calendar=calendar,
        notes=tuple(log.problems),
        folder=folder,
    )


def _law(root: Node, cites: Cites, log: Log) -> partial[NationalPack]:
    """Read everything but the calendar."""
    cursor = Cursor(root, log, "全国规则包")
    cursor.node("sources")
    header = cursor.child("pack", "pack", required=True) or Cursor(Branch(root.place), log, "pack")
    header.text("kind")
    header.text("summary")
    remedies = read_remedies(cursor, cites)
    decisions = read_decisions(cursor, cites, remedies)
    law = partial(
        NationalPack,
        id=header.text("id", required=True),
        version=header.text("version", required=True),
        title=header.text("title", required=True),
        sources=tuple(cites.documents.values()),
        parameters=read_parameters(cursor, cites),
        remedies=remedies,
        decisions=decisions,
        reasons=read_reasons(cursor, cites, decisions),
        categories=read_categories(cursor, cites),
    )
    header.done()
    cursor.done()
    return law


def _calendar(
    node: Node | None, shown: str, overrides: Iterable[DayOverride], log: Log
) -> WorkCalendar | None:
    if node is None:
        log.error(Place(shown, 1, 1), "F-MISSING", "全国规则包须有 calendar.yaml（工作日历）")
        return None
    return read_calendar(node, overrides, log)


def _together(root: Node, days: Node | None) -> Node:
    """Return law and calendar as one tree, so that one hash covers both."""
    return Row(root.place, [root, *([days] if days else [])])
