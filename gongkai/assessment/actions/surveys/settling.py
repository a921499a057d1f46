"""Establishing what a survey says: means as facts of the units, once it is closed.

Points are none of its business: the engine maps means to points, and blocks what has too few
answers.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from secrets import token_hex
from typing import Final

from django.db.models import F
from django.utils.translation import gettext

from gongkai.assessment.actions.surveys.common import locked_survey, told_survey
from gongkai.assessment.current import pack_of
from gongkai.assessment.models import Answer, ItemScore, Origin, RoundUnit, Survey, Ticket
from gongkai.assessment.surveys.counting import Said, said_of
from gongkai.assessment.surveys.needs import items_for, units_asked
from gongkai.assessment.surveys.standing import questions_of
from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.rules.rounds import Verb
from gongkai.rules.rounds.questionnaires import Asked
from gongkai.rules.rounds.surveys import Told, mean_of_item
from gongkai.rules.scheme import Item

_DECIDES: Final = ("mean", "scale_low", "scale_high", "answers", "details")
_BATCH: Final = 500


def settle_survey(survey_id: int, *, by: Viewer) -> int:
    """Bring the facts of units to what a closed survey says; return how many units changed.

    Raises:
        Refused: it is still open.
    """
    with acting(by) as act:
        found = locked_survey(act, survey_id, Verb.FACTS)
        if found.closed_at is None:
            raise Refused(gettext("问卷还没有结束，结果还没有定。"))
        changed = settle(act, found)
        if not changed:
            act.unchanged()
        return changed


def close(act: Act, survey: Survey) -> None:
    """End a locked survey: its result becomes facts, its codes are forgotten."""
    survey.closed_at = act.by.at
    survey.save(update_fields=["closed_at"])
    _forget(survey)
    told_survey(act, "survey.close", survey)
    settle(act, survey)


def _forget(survey: Survey) -> None:
    """Forget the codes, and write every ticket and answer anew in one go.

    PostgreSQL keeps with each row the transaction that wrote it: until now the one that took the
    ticket and gave the answer.
    """
    tickets = list(Ticket.objects.filter(survey=survey))
    for ticket in tickets:
        ticket.code_hash = token_hex(32)
    Ticket.objects.bulk_update(tickets, ["code_hash"], batch_size=_BATCH)
    Answer.objects.filter(survey=survey).update(on=F("on"))


def settle(act: Act, survey: Survey) -> int:
    """Write what a locked survey says as facts; return how many units changed."""
    scheme = pack_of(survey.round).scheme
    questions = {one.name: one for one in questions_of(survey)}
    said = said_of(survey)
    units = units_asked(survey)
    wanted = {
        (unit.pk, item.id): _facts(item, said.get(unit.pk, Said()), questions, survey)
        for unit in units
        for item in items_for(scheme, unit.group, survey.survey)
    }
    changed = _write(act, wanted)
    if changed:
        RoundUnit.objects.filter(pk__in=changed).update(version=F("version") + 1)
        told_survey(act, "survey.settle", survey, units=len(changed))
    return len(changed)


Facts = dict[str, object]


def _facts(item: Item, said: Said, questions: dict[str, Asked], survey: Survey) -> Facts | None:
    """Return what an item's questions say of a unit; ``None`` while one of them says nothing."""
    names = item.survey.questions if item.survey is not None else ()
    told = {name: said.scales.get(name) for name in names}
    heard = {name: one for name, one in told.items() if one is not None}
    if not names or len(heard) < len(names):
        return None
    first = questions[names[0]]
    return {
        "mean": mean_of_item(heard.values()),
        "scale_low": Decimal(first.low),
        "scale_high": Decimal(first.high),
        "answers": min(one.answers for one in heard.values()),
        "details": {"survey": survey.key, "questions": dict(_details(heard))},
    }


def _details(heard: dict[str, Told]) -> Iterator[tuple[str, object]]:
    for name, told in heard.items():
        cells = [
            {
                "strata": list(cell.strata),
                "weight": format(cell.weight, "f"),
                "answers": cell.answers,
            }
            for cell in told.cells
        ]
        yield name, {"mean": str(told.mean), "answers": told.answers, "cells": cells}


def _write(act: Act, wanted: Mapping[tuple[int, str], Facts | None]) -> set[int]:
    """Bring the facts to what is wanted; return the units where one changed.

    What somebody else gave an item is left as it is.
    """
    units = {unit for unit, _ in wanted}
    items = {item for _, item in wanted}
    there = {
        (row.round_unit_id, row.item): row
        for row in ItemScore.objects.select_for_update().filter(
            round_unit__in=units, item__in=items
        )
    }
    gone: list[int] = []
    kept: list[ItemScore] = []
    changed: set[int] = set()
    for (unit, item), facts in wanted.items():
        row = there.get((unit, item))
        if _stands(row, facts):
            continue
        changed.add(unit)
        if facts is None and row is not None:
            gone.append(row.pk)
            continue
        row = row or ItemScore(round_unit_id=unit, item=item, origin=Origin.SURVEY, version=0)
        for name, value in (facts or {}).items():
            setattr(row, name, value)
        row.version, row.at, row.name = row.version + 1, act.by.at, act.by.name
        kept.append(row)
    ItemScore.objects.filter(pk__in=gone).delete()
    ItemScore.objects.bulk_create([row for row in kept if row.version == 1], batch_size=_BATCH)
    ItemScore.objects.bulk_update(
        [row for row in kept if row.version > 1],
        [*_DECIDES, "version", "at", "name"],
        batch_size=_BATCH,
    )
    return changed


def _stands(row: ItemScore | None, facts: Facts | None) -> bool:
    """Whether nothing is to be done about an item."""
    if row is None:
        return facts is None
    if row.origin != Origin.SURVEY:
        return True
    return facts is not None and all(getattr(row, name) == facts[name] for name in _DECIDES)
