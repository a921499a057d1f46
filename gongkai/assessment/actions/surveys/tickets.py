"""Tickets: made in batches, printed once, handed out by people. Who got which, nobody keeps."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count as numbers
from secrets import SystemRandom
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.actions.surveys.common import (
    check_stratum,
    chosen_units,
    locked_survey,
    refuse_closed,
    told_survey,
)
from gongkai.assessment.models import PaperBatch, RoundUnit, Survey, Ticket
from gongkai.assessment.surveys.codes import hash_of, new_code
from gongkai.assessment.surveys.needs import units_asked
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.days import day_of
from gongkai.core.models import BodyKind, Membership, in_force
from gongkai.core.queries import units as register
from gongkai.core.wording import brief
from gongkai.rules.rounds import Verb

MOST: Final = 300
"""Codes in one batch: a pile of paper somebody can still hand out."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A code on its way to paper, with the units it is the right to answer about."""

    code: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as it is printed, once: in an order that is not the one it is kept in."""

    name: str
    stratum: str
    slips: tuple[Slip, ...]


def make_tickets(
    survey_id: int,
    *,
    units: Iterable[int],
    stratum: str = "",
    count: int,
    together: bool = False,
    by: Viewer,
) -> Batch:
    """Make ``count`` codes for each unit, or ``count`` codes for all of them ``together``.

    Raises:
        Refused: too many or none, no such unit or kind of people, or the survey is closed.
    """
    with acting(by) as act:
        found = locked_survey(act, survey_id, Verb.STAFF)
        refuse_closed(found)
        check_stratum(found, stratum)
        rows = chosen_units(found, units)
        codes = count if together else count * len(rows)
        if not 0 < codes <= MOST:
            raise Refused(
                gettext("一批最多制作 %(most)s 个编码，至少 1 个。请改份数，或分批制作。")
                % {"most": MOST},
                "count",
            )
        asked = [rows] * count if together else [[row] for row in rows for _ in range(count)]
        name = _batch_name(found, by)
        slips = [_slip(group) for group in asked]
        _keep(found, zip(slips, asked, strict=True), stratum, name, by)
        told_survey(
            act,
            "survey.tickets",
            found,
            batch=name,
            count=codes,
            stratum=stratum,
            units=[row.name for row in rows],
        )
        return Batch(name, stratum, tuple(slips))


def _slip(rows: list[RoundUnit]) -> Slip:
    return Slip(new_code(), tuple(row.name for row in rows))


def _keep(
    survey: Survey,
    slips: Iterable[tuple[Slip, list[RoundUnit]]],
    stratum: str,
    batch: str,
    by: Viewer,
) -> None:
    tickets = [
        Ticket(
            survey=survey,
            round_unit=row,
            stratum=stratum,
            code_hash=hash_of(survey, row.pk, slip.code),
            batch=batch,
            made_on=day_of(by.at),
        )
        for slip, rows in slips
        for row in rows
    ]
    # Handed out in the order of a list of names, the printed order would be that list.
    SystemRandom().shuffle(tickets)
    Ticket.objects.bulk_create(tickets)


def _batch_name(survey: Survey, by: Viewer) -> str:
    taken = set(survey.tickets.values_list("batch", flat=True))
    names = (f"{day_of(by.at):%m%d}-{number}" for number in numbers(1))
    return next(name for name in names if name not in taken)


def make_roster_tickets(survey_id: int, *, body_id: int, stratum: str = "", by: Viewer) -> Batch:
    """Make one code for each social supervisor now in office, about all units of the survey.

    Only their number is kept: the slips are alike but for the code, and are drawn like lots.

    Raises:
        Refused: no such roster, or nobody in it.
    """
    with acting(by) as act:
        found = locked_survey(act, survey_id, Verb.STAFF)
        day = day_of(by.at)
        body = register.bodies(by, day).filter(pk=body_id, kind=BodyKind.SUPERVISORS).first()
        if body is None:
            raise Refused(gettext("没有这个名册，或者已经撤销。请刷新页面。"), "body")
        seated = Membership.objects.filter(in_force(day), body=body).count()
        if not seated:
            raise Refused(gettext("名册里没有在任的监督员。请先登记成员。"), "body")
        return make_tickets(
            found.pk,
            units=[row.pk for row in units_asked(found)],
            stratum=stratum,
            count=seated,
            together=True,
            by=by,
        )


def void_tickets(survey_id: int, *, batch: str, reason: str, by: Viewer) -> int:
    """Drop what nobody has used yet of a batch, with the reason; return how many.

    Raises:
        Refused: no reason, or nothing of the batch is left.
    """
    with acting(by) as act:
        found = locked_survey(act, survey_id, Verb.STAFF)
        refuse_closed(found)
        if not reason.strip():
            raise Refused(gettext("没有写理由。请写明为什么作废。"), "reason")
        words = brief(reason, PaperBatch, "void_reason", "reason")
        unused = Ticket.objects.filter(survey=found, batch=batch, used=False)
        count, _ = unused.delete()
        if not count:
            raise Refused(gettext("这一批没有可以作废的编码。请刷新页面。"), "batch")
        told_survey(act, "survey.void_tickets", found, batch=batch, count=count, reason=words)
        return count
