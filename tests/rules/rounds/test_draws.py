"""Draws for spot checks: the same for everybody, fair, and blind to what must not matter."""

import subprocess
from collections import Counter
from hashlib import sha256
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.rounds.draws import (
    Candidate,
    DrawPlan,
    allocated,
    digest_of,
    draw,
    placed,
    repeated,
    seed_fault,
)

GROUPS = ("乡镇政府", "县政府直属单位", "")
SEED = "03081522263107"


def candidate(number: int, group: str = "乡镇政府", excluded: str = "") -> Candidate:
    return Candidate(code=f"u{number:03}", name=f"单位{number}", group=group, excluded=excluded)


@st.composite
def plans(make: st.DrawFn) -> DrawPlan:
    """Lists of up to forty units with exclusions, and sizes that fit."""
    units = [
        candidate(
            number, make(st.sampled_from(GROUPS)), make(st.sampled_from(["", "", "", "撤并"]))
        )
        for number in range(make(st.integers(1, 40)))
    ]
    units.append(candidate(999))
    open_ = Counter(one.group for one in units if not one.excluded)
    sizes = {group: make(st.integers(0, open_[group])) for group in open_}
    sizes["乡镇政府"] = max(sizes["乡镇政府"], 1)
    return DrawPlan(candidates=tuple(units), sizes=sizes)


seeds = st.from_regex(r"[0-9A-Za-z-]{6,20}", fullmatch=True)


@given(plans(), seeds, st.randoms(use_true_random=False))
def test_the_order_of_the_list_never_matters(plan: DrawPlan, seed: str, chance: object) -> None:
    shuffled = list(plan.candidates)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    other = DrawPlan(candidates=tuple(shuffled), sizes=dict(reversed(list(plan.sizes.items()))))
    assert draw(other, seed) == draw(plan, seed)
    assert other.digest() == plan.digest()


@given(plans(), seeds)
def test_sizes_are_exact_and_who_is_excluded_is_never_drawn(plan: DrawPlan, seed: str) -> None:
    drawn = draw(plan, seed)
    by_code = {one.code: one for one in plan.candidates}
    counted = Counter(by_code[code].group for code in drawn)
    assert {group: counted[group] for group in plan.sizes} == dict(plan.sizes)
    assert len(set(drawn)) == len(drawn)
    assert not any(by_code[code].excluded for code in drawn)


@given(plans(), seeds)
def test_striking_a_unit_out_keeps_the_others_in_their_order(plan: DrawPlan, seed: str) -> None:
    order = [one.candidate.code for one in placed(plan, seed)]
    struck = order[0]
    rest = tuple(
        Candidate(code=one.code, name=one.name, group=one.group, excluded="撤并")
        if one.code == struck
        else one
        for one in plan.candidates
    )
    after = placed(DrawPlan(candidates=rest, sizes={}), seed)
    assert [one.candidate.code for one in after] == order[1:]


@given(plans(), seeds)
def test_what_units_are_called_and_how_many_are_drawn_changes_no_order(
    plan: DrawPlan, seed: str
) -> None:
    renamed = DrawPlan(
        candidates=tuple(
            Candidate(code=one.code, name="改名", group=one.group, excluded=one.excluded)
            for one in plan.candidates
        ),
        sizes={},
    )
    assert [one.candidate.code for one in placed(renamed, seed)] == [
        one.candidate.code for one in placed(plan, seed)
    ]


@given(plans(), seeds)
def test_every_change_of_the_list_shows_in_its_hash(plan: DrawPlan, seed: str) -> None:
    first = plan.candidates[0]
    changed = Candidate(code=first.code, name=first.name, group=first.group, excluded="另有安排")
    other = DrawPlan(candidates=(changed, *plan.candidates[1:]), sizes=plan.sizes)
    assert other.digest() != plan.digest()
    more = DrawPlan(
        candidates=plan.candidates, sizes={**plan.sizes, first.group: plan.size_of(first.group) + 1}
    )
    assert more.digest() != plan.digest()
    assert plan.digest() == sha256(plan.text().encode()).hexdigest()


def test_a_person_gets_the_same_with_sha256sum_and_sort() -> None:
    """The words of the module's docstring, done with the tools they name."""
    codes = [f"u{number:03}" for number in range(20)]
    rows = []
    for code in codes:
        made = subprocess.run(
            ["sha256sum"], input=f"{SEED}:{code}".encode(), capture_output=True, check=True
        )
        rows.append(f"{made.stdout.split()[0].decode()} {code}")
    by_hand = subprocess.run(
        ["sort"], input="\n".join(rows).encode(), capture_output=True, check=True
    )
    first = [line.split()[1] for line in by_hand.stdout.decode().splitlines()[:6]]
    plan = DrawPlan(candidates=tuple(candidate(n) for n in range(20)), sizes={"乡镇政府": 6})
    assert list(draw(plan, SEED)) == first
    assert repeated(first, plan, SEED)
    assert not repeated(reversed(first), plan, SEED)


def test_the_sum_of_a_unit_is_that_of_seed_colon_code() -> None:
    assert digest_of(SEED, "caizheng") == sha256(b"03081522263107:caizheng").hexdigest()


def test_the_list_opens_in_a_spreadsheet_and_runs_nothing() -> None:
    plan = DrawPlan(
        candidates=(
            Candidate(code="b", name='甲"乙", 丙', group="乡镇政府", excluded="=1+1"),
            Candidate(code="a", name="丁", group="乡镇政府"),
        ),
        sizes={"乡镇政府": 1},
    )
    assert plan.text() == (
        "\ufeff组别,本组抽取数,单位编码,单位名称,不参加抽取的理由\n"
        "乡镇政府,1,a,丁,\n"
        '乡镇政府,1,b,"甲""乙"", 丙",\'=1+1\n'
    )


def test_units_are_drawn_alike_often() -> None:
    """Chi-square over four thousand seeds: single units, and which two come together."""
    units, size, tries = 8, 3, 4000
    plan = DrawPlan(candidates=tuple(map(candidate, range(units))), sizes={"乡镇政府": size})
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, ...]] = Counter()
    for number in range(tries):
        drawn = draw(plan, f"2026{number:06}")
        single.update(drawn)
        pairs.update(combinations(sorted(drawn), 2))
    share = size / units
    # Drawn without putting back, counts are less spread than independent ones by (n-1)/n.
    spread = tries * share * (1 - share) * units / (units - 1)
    chi = sum((count - tries * share) ** 2 for count in single.values()) / spread
    assert len(single) == units
    assert chi < 24.3  # 7 degrees of freedom, one in a thousand
    expected = tries * size * (size - 1) / (units * (units - 1))
    assert len(pairs) == 28
    assert sum((count - expected) ** 2 / expected for count in pairs.values()) < 55.5  # 27


def test_which_unit_comes_first_is_even_too() -> None:
    plan = DrawPlan(candidates=tuple(map(candidate, range(6))), sizes={"乡镇政府": 6})
    first = Counter(draw(plan, f"lottery-{number}")[0] for number in range(3000))
    assert sum((count - 500) ** 2 / 500 for count in first.values()) < 20.5  # 5


@given(
    st.integers(0, 60),
    st.dictionaries(st.sampled_from(["甲", "乙", "丙", "丁"]), st.integers(0, 20), min_size=1),
)
def test_a_number_is_shared_out_whole_and_no_group_is_asked_for_more_than_it_has(
    total: int, taking_part: dict[str, int]
) -> None:
    shares = allocated(total, taking_part)
    present = {group for group, count in taking_part.items() if count}
    assert sum(shares.values()) == min(total, sum(taking_part.values()))
    assert shares.keys() == present
    assert all(shares[group] <= taking_part[group] for group in shares)
    if total >= len(present):
        assert all(shares.values())


def test_large_groups_give_more() -> None:
    assert allocated(10, {"乡镇政府": 12, "县政府直属单位": 36, "公共企事业单位": 2}) == {
        "乡镇政府": 2,
        "县政府直属单位": 7,
        "公共企事业单位": 1,
    }
    assert allocated(1, {"甲": 2, "乙": 5}) == {"甲": 0, "乙": 1}


@pytest.mark.parametrize(
    ("units", "sizes", "words"),
    [
        ((candidate(1), candidate(1)), {"乡镇政府": 1}, "出现了两次"),
        ((candidate(1),), {"乡镇政府": 2}, "只有 1 个单位参加抽取，抽不出 2 个"),
        ((candidate(1, excluded="撤并"),), {"乡镇政府": 1}, "只有 0 个单位"),
        ((candidate(1),), {"乡镇政府": -1}, "不能小于 0"),
        ((candidate(1),), {"别的组": 1}, "“别的组”只有 0 个单位"),
        ((candidate(1),), {"乡镇政府": 0}, "抽取数都是 0"),
    ],
)
def test_an_impossible_plan_says_what_to_mend(
    units: tuple[Candidate, ...], sizes: dict[str, int], words: str
) -> None:
    plan = DrawPlan(candidates=units, sizes=sizes)
    assert words in plan.fault()
    with pytest.raises(ValueError, match=words):
        draw(plan, SEED)


@pytest.mark.parametrize(
    "seed", ["", "12345", "０３０８１５２２", "03 08 15 22", "种子种子种子", "123456\n"]
)
def test_what_people_would_type_differently_is_no_seed(seed: str) -> None:
    assert seed_fault(seed)
    plan = DrawPlan(candidates=(candidate(1),), sizes={"乡镇政府": 1})
    with pytest.raises(ValueError, match="种子"):
        draw(plan, seed)
