"""When what is not disclosed is looked at again, however the pack counts and however old it is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai.disclosure.queries import reassessing
from gongkai.rules.obligations import Term, Within


def test_a_look_before_the_calendar_is_over_and_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reassessing.look_due(date(2026, 3, 2)) == (date(2027, 3, 2), date(2027, 1, 31))
    rule = reassessing.reassessment_rule()
    assert rule is not None
    counted = replace(rule, timing=Within(term=Term(20)))
    monkeypatch.setattr(reassessing, "reassessment_rule", lambda: counted)
    old = date(1999, 5, 4)
    assert reassessing.look_due(old) == (old, old - timedelta(days=rule.warn_days))
