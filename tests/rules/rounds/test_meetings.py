"""Who came to a meeting, held against who should have come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.policy.loading import load_pack
from gongkai.rules.rounds.meetings import Lack, demanded, kinds_of, lacking, of_group
from gongkai.rules.scheme import MeetingForm

TALK = MeetingForm(
    id="talk",
    title="座谈会",
    cite=("xk#4.2.3",),
    people_min=10,
    people_max=15,
    categories=("人大代表", "群众代表"),
)
LOOK = MeetingForm(id="look", title="查阅资料", cite=("xk#4.2.5",))


@pytest.mark.parametrize(
    ("people", "lacks"),
    [
        ({"人大代表": 4, "群众代表": 6}, []),
        ({"人大代表": 5, "群众代表": 10}, []),
        ({"人大代表": 1, "群众代表": 1, "其他": 8}, []),
        ({"人大代表": 3, "群众代表": 6}, [Lack.FEW]),
        ({"人大代表": 6, "群众代表": 10}, [Lack.MANY]),
        ({"群众代表": 12}, [Lack.MISSING]),
        ({"人大代表": 0, "群众代表": 12}, [Lack.MISSING]),
        ({"其他": 3}, [Lack.MISSING, Lack.FEW]),
        ({}, [Lack.NOBODY]),
        ({"人大代表": 0, "群众代表": 0}, [Lack.NOBODY]),
    ],
)
def test_kinds_are_checked_and_not_only_how_many_came(
    people: dict[str, int], lacks: list[Lack]
) -> None:
    assert [one.lack for one in lacking(TALK, people)] == lacks


def test_every_lack_names_its_clause_and_the_numbers() -> None:
    missing, few = lacking(TALK, {"其他": 3})
    assert missing.words == "没有“人大代表”、“群众代表”参加。"
    assert few.words == "参加 3 人，规定至少 10 人。"
    assert {one.cite for one in (missing, few)} == {("xk#4.2.3",)}


@given(st.dictionaries(st.sampled_from(["人大代表", "群众代表", "其他"]), st.integers(0, 30)))
def test_one_more_person_of_a_missing_kind_never_adds_a_lack_of_kinds(
    people: dict[str, int],
) -> None:
    before = {one.lack for one in lacking(TALK, people)} & {Lack.MISSING}
    more = {**people, "人大代表": people.get("人大代表", 0) + 1}
    after = {one.lack for one in lacking(TALK, more)} & {Lack.MISSING}
    assert after <= before or sum(people.values()) == 0


def test_where_nobody_is_named_nobody_is_counted() -> None:
    assert kinds_of(LOOK) == ()
    assert lacking(LOOK, {}) == ()
    assert demanded(LOOK) == ""


def test_the_demand_in_words() -> None:
    assert demanded(TALK) == "10–15 人：人大代表、群众代表"
    assert demanded(MeetingForm(id="a", title="会", cite=(), people_min=3)) == "至少 3 人"
    assert demanded(MeetingForm(id="a", title="会", cite=(), people_max=3)) == "至多 3 人"
    assert kinds_of(MeetingForm(id="a", title="会", cite=(), people_min=3)) == ("其他",)


def test_each_kind_of_unit_of_the_county_plan_has_five_forms_and_two_borrow_their_numbers() -> None:
    scheme = load_pack("xian-kaohe").scheme
    for group in scheme.assessed:
        forms = of_group(scheme.forms, group)
        assert len(forms) == 5
        assert [form.people_min for form in forms if form.people_min] == [
            10 if group == "乡镇政府" else 6
        ]
    borrowing = {form.group: form.borrows for form in scheme.forms if form.borrows}
    assert borrowing == {
        "中省直驻县单位": "discussion.county",
        "公共企事业单位": "discussion.county",
    }
