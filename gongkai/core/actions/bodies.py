"""Bodies that run open government, and who sits in them: leading group, working body, rosters."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.core import reorganised, verbs
from gongkai.core.access import Viewer
from gongkai.core.actions.base import Refused, acting
from gongkai.core.actions.guards import close
from gongkai.core.actions.units import check_day, in_force_unit, today
from gongkai.core.models import Body, BodyKind, Membership, Person

# A term that begins later than this was mistyped.
_AHEAD: Final = timedelta(days=5 * 366)

verbs.register("body.create", _("设立工作机构"), _("设立“%(title)s”，自%(since)s起"))
verbs.register("body.edit", _("修改工作机构"), _("修改“%(title)s”"))
verbs.register("body.end", _("撤销工作机构"), _("撤销“%(title)s”，自%(on)s起"))
verbs.register("body.join", _("登记成员"), _("“%(title)s”增加成员：%(name)s（%(post)s）"))
verbs.register("body.leave", _("成员退出"), _("“%(title)s”减少成员：%(name)s"))


@dataclass(frozen=True, slots=True)
class BodyDraft:
    """What a body is to be."""

    kind: str
    name: str
    basis: str = ""
    duties: str = ""


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """Who is to sit in a body. ``person_id`` where they have an account."""

    name: str
    post: str
    unit_id: int
    phone: str = ""
    person_id: int | None = None


def create_body(unit_id: int, draft: BodyDraft, *, since: date, by: Viewer) -> Body:
    """Set up a body at a unit from a day."""
    with acting(by) as act:
        unit = in_force_unit(act, unit_id)
        act.require("units.manage", unit.path)
        _check_body(draft)
        check_day(since, by, name="since")
        body = Body.objects.create(
            unit=unit,
            kind=draft.kind,
            name=draft.name,
            basis=draft.basis,
            duties=draft.duties,
            since=since,
        )
        data = {"kind": draft.kind, "since": since, "basis": draft.basis}
        act.event("body.create", body, title=body.name, unit_path=unit.path, data=data)
        reorganised.changed(act, unit)
    return body


def _check_body(draft: BodyDraft) -> None:
    if draft.kind not in BodyKind.values:
        raise Refused(
            gettext("没有这种工作机构，可用：%(known)s")
            % {"known": "、".join(map(str, BodyKind.labels))},
            "kind",
        )
    if not draft.name or len(draft.name) > 100:
        raise Refused(gettext("请填写名称，不超过100个字。"), "name")
    if len(draft.basis) > 200:
        raise Refused(gettext("依据不能超过200个字。"), "basis")


def edit_body(body_id: int, draft: BodyDraft, *, by: Viewer) -> Body:
    """Change what is said of a body."""
    with acting(by) as act:
        body = act.lock(Body, body_id)
        act.require("units.manage", body.unit.path)
        _check_body(draft)
        wanted = (draft.kind, draft.name, draft.basis, draft.duties)
        if wanted == (body.kind, body.name, body.basis, body.duties):
            act.unchanged()
            return body
        body.kind, body.name, body.basis, body.duties = wanted
        body.save(update_fields=["kind", "name", "basis", "duties"])
        act.event("body.edit", body, title=body.name, unit_path=body.unit.path)
        reorganised.changed(act, body.unit)
    return body


def end_body(body_id: int, *, on: date, by: Viewer) -> None:
    """End a body and everybody's seat in it on a day."""
    with acting(by) as act:
        body = act.lock(Body, body_id)
        act.require("units.manage", body.unit.path)
        if body.until is not None:
            raise Refused(gettext("它已经撤销。"))
        check_day(on, by, after=body.since)
        for member in body.memberships.filter(Q(until=None) | Q(until__gt=on)):
            close(member, on)
        close(body, on)
        act.event("body.end", body, title=body.name, unit_path=body.unit.path, data={"on": on})
        reorganised.changed(act, body.unit)


def join_body(
    body_id: int,
    draft: MemberDraft,
    *,
    since: date,
    until: date | None = None,
    by: Viewer,
) -> Membership:
    """Give somebody a seat in a body from a day, where ``until`` is given up to the day before it.

    A term may be over already, or still to come.

    Raises:
        Refused: the body ended, the person sits in it in that term already, no name or post, a
            term that ends before it begins or begins before the body or years ahead.
    """
    with acting(by) as act:
        body, unit = act.lock(Body, body_id), in_force_unit(act, draft.unit_id)
        act.require("units.manage", body.unit.path)
        if body.until is not None:
            raise Refused(gettext("它已经撤销，不能再增加成员。"))
        _check_term(body, since, until, today(by))
        for value, words, field in (
            (draft.name, gettext("请填写姓名，不超过50个字。"), "name"),
            (draft.post, gettext("请填写职务，不超过50个字。"), "post"),
        ):
            if not value or len(value) > 50:
                raise Refused(words, field)
        seated = body.memberships.filter(Q(until=None) | Q(until__gt=since))
        if until is not None:
            seated = seated.filter(since__lt=until)
        if seated.filter(name=draft.name, unit=unit).exists():
            words = gettext("“%(name)s”已在名单中，任期重叠。")
            raise Refused(words % {"name": draft.name}, "name")
        person = act.lock(Person, draft.person_id) if draft.person_id is not None else None
        member = Membership.objects.create(
            body=body,
            unit=unit,
            person=person,
            name=draft.name,
            post=draft.post,
            phone=draft.phone[:60],
            position=seated.count(),
            since=since,
            until=until,
        )
        data = {"name": draft.name, "post": draft.post, "since": since, "until": until}
        act.event("body.join", body, title=body.name, unit_path=body.unit.path, data=data)
    return member


def _check_term(body: Body, since: date, until: date | None, day: date) -> None:
    if since < body.since:
        raise Refused(gettext("不能早于机构设立之日。"), "since")
    if since > day + _AHEAD:
        raise Refused(gettext("任期开始太远。请核对日期。"), "since")
    if until is not None and until <= since:
        raise Refused(gettext("任期结束要晚于任期开始。请改正。"), "until")


def leave_body(member_id: int, *, on: date, by: Viewer) -> None:
    """End a seat on a day."""
    with acting(by) as act:
        member = act.lock(Membership, member_id)
        body = member.body
        act.require("units.manage", body.unit.path)
        if member.until is not None and member.until <= today(by):
            raise Refused(gettext("这个成员已经退出。"))
        check_day(on, by)
        if on < member.since <= today(by):
            raise Refused(gettext("不能早于加入之日。"), "on")
        data = {"name": member.name, "on": on}
        close(member, on)
        act.event("body.leave", body, title=body.name, unit_path=body.unit.path, data=data)
