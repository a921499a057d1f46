"""Whatever a facts file says, it is read or refused; nothing else happens."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.assessment.assess import assess
from gongkai.assessment.facts import read_facts_files
from gongkai.policy.problems import ProblemsError
from gongkai.rules.facts import Facts
from gongkai.rules.scheme import Scheme
from tests.assessment.test_facts import DECIDED, ITEMS, PARTS

WORDS = st.sampled_from(
    ["units", "id", "items", "org.plan", "org.grade", "work.ratio", "work.voice", "extra", "deduct",
     "score", "points", "reason", "components", "self", "findings", "sham", "not_applicable",
     "item", "ballots", "scores", "rater", "tie_decisions", "order", "grade", "mean", "scale",
     "numerator", "denominator", "answers", "parent", "exempt", "level", "award", "u1"]
)  # fmt: skip
VALUES = st.none() | st.booleans() | st.sampled_from(
    ["", "good", "NaN", "-1", "1e999", "0.5", "3", "2026-11-05", "甲", "u1", "org.plan", "inf"]
)  # fmt: skip
TREES = st.recursive(
    VALUES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=5),
    max_leaves=30,
)


FILES = st.fixed_dictionaries(
    {"units": st.lists(st.dictionaries(WORDS, TREES, max_size=6), max_size=3)},
    optional={"ballots": TREES, "tie_decisions": TREES, "note": TREES},
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(FILES)
@pytest.mark.parametrize("scheme", [ITEMS, PARTS, DECIDED], ids=["items", "parts", "decided"])
def test_whatever_a_file_says_it_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, scheme: Scheme, tree: dict[str, object]
) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzz.json"
    path.write_text(json.dumps(tree), encoding="utf-8")
    try:
        facts: Facts = read_facts_files([path], scheme)
    except ProblemsError:
        return
    json.dumps(assess(scheme, facts).to_json())
