"""Packs that use packs: elements once, citations shared, local changes never looser."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.policy.disclosure.strictness import longer, looser
from gongkai.rules.obligations.values import (
    DayUnit,
    Fresh,
    Period,
    Periodic,
    Stage,
    Staged,
    Term,
    Timing,
    Within,
    Yearly,
)
from tests.policy.disclosure.disclosure_packs import BASE, codes, load, put

LOCAL = "pack: {id: local, kind: disclosure, version: 1.0.0, title: 本地}\nuses: [base@1.0.0]\n"


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    put(tmp_path, "base", BASE)
    return tmp_path


def test_a_pack_has_what_it_uses(packs: Path) -> None:
    pack = load(packs, "local", LOCAL)
    assert (pack.id, pack.uses) == ("local", ("base@1.0.0",))
    assert pack.node("group.a").timing == ("legal",)
    assert pack.defaults.chain == "usual"


def test_what_two_packs_use_is_there_once(packs: Path) -> None:
    put(packs, "other", LOCAL.replace("id: local", "id: other"))
    text = LOCAL.replace("[base@1.0.0]", "[base@1.0.0, other@1.0.0]")
    assert [channel.id for channel in load(packs, "local", text).channels] == ["web"]


def test_a_stricter_term_and_one_more_rule_are_allowed(packs: Path) -> None:
    changes = """changes:
  timing.soon.term: {working_days: 3}
  nodes.group.a.timing: [legal, soon]
"""
    pack = load(packs, "local", LOCAL + changes)
    assert pack.timing_rule("soon").timing == Within(term=Term(3), prompt=True)
    assert pack.node("group.a").timing == ("legal", "soon")
    assert pack.node("group.b").timing == ("soon",)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("timing.soon.term: {working_days: 6}", "X-LOOSER"),
        ("nodes.group.a.timing: [soon]", "X-LOOSER"),
        ("nodes.group.a.timing: []", "X-LOOSER"),
        ("nodes.group.a.title: 丁", "X-CLOSED"),
        ("chains.usual.steps: []", "X-CLOSED"),
        ("nodes.group.z.timing: [soon]", "P-PATH"),
        ("timing: []", "P-PATH"),
        ("defaults.chain: x", "P-PATH"),
        ("nodes.group.a.timing: [sooon, legal]", "N-UNKNOWN"),
    ],
)
def test_what_a_local_pack_may_not_do_is_refused(packs: Path, change: str, code: str) -> None:
    assert code in codes(packs, f"{LOCAL}changes:\n  {change}\n", "local")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (LOCAL.replace("base@1.0.0", "base@2.0.0"), "X-VERSION"),
        (LOCAL.replace("base@1.0.0", "base"), "X-VERSION"),
        (LOCAL.replace("base@1.0.0", "bse@1.0.0"), "X-BASE"),
        (LOCAL.replace("base@1.0.0", "local@1.0.0"), "X-CYCLE"),
        (LOCAL.replace("base@1.0.0", "shifandian@1.0.0"), "X-KIND"),
        (LOCAL + "channels:\n  - {id: web, title: 网, kind: online, cite: k#1}\n", "ID-DUP"),
        (LOCAL + "sources:\n  k: {title: 另一规定}\n", "ID-DUP"),
        (LOCAL + "sources:\n  tl2019: {title: 另一条例}\n", "ID-DUP"),
    ],
)
def test_what_cannot_be_used_is_named(packs: Path, text: str, code: str) -> None:
    assert code in codes(packs, text, "local")


# --- stricter and looser -----------------------------------------------------------------------

TERMS = st.builds(Term, st.integers(1, 400), st.sampled_from(DayUnit))
STAGE = st.builds(Stage, id=st.just("a"), title=st.just("甲"), term=TERMS)
TIMINGS: st.SearchStrategy[Timing] = st.one_of(
    st.builds(Within, term=TERMS),
    st.builds(Periodic, period=st.sampled_from(Period), at_least=st.integers(1, 9), grace=TERMS),
    st.builds(Fresh, first=TERMS, at_most=st.none() | TERMS, changed=st.none() | TERMS),
    st.builds(Yearly, month=st.integers(1, 12), day=st.integers(1, 28)),
    st.builds(Staged, stages=st.tuples(STAGE)),
)  # fmt: skip


@given(TIMINGS)
def test_nothing_is_looser_than_itself(timing: Timing) -> None:
    assert not looser(timing, timing)


@given(TIMINGS, TIMINGS, TIMINGS)
def test_stricter_than_stricter_is_stricter(first: Timing, second: Timing, third: Timing) -> None:
    if not looser(first, second) and not looser(second, third):
        assert not looser(first, third)


@given(TERMS, TERMS)
def test_of_two_different_terms_one_at_least_is_longer(first: Term, second: Term) -> None:
    if first != second:
        assert longer(first, second) or longer(second, first)


def test_no_end_is_longer_than_any() -> None:
    assert longer(Term(1), None)
    assert not longer(None, Term(999))
    assert longer(Term(10, DayUnit.DAYS), Term(10, DayUnit.WORKING_DAYS))
    assert not longer(Term(10, DayUnit.WORKING_DAYS), Term(10, DayUnit.DAYS))


def test_four_times_a_year_is_not_each_quarter() -> None:
    quarterly = Periodic(period=Period.QUARTER)
    assert looser(quarterly, Periodic(period=Period.YEAR, at_least=4))
    assert not looser(quarterly, Periodic(period=Period.MONTH))
    # Once a month for three months stands in every quarter; twice a quarter is more than that asks.
    assert looser(Periodic(period=Period.QUARTER, at_least=4), Periodic(period=Period.MONTH))
