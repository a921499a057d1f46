"""What became of every id between versions."""

from gongkai.policy.changes import Change, ChangeKind, read_changes, withdrawn
from gongkai.policy.cursor import Log
from gongkai.policy.tree import parse_yaml

TEXT = """
releases:
  - version: 2.0.0
    date: 2026-01-01
    changes:
      - {kind: moved, old: org.plan, new: work.plan}
      - {kind: split, old: org.a, new: [org.a, org.b]}
      - {kind: merged, old: [org.c, org.d], new: org.c}
      - {kind: withdrawn, old: org.e}
      - {kind: added, new: org.f}
      - {kind: changed, old: org.g, new: org.g, note: 分值改为 5 分}
"""


def read(text: str) -> tuple[tuple[Change, ...], list[str]]:
    log = Log()
    changes = read_changes(parse_yaml(text, "CHANGES.yaml"), log)
    return changes, [problem.code for problem in log.errors]


def test_a_list_of_changes_is_read() -> None:
    changes, errors = read(TEXT)
    assert not errors
    assert [change.kind for change in changes] == [
        ChangeKind.MOVED,
        ChangeKind.SPLIT,
        ChangeKind.MERGED,
        ChangeKind.WITHDRAWN,
        ChangeKind.ADDED,
        ChangeKind.CHANGED,
    ]
    assert changes[2].old == ("org.c", "org.d")


def test_only_what_kept_its_meaning_stays_comparable() -> None:
    changes, _ = read(TEXT)
    assert [change.kind for change in changes if change.comparable] == [ChangeKind.MOVED]


def test_ids_given_up_are_never_to_be_used_again() -> None:
    changes, _ = read(TEXT)
    assert withdrawn(changes) == {"org.plan": "2.0.0", "org.d": "2.0.0", "org.e": "2.0.0"}


def test_both_ends_of_a_change_must_be_named() -> None:
    text = "releases:\n- version: 1\n  changes:\n  - {kind: withdrawn}\n  - {kind: moved, old: a}\n"
    assert read(text)[1] == ["V-OLD", "V-NEW"]


def test_an_unknown_kind_is_refused() -> None:
    assert (
        "T-CHOICE"
        in read("releases:\n- version: 1\n  changes:\n  - {kind: movd, old: a, new: b}\n")[1]
    )


def test_no_list_is_no_change() -> None:
    assert read_changes(None, Log()) == ()
