"""Requests for change of the units one follows: where each stands, and by when it is due."""

from datetime import date
from enum import StrEnum

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from gongkai.core.access import Viewer
from gongkai.disclosure import rulebook
from gongkai.disclosure.models import AskedIn, ChangeRequest, Item
from gongkai.disclosure.queries.items import items_for
from gongkai.disclosure.queries.visibility import items_seen
from gongkai.rules.obligations import Fresh, Reckoning, Term, TimingRule, Within
from gongkai.rules.publishing.values import EditionState
from gongkai.rules.workdays import OutsideCalendarError


class ChangeStanding(StrEnum):
    """Where a request for change stands; nothing stores it."""

    OPEN = "open"
    IN_WORK = "in_work"
    CHANGED = "changed"
    DECLINED = "declined"

    @property
    def condition(self) -> Q:
        """The condition on requests that stand so; the four exclude one another."""
        taken_up = Q(edition__isnull=False) & ~Q(edition__state=EditionState.DISCARDED)
        return {
            ChangeStanding.OPEN: Q(closed_at=None) & ~taken_up,
            ChangeStanding.IN_WORK: Q(closed_at=None) & taken_up,
            ChangeStanding.CHANGED: Q(closed_at__isnull=False, answer=""),
            ChangeStanding.DECLINED: Q(closed_at__isnull=False) & ~Q(answer=""),
        }[self]


STANDINGS = (
    (ChangeStanding.OPEN, _("待办理")),
    (ChangeStanding.IN_WORK, _("正在修改")),
    (ChangeStanding.CHANGED, _("已修改")),
    (ChangeStanding.DECLINED, _("答复不修改")),
)
"""The standings in the order in which they follow one another, with what they are called."""

WAYS = AskedIn.choices
"""The ways in which somebody may ask, with what they are called."""


def change_standing(one: ChangeRequest) -> ChangeStanding:
    """Return where a request stands; the same as ``ChangeStanding.condition`` says in lists."""
    if one.closed_at is not None:
        return ChangeStanding.DECLINED if one.answer else ChangeStanding.CHANGED
    discarded = one.edition is None or one.edition.state == EditionState.DISCARDED
    return ChangeStanding.OPEN if discarded else ChangeStanding.IN_WORK


def change_requests_for(viewer: Viewer) -> QuerySet[ChangeRequest]:
    """Return the requests on items a viewer sees in the office, with item, unit and edition."""
    return (
        ChangeRequest.objects.filter(item__in=Item.objects.filter(items_seen(viewer)))
        .select_related("edition")
        .prefetch_related(Prefetch("item", items_for(viewer)))
    )


def open_changes(viewer: Viewer) -> QuerySet[ChangeRequest]:
    """Return what waits in the units a viewer writes for, the oldest first."""
    return (
        change_requests_for(viewer)
        .filter(viewer.reach_of("disclosure.write", "item__unit__path"), closed_at=None)
        .order_by("asked_on", "pk")
    )


def change_due(category: str, asked_on: date) -> tuple[date, TimingRule] | None:
    """Return by when a request is to be settled, and the rule that says so.

    The earliest of the terms that the timing rules of the category give to changes; ``None`` where
    the pack gives none. A day in a year without a notice of holidays yet is reckoned provisionally.
    """
    pack = rulebook.pack()
    if not pack.has_node(category):
        return None
    reckoning = Reckoning(rulebook.national().calendar, asked_on, asked_on)
    found = []
    for name in pack.node(category).timing:
        rule = pack.timing_rule(name)
        term = _term(rule)
        if term is None:
            continue
        try:
            found.append((reckoning.due(asked_on, term).on, rule))
        except OutsideCalendarError:
            continue  # of a year before the calendar: nobody counts its days any more
    return min(found, key=lambda one: one[0], default=None)


def _term(rule: TimingRule) -> Term | None:
    match rule.timing:
        case Within(term=term):
            return term
        case Fresh(changed=changed):
            return changed
    return None
