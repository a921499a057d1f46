"""What became of elements between two versions of a pack, and why scores cannot be compared."""

from dataclasses import replace

import pytest

from gongkai.policy.changes import Change, ChangeKind
from gongkai.policy.diff import Counterpart, counterparts, relations
from gongkai.rules.scheme import Item, Scheme
from tests.rules.scheme_fixture import dimension, item, scheme


def pack(version: str, *items: Item) -> Scheme:
    """Return a pack of one dimension at a version."""
    return replace(scheme(dimension("d", *items)), id="p", version=version)


def change(kind: ChangeKind, old: str, new: str, version: str = "2.0.0") -> Change:
    return Change(version=version, kind=kind, old=tuple(old.split()), new=tuple(new.split()))


def test_the_same_item_is_compared() -> None:
    found = relations(pack("1.0.0", item("a")), pack("2.0.0", item("a", title="别的说法")))
    assert found["a"] == Counterpart(old="a", comparable=True)


def test_other_points_are_said() -> None:
    found = relations(pack("1.0.0", item("a", "4")), pack("2.0.0", item("a", "3")))
    assert found["a"] == Counterpart(old="a", comparable=False, reason="分值 4 → 3")


@pytest.mark.parametrize(
    ("kind", "old", "new", "name", "origin", "reason"),
    [
        (ChangeKind.SPLIT, "a", "b c", "b", "a", "由“a”拆分"),
        (ChangeKind.MERGED, "a z", "b", "b", None, "由几项合并"),
        (ChangeKind.ADDED, "", "b", "b", None, "新增"),
        (ChangeKind.MOVED, "a", "b", "b", "a", ""),
    ],
)
def test_what_the_change_list_says(
    kind: ChangeKind, old: str, new: str, name: str, origin: str | None, reason: str
) -> None:
    before = pack("1.0.0", item("a"), item("z"))
    after = pack("2.0.0", item("b"), item("c"))
    found = relations(before, after, [change(kind, old, new)])[name]
    assert (found.old, found.comparable, found.reason) == (origin, not reason, reason)


def test_moved_twice_is_found_again_and_an_old_change_says_nothing() -> None:
    changes = [
        change(ChangeKind.MOVED, "a", "b", "2.0.0"),
        change(ChangeKind.MOVED, "b", "c", "3.0.0"),
    ]
    first, second, third = (
        pack("1.0.0", item("a")),
        pack("2.0.0", item("b")),
        pack("3.0.0", item("c")),
    )
    assert relations(first, third, changes)["c"] == Counterpart(old="a", comparable=True)
    assert relations(second, third, changes)["c"].old == "b"
    again = pack("2.1.0", item("b"))
    assert relations(second, again, changes)["b"] == Counterpart(old="b", comparable=True)
    assert counterparts(first, third, changes)["c"] == ("a", True)


def test_a_change_both_versions_are_past_does_not_part_them() -> None:
    changes = [change(ChangeKind.CHANGED, "a", "a", "2.0.0")]
    assert not relations(pack("1.0.0", item("a")), pack("2.0.0", item("a")), changes)[
        "a"
    ].comparable
    assert relations(pack("2.0.0", item("a")), pack("2.1.0", item("a")), changes)["a"].comparable
    assert relations(pack("2.0.0", item("a")), pack("10.0.0", item("a")), changes)["a"].comparable


def test_circles_end_and_other_packs_are_other_rules() -> None:
    circle = [change(ChangeKind.MOVED, "b", "a"), change(ChangeKind.MOVED, "a", "b")]
    relations(pack("1.0.0", item("z")), pack("2.0.0", item("a"), item("b")), circle)
    other = replace(pack("1.0.0", item("z", points="3")), id="q")
    assert relations(other, pack("2.0.0", item("a")))["a"].reason == "两次考核用的办法不同"
