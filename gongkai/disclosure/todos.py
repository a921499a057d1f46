"""What disclosure puts on a person's to-do list, and finds for the office's search."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy

from gongkai.core import directory, todo
from gongkai.core.access import Viewer
from gongkai.core.directory import Found
from gongkai.core.todo import Todo, TodoState
from gongkai.disclosure import rulebook
from gongkai.disclosure.days import day_of
from gongkai.disclosure.models import Edition
from gongkai.disclosure.queries.duties import duties
from gongkai.disclosure.queries.review import (
    failed_releases,
    returned_to,
    review_queue,
    to_publish,
)
from gongkai.disclosure.queries.visibility import editions_seen
from gongkai.disclosure.telling import address_of
from gongkai.rules.obligations import Duty, DutyState
from gongkai.rules.publishing.values import EditionState

_DUTIES = "/office/disclosure/duties/"
# A list with more than this helps nobody; the duties page has them all.
_MOST_DUTIES = 100


@todo.source("disclosure.review")
def waiting(viewer: Viewer) -> Iterator[Todo]:
    """Yield what waits for this person: to sign, to publish."""
    for one in review_queue(viewer):
        overdue = one.due is not None and one.due < day_of(viewer.at)
        yield _about(
            one.edition,
            why=gettext("等待您办理“%(step)s”") % {"step": one.step.title},
            state=TodoState.OVERDUE if overdue else TodoState.WAITING_FOR_ME,
            kind=gettext("审核"),
            due=one.due,
        )
    for edition in to_publish(viewer):
        why = edition.release_failure or gettext("已批准，等待发布")
        yield _about(edition, why=why, state=TodoState.WAITING_FOR_ME, kind=gettext("发布"))


@todo.source("disclosure.returned")
def returned(viewer: Viewer) -> Iterator[Todo]:
    """Yield what came back to its author: returned by a reviewer, not released in time."""
    for stands in returned_to(viewer):
        record = stands.review.returned
        reason = record.reason if record is not None else ""
        yield _about(
            stands.edition,
            why=gettext("被退回：%(reason)s") % {"reason": reason},
            state=TodoState.RETURNED_TO_ME,
            kind=gettext("退回"),
        )
    mine = {one.pk for one in to_publish(viewer)}
    for edition in failed_releases(viewer):
        if edition.pk not in mine:
            why = gettext("没有按时发布：%(reason)s") % {"reason": edition.release_failure}
            yield _about(edition, why=why, state=TodoState.RETURNED_TO_ME, kind=gettext("发布"))


def _about(
    edition: Edition, *, why: str, state: TodoState, kind: str, due: date | None = None
) -> Todo:
    item = edition.item
    return Todo(
        title=str(edition),
        href=address_of(item),
        why=why,
        state=state,
        due=due,
        unit=item.unit.label,
        kind=kind,
        key=f"disclosure:{edition.pk}:{state.name}",
    )


@todo.source("disclosure.duties")
def due(viewer: Viewer) -> Iterable[Todo]:
    """Return the duties that are near or over, of units this person writes for or plans for."""
    if not (viewer.may("disclosure.write") or viewer.may("disclosure.plan")):
        return ()
    today = day_of(viewer.at)
    found = duties(viewer, as_of=today)
    near = [one for one in found.open() if one.state is not DutyState.DUE]
    return [_duty(one, found.units[one.unit].label) for one in near[:_MOST_DUTIES]]


def _duty(duty: Duty, unit: str) -> Todo:
    node = rulebook.pack().node(duty.category) if rulebook.pack().has_node(duty.category) else None
    overdue = duty.state is DutyState.OVERDUE
    return Todo(
        title=f"{node.title if node else duty.category}：{duty.cause.title}",
        href=f"{_DUTIES}?unit={duty.unit}",
        why=duty.rule.title if duty.rule is not None else gettext("年度公开计划"),
        state=TodoState.OVERDUE if overdue else TodoState.DUE_SOON,
        due=duty.due_on,
        unit=unit,
        kind=gettext("公开任务"),
        key=f"duty:{duty.unit}:{duty.category}:{duty.cause.key}",
    )


@directory.provider("disclosure", gettext_lazy("公开事项"))
def find_items(viewer: Viewer, words: str, limit: int) -> Iterator[Found]:
    """Yield the items a person sees whose newest title, number or index number has the words."""
    states = [
        EditionState.LIVE,
        EditionState.DRAFT,
        EditionState.IN_REVIEW,
        EditionState.APPROVED,
        EditionState.SCHEDULED,
    ]
    editions = Edition.objects.filter(
        Q(title__icontains=words)
        | Q(document_number__icontains=words)
        | Q(item__index_number__icontains=words)
        | Q(item__key=words.lower()),
        editions_seen(viewer),
        state__in=states,
    ).select_related("item", "item__unit")
    for edition in editions.order_by("-saved_at")[:limit]:
        yield Found(
            kind=gettext("事项"),
            title=str(edition),
            href=address_of(edition.item),
            note=f"{edition.item.unit.label} · {edition.get_state_display()}",
        )
