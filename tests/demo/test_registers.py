"""The registers of the demo county: whole, the same for all, with gaps where units are weak."""

from collections import Counter
from datetime import date

from gongkai.demo.registers import INSTITUTIONS, entries
from gongkai.disclosure.details import details_of
from gongkai.policy.disclosure import FieldKind, load_disclosure
from gongkai.rules.flows import problems_of

UNTIL = date(2026, 3, 1)
PACK = load_disclosure("xian-gongkai")


def test_every_entry_says_what_its_content_type_asks_for() -> None:
    for one in entries(UNTIL):
        kind = PACK.content_type(one.content_type)
        said = {detail.id: detail for detail in details_of(kind.fields, one.details)}
        assert [spec.title for spec in kind.required if spec.id not in said] == [], one.title
        assert set(one.details) <= {spec.id for spec in kind.fields}, one.title
        assert PACK.node(one.category).leaf
        assert one.published_at.date() <= UNTIL


def test_every_chart_is_whole() -> None:
    charts = [
        detail.flow
        for one in entries(UNTIL)
        for detail in details_of(PACK.content_type(one.content_type).fields, one.details)
        if detail.kind is FieldKind.FLOW
    ]
    assert len(charts) > 15
    assert [problems_of(chart) for chart in charts if problems_of(chart)] == []


def test_weak_units_have_fewer_systems_than_strong_ones() -> None:
    found = entries(UNTIL)
    assert found == entries(UNTIL)
    counts = Counter(one.unit for one in found if one.content_type == "institution")
    assert max(counts.values()) == len(INSTITUTIONS)
    assert counts["xiang-baiyun"] < counts["ju-caizheng"]
