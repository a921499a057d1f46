"""What disclosure puts on a person's to-do list, and finds for the office's search."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy

from gongkai.core import directory, todo
from gongkai.core.access import Viewer
from gongkai.core.days import day_of, day_words
from gongkai.core.directory import Found
from gongkai.core.todo import Todo, TodoState
from gongkai.disclosure import rulebook
from gongkai.disclosure.models import ChangeRequest, Edition
from gongkai.disclosure.queries.changes import (
    ChangeStanding,
    change_due,
    change_standing,
    open_changes,
)
from gongkai.disclosure.queries.duties import duties
from gongkai.disclosure.queries.reassessing import looks_due
from gongkai.disclosure.queries.registers import EntriesDue, entries_due
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
_REGISTERS = "/office/disclosure/registers/"
_UNDISCLOSED = "/office/disclosure/undisclosed/"
# More looks than this are one line, which leads to their list.
_MOST_LOOKS = 20
_CHANGES = "/office/disclosure/changes/"
# More requests for change than this are one line, which leads to their list.
_MOST_CHANGES = 20
# A list with more than this helps nobody; the duties page has them all.
_MOST_DUTIES = 100
# Who follows more units than this is told of each unit in one line.
_MOST_UNITS = 3


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
    by_unit: dict[int, list[Duty]] = {}
    for one in near:
        by_unit.setdefault(one.unit, []).append(one)
    if len(by_unit) > _MOST_UNITS:
        return [_of_unit(some, found.units[unit].label) for unit, some in by_unit.items()]
    return [_duty(one, found.units[one.unit].label) for one in near[:_MOST_DUTIES]]


def _of_unit(some: list[Duty], unit: str) -> Todo:
    """Say of a unit how much is near or over, for who follows many units."""
    over = sum(one.state is DutyState.OVERDUE for one in some)
    near = len(some) - over
    parts = (
        gettext("%(count)s 项逾期") % {"count": over} if over else "",
        gettext("%(count)s 项即将到期") % {"count": near} if near else "",
    )
    return Todo(
        title=gettext("%(unit)s的公开任务") % {"unit": unit},
        href=f"{_DUTIES}?unit={some[0].unit}",
        why=gettext("，").join(one for one in parts if one),
        state=TodoState.OVERDUE if over else TodoState.DUE_SOON,
        due=min(one.due_on for one in some),
        unit=unit,
        kind=gettext("公开任务"),
        key=f"duties:{some[0].unit}",
        is_duty=True,
        count=over or near,
    )


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
        is_duty=True,
    )


@todo.source("disclosure.registers")
def to_look_at_again(viewer: Viewer) -> list[Todo]:
    """Return the registers with entries to be looked at again, of units this person writes for.

    A line a register and unit; for who writes for many units, a line a register.
    """
    found = entries_due(viewer)
    if len({one.unit.pk for one in found}) <= _MOST_UNITS:
        return [_again([one], one.unit.label) for one in found]
    by_kind: dict[str, list[EntriesDue]] = {}
    for one in found:
        by_kind.setdefault(one.kind.id, []).append(one)
    return [_again(some, "") for some in by_kind.values()]


def _again(some: list[EntriesDue], unit: str) -> Todo:
    kind, count = some[0].kind, sum(one.count for one in some)
    return Todo(
        title=kind.title,
        href=f"{_REGISTERS}{kind.id}/?standing=due",
        why=gettext("有 %(count)s 条应复核：没有变化的确认，有变化的修改") % {"count": count},
        state=TodoState.OVERDUE,
        due=min(one.since for one in some),
        unit=unit,
        kind=gettext("复核"),
        key=f"register:{kind.id}:{some[0].unit.pk if unit else ''}",
        is_duty=True,
        count=count,
    )


@todo.source("disclosure.reassessments")
def to_reassess(viewer: Viewer) -> Iterator[Todo]:
    """Yield what is not disclosed and has to be looked at again (条例 §18); many in one line."""
    found, today = looks_due(viewer, _MOST_LOOKS), day_of(viewer.at)
    if found.total > _MOST_LOOKS:
        yield Todo(
            title=gettext("不公开的信息"),
            href=_UNDISCLOSED,
            why=gettext("有 %(count)s 件应重新评估是否公开") % {"count": found.total},
            state=TodoState.OVERDUE if found.late else TodoState.DUE_SOON,
            due=found.first[0].due_on,
            kind=gettext("重新评估"),
            key="reassessments",
            is_duty=True,
            count=found.late or found.total,
        )
        return
    for one in found.first:
        current: list[Edition] = one.item.__dict__["current"]
        yield Todo(
            title=str(current[-1]) if current else str(one.item),
            href=f"{address_of(one.item)}#reassess",
            why=gettext("上次 %(day)s，应重新评估是否公开") % {"day": day_words(one.last_on)},
            state=TodoState.OVERDUE if one.due_on < today else TodoState.DUE_SOON,
            due=one.due_on,
            unit=one.item.unit.label,
            kind=gettext("重新评估"),
            key=f"reassess:{one.item.pk}",
            is_duty=True,
        )


@todo.source("disclosure.changes")
def asked_to_change(viewer: Viewer) -> Iterator[Todo]:
    """Yield the requests for change that wait for an edition or an answer; many in one line."""
    found = list(open_changes(viewer))
    dues = {one.pk: change_due(one.item.category, one.asked_on) for one in found}
    days = {pk: due[0] for pk, due in dues.items() if due is not None}
    today = day_of(viewer.at)
    if len(found) > _MOST_CHANGES:
        first = min(days.values(), default=None)
        yield Todo(
            title=gettext("修改请求"),
            href=f"{_CHANGES}?state=open",
            why=gettext("有 %(count)s 条没有办结：采纳的起草新版，不改的写明答复")
            % {"count": len(found)},
            state=_until(first, today),
            due=first,
            kind=gettext("修改请求"),
            key="changes",
            count=len(found),
        )
        return
    for one in found:
        due = days.get(one.pk)
        # Who asked is not said: this line goes into calendars outside the office, too.
        yield Todo(
            title=str(one.item.__dict__["current"][-1]),
            href=f"{address_of(one.item)}#requests",
            why=_asked(one),
            state=_until(due, today, change_standing(one)),
            due=due,
            unit=one.item.unit.label,
            kind=gettext("修改请求"),
            key=f"change:{one.pk}",
        )


def _asked(one: ChangeRequest) -> str:
    on = gettext("%(day)s有人要求修改") % {"day": day_words(one.asked_on)}
    if change_standing(one) is ChangeStanding.IN_WORK and one.edition is not None:
        return gettext("%(asked)s，由第 %(number)s 版办理") % {
            "asked": on,
            "number": one.edition.number,
        }
    return gettext("%(asked)s：采纳的起草新版，不改的写明答复") % {"asked": on}


def _until(
    due: date | None, today: date, standing: ChangeStanding = ChangeStanding.OPEN
) -> TodoState:
    """A request is late after its term; one that an edition answers already waits for nobody."""
    if due is not None and due < today:
        return TodoState.OVERDUE
    return TodoState.INFO if standing is ChangeStanding.IN_WORK else TodoState.WAITING_FOR_ME


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
