"""Something a unit of the demo county writes about again and again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """A matter, whom it serves, how it is carried out.

    ``facts`` are sentences about it alone, with places for figures: ``{n}`` a count, ``{m}`` an
    amount in 万元, ``{p}`` a per cent, ``{k}`` a few, ``{d}`` days. ``notices`` are titles of what
    is announced, with ``{year}``, ``{month}``, ``{quarter}``, ``{nth}``. ``table`` are the heads of
    its table; its rows are townships where no ``rows`` are given. ``category`` is that of the
    catalogue, where it is not the usual one of the unit.
    """

    matter: str
    served: str
    measure: str
    facts: tuple[str, ...]
    notices: tuple[str, ...]
    table: tuple[str, ...] = ("乡镇", "户数（户）", "金额（万元）")
    rows: tuple[str, ...] = ()
    category: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A normative document: its name, field, whom it concerns, who leads, and its own articles."""

    name: str
    field: str
    served: str
    lead: str
    articles: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]
