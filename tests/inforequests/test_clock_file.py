"""Event files of one request: the contract, and every mistake with its place."""

from datetime import date
from pathlib import Path

import pytest

from gongkai.inforequests.clock import clock_from_file, timeline_json
from gongkai.policy.national import load_national
from gongkai.policy.problems import ProblemsError

GOOD = """\
received: {channel: online, on: 2026-03-02, confirmed_on: 2026-03-03}
events:
  - {on: 2026-03-06, kind: third_party_asked}
  - {on: 2026-03-25, kind: third_party_answered}
  - {on: 2026-03-30, kind: extended, working_days: 20}
as_of: 2026-04-01
"""


def read(tmp_path: Path, text: str) -> dict[str, object]:
    path = tmp_path / "events.yaml"
    path.write_text(text, encoding="utf-8")
    return timeline_json(clock_from_file(path, load_national()))


def test_the_json_is_the_contract(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD)
    assert list(found) == [
        "received_on",
        "due_on",
        "state",
        "working_days_used",
        "working_days_left",
        "intervals",
        "warnings",
        "provisional",
    ]
    assert found["due_on"] == date(2026, 5, 20).isoformat()
    intervals = found["intervals"]
    assert isinstance(intervals, list)
    assert set(intervals[0]) == {"from", "to", "counts", "working_days", "ground", "cite"}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("channel: online", "channel: onlin", "是否想写 online"),
        ("2026-03-06", "2026-13-06", "应当写成 2026-11-05"),
        ("third_party_asked", "third_party_aked", "是否想写 third_party_asked"),
        (", working_days: 20", "", "缺少“working_days”"),
        ("as_of: 2026-04-01", "", "缺少“as_of”"),
        ("confirmed_on: 2026-03-03", "confirmed_on: 2026-03-01", "早于收到日"),
        ("as_of: 2026-04-01", "as_of: 2099-04-01", "2099"),
        ("channel: online, on: 2026-03-02", "channel: online, on: 1999-03-02", "还没有"),
        ("events:", "event:", "是否想写 events"),
    ],
)
def test_a_mistake_is_named_with_its_mend(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    with pytest.raises(ProblemsError) as caught:
        read(tmp_path, GOOD.replace(before, after))
    assert any(said in str(problem) for problem in caught.value.problems), caught.value
