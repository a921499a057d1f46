"""Drawing units for a spot check so that anybody can do it again and must get the same units.

The method ``sha256-order``, in words a person can follow with ``sha256sum`` and a spreadsheet:

1. *The list.* One line for each unit: group, how many are drawn from the group, code, name, and
   the reason where a unit takes no part. Lines stand in the order of group, then code. The list is
   a CSV file (UTF-8 with its mark, lines ended by LF); its SHA-256 is made known **before** the
   seed exists, so that neither list nor numbers can be chosen to fit the seed.
2. *The seed.* A number nobody could know in advance and everybody can look up afterwards, such as
   the winning numbers of a lottery drawn after the list was fixed. It is used as it is written.
3. *The order.* For each unit that takes part, write seed, colon, code (``03081522:caizheng``) and
   take the SHA-256 of these characters (UTF-8, nothing before or after, no line end). Sort the
   units of a group by these sums, smallest first (the hexadecimal digits compared as text).
4. *The draw.* From each group the first so many are drawn, in this order.

The order of the list does not matter, nor what units are called: only seed, codes and groups.
Whoever is struck out keeps the others in their order.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

METHOD: Final = "sha256-order"
"""The name under which a draw is recorded; another algorithm gets another name."""
LEAST_SEED: Final = 6
_SEED: Final = re.compile(r"[0-9A-Za-z-]+", re.ASCII)
_TITLES: Final = ("组别", "本组抽取数", "单位编码", "单位名称", "不参加抽取的理由")
# A spreadsheet would run a cell that begins like this.
_FORMULA: Final = re.compile(r"[=+\-@\t]")
_QUOTED: Final = re.compile(r'[",\r\n]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A unit on the list; ``excluded`` is the reason why it takes no part, empty where it does."""

    code: str
    name: str
    group: str = ""
    excluded: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where a unit came out: ``place`` counts from 1 within its group, by ``digest``."""

    candidate: Candidate
    digest: str
    place: int
    drawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawPlan:
    """What is fixed before the seed: the list, with exclusions, and how many from each group."""

    candidates: tuple[Candidate, ...]
    sizes: Mapping[str, int]

    def ordered(self) -> tuple[Candidate, ...]:
        """Return the list in its one order: group, then code."""
        return tuple(sorted(self.candidates, key=lambda one: (one.group, one.code)))

    def taking_part(self) -> Mapping[str, int]:
        """Return how many units of each group take part, groups in order."""
        counted = Counter(one.group for one in self.ordered() if not one.excluded)
        return {group: counted[group] for group in sorted({one.group for one in self.candidates})}

    def size_of(self, group: str) -> int:
        """Return how many are drawn from a group."""
        return self.sizes.get(group, 0)

    def text(self) -> str:
        """Return the list as the CSV file whose hash is made known, mark and line ends included."""
        rows = [
            _TITLES,
            *(
                (one.group, str(self.size_of(one.group)), one.code, one.name, one.excluded)
                for one in self.ordered()
            ),
        ]
        return "\ufeff" + "".join(",".join(map(_cell, row)) + "\n" for row in rows)

    def digest(self) -> str:
        """Return the SHA-256 of the file."""
        return sha256(self.text().encode()).hexdigest()

    def fault(self) -> str:
        """Return what makes the plan impossible, in a person's words; empty where nothing does."""
        codes = Counter(one.code for one in self.candidates)
        twice = sorted(code for code, count in codes.items() if count > 1)
        if twice:
            return f"单位编码 {twice[0]} 在名单里出现了两次。请删去一个。"
        here = self.taking_part()
        for group, size in self.sizes.items():
            title = f"“{group}”" if group else "名单"
            if size < 0:
                return f"{title}的抽取数不能小于 0。请改正。"
            if size > here.get(group, 0):
                return (
                    f"{title}只有 {here.get(group, 0)} 个单位参加抽取，抽不出 {size} 个。请改正。"
                )
        if not sum(self.sizes.values()):
            return "抽取数都是 0。请至少抽取一个单位。"
        return ""


def seed_fault(seed: str) -> str:
    """Return why a text is no seed, in a person's words; empty where it is one.

    Only characters that everybody types alike: no spaces, no full-width digits.
    """
    if len(seed) < LEAST_SEED:
        return f"种子太短，至少 {LEAST_SEED} 位，否则事先就能试出结果。"
    if not _SEED.fullmatch(seed):
        return "种子只能用半角的数字、字母和连字符，中间不留空格。请改写，例如 03081522263107。"
    return ""


def digest_of(seed: str, code: str) -> str:
    """Return the sum by which a unit is sorted."""
    return sha256(f"{seed}:{code}".encode()).hexdigest()


def placed(plan: DrawPlan, seed: str) -> tuple[Placed, ...]:
    """Return every unit that takes part in the order it came out, groups one after another."""
    rows = sorted(
        (one.group, digest_of(seed, one.code), one.code, one)
        for one in plan.candidates
        if not one.excluded
    )
    counted: Counter[str] = Counter()
    found = []
    for group, digest, _, candidate in rows:
        counted[group] += 1
        place = counted[group]
        drawn = place <= plan.size_of(group)
        found.append(Placed(candidate=candidate, digest=digest, place=place, drawn=drawn))
    return tuple(found)


def draw(plan: DrawPlan, seed: str) -> tuple[str, ...]:
    """Return the codes of the drawn units in the order they came.

    Raises:
        ValueError: the plan or the seed has a fault; the message is for a person.
    """
    fault = plan.fault() or seed_fault(seed)
    if fault:
        raise ValueError(fault)
    return tuple(one.candidate.code for one in placed(plan, seed) if one.drawn)


def allocated(total: int, taking_part: Mapping[str, int]) -> dict[str, int]:
    """Return a number shared out over groups by their size.

    One from each where it goes round, then one by one to the group furthest below its share. No
    group gives more units than take part in it.
    """
    groups = sorted(group for group, count in taking_part.items() if count)
    present = sum(taking_part[group] for group in groups)
    total = min(total, present)
    first = 1 if total >= len(groups) else 0
    shares = dict.fromkeys(groups, first)
    while sum(shares.values()) < total:
        open_groups = [group for group in groups if shares[group] < taking_part[group]]
        best = max(
            open_groups, key=lambda group: total * taking_part[group] - present * shares[group]
        )
        shares[best] += 1
    return shares


def _cell(text: str) -> str:
    kept = f"'{text}" if _FORMULA.match(text) else text
    return '"' + kept.replace('"', '""') + '"' if _QUOTED.search(kept) else kept


def repeated(codes: Iterable[str], plan: DrawPlan, seed: str) -> bool:
    """Whether a recorded draw comes out again from its list and seed."""
    return tuple(codes) == draw(plan, seed)
