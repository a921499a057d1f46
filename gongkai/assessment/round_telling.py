"""Whom the last day of a stage or of a survey concerns, told before it and on it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.assessment.models import Round, RoundUnit, Survey
from gongkai.assessment.self_telling import self_address
from gongkai.core.actions import Act
from gongkai.core.days import day_of, day_words
from gongkai.core.models import Assignment, Role
from gongkai.core.models.period import in_force
from gongkai.core.notices import NoticeKind, notice_kind, tell
from gongkai.disclosure.telling import holders
from gongkai.rules.rounds.reminders import Reminder

_SAMPLE: Final = {"考核": "2026 年度考核", "日期": "11月30日"}
SELF_DUE: Final = notice_kind(
    "assessment.self_due",
    _("自评快截止"),
    title="“${考核}”自评${日期}截止",
    text="${单位}还没有报送自评。",
    sample={**_SAMPLE, "单位": "示例县财政局"},
)
SIGN_DUE: Final = notice_kind(
    "assessment.sign_due",
    _("自评等待签发，快截止"),
    title="“${考核}”自评${日期}截止，等您签发",
    text="${单位}的自评报告已填完，还没有签发。",
    sample={**_SAMPLE, "单位": "示例县财政局"},
)
SCORING_DUE: Final = notice_kind(
    "assessment.scoring_due",
    _("评分快截止"),
    title="“${考核}”评分${日期}截止",
    text="分给您的还有 ${数量} 项没有评完。",
    sample={**_SAMPLE, "数量": "12"},
)
BALLOT_DUE: Final = notice_kind(
    "assessment.ballot_due",
    _("互评快截止"),
    title="“${考核}”互评${日期}截止",
    text="${单位}还没有投互评票。",
    sample={**_SAMPLE, "单位": "示例县财政局"},
)
SURVEY_DUE: Final = notice_kind(
    "assessment.survey_due",
    _("问卷快结束，答卷不足"),
    title="“${问卷}”${日期}结束，答卷不足",
    text="${数量} 个单位的答卷不足 ${份数} 份。",
    sample={"问卷": "群众满意度问卷", "日期": "11月30日", "数量": "3", "份数": "20"},
)
# More names than these make no sentence; the list has them all.
_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class LastDay:
    """A last day of a round, and which reminder of it holds now."""

    round: Round
    on: date
    reminder: Reminder

    def key(self, kind: NoticeKind) -> str:
        """Return what makes telling a person twice impossible; a day that was moved is another."""
        return f"{kind.name}:{self.round.pk}:{self.on.isoformat()}:{self.reminder}"

    def words(self, **more: object) -> Mapping[str, object]:
        """Return what stands in the places of a notice."""
        return {"考核": self.round.title, "日期": day_words(self.on, year=False), **more}


def tell_units(
    act: Act, kind: NoticeKind, permission: str, units: Sequence[RoundUnit], last: LastDay
) -> int:
    """Remind the people of units, each once with all units that are theirs; return how many.

    The group chats of the organ are told once of all units together.
    """
    told = 0
    for mine, people in by_units(day_of(act.by.at), permission, units).items():
        told += tell(
            act,
            people,
            kind,
            key=last.key(kind),
            context=last.words(单位=named(mine)),
            href=address_of(kind, mine, last.round),
        )
    if told and kind is not SIGN_DUE:
        tell(
            act,
            (),
            kind,
            key=last.key(kind),
            context=last.words(单位=named(units)),
            href=address_of(kind, units, last.round),
            unit=last.round.unit,
        )
    return told


def tell_scorers(act: Act, left: Mapping[int, int], last: LastDay) -> int:
    """Remind everybody of how much is still theirs to judge; return how many people."""
    return sum(
        tell(
            act,
            {person},
            SCORING_DUE,
            key=last.key(SCORING_DUE),
            context=last.words(数量=number),
            href=f"/office/rounds/{last.round.key}/scoring/",
        )
        for person, number in left.items()
    )


def tell_short(act: Act, survey: Survey, last: LastDay, units: int, least: int) -> int:
    """Tell the office that a survey ends with too few answers; return how many people."""
    return tell(
        act,
        holders(act, "assessment.run", last.round.unit.path),
        SURVEY_DUE,
        key=f"{last.key(SURVEY_DUE)}:{survey.pk}",
        context={
            "问卷": survey.title,
            "日期": day_words(last.on, year=False),
            "数量": units,
            "份数": least,
        },
        href=f"/office/rounds/{last.round.key}/surveys/{survey.key}/",
        unit=last.round.unit,
    )


def by_units(
    on: date, permission: str, units: Iterable[RoundUnit]
) -> Mapping[tuple[RoundUnit, ...], set[int]]:
    """Return the people of units by which units are theirs (``queries.rounds.belongs``)."""
    roles = [role.pk for role in Role.objects.all() if permission in role.permissions]
    rows = Assignment.objects.filter(in_force(on), role_id__in=roles, person__is_active=True)
    given: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for person, at, subtree in rows.values_list("person_id", "unit__path", "subtree"):
        given[at].append((person, subtree))
    theirs: dict[int, list[RoundUnit]] = defaultdict(list)
    for unit in units:
        path, organ = unit.unit.path, unit.round.unit.path
        for person in {
            person
            for at in _lineage(path)
            for person, subtree in given[at]
            if at == path or (subtree and not organ.startswith(at))
        }:
            theirs[person].append(unit)
    people: dict[tuple[RoundUnit, ...], set[int]] = defaultdict(set)
    for person, mine in theirs.items():
        people[tuple(mine)].add(person)
    return people


def _lineage(path: str) -> list[str]:
    """Return the paths of a unit and of all above it."""
    steps = path.strip("/").split("/")
    return [f"/{'/'.join(steps[:last])}/" for last in range(1, len(steps) + 1)]


def named(units: Sequence[RoundUnit]) -> str:
    """Return the names of units in a sentence: the first few, and how many in all."""
    names = "、".join(unit.name for unit in units[:_NAMED])
    if len(units) <= _NAMED:
        return names
    return gettext("%(names)s等 %(count)s 个单位") % {"names": names, "count": len(units)}


def address_of(kind: NoticeKind, units: Sequence[RoundUnit], round_: Round) -> str:
    """Return where what a notice tells of is done."""
    if kind is BALLOT_DUE:
        return f"/office/rounds/{round_.key}/scoring/ballot/"
    return self_address(units[0]) if len(units) == 1 else f"/office/rounds/{round_.key}/self/"
