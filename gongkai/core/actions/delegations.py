"""Standing in: who is absent names another of the same government, for a period."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.core import verbs
from gongkai.core.access import Viewer
from gongkai.core.actions.base import Refused, acting
from gongkai.core.actions.guards import SEPARATE, duties_of
from gongkai.core.models import Delegation, Duty, Person

verbs.register(
    "delegation.give", _("委托代理"), _("委托“%(delegate)s”代理，%(starts)s至%(ends)s：%(reason)s")
)
verbs.register("delegation.revoke", _("结束代理"), _("结束“%(delegate)s”的代理"))


def delegate(
    delegate_id: int, *, starts_at: datetime, ends_at: datetime, reason: str, by: Viewer
) -> Delegation:
    """Let another use one's business roles in one's name for a period.

    Raises:
        Refused: oneself, another government, an administrator on either side, nothing to stand in
            for, a period that overlaps another, or no reason.
    """
    with acting(by) as act:
        act.permit("one's own roles, while absent")
        principal = act.lock(Person, by.person_id or 0)
        other = act.lock(Person, delegate_id)
        _check_pair(principal, other)
        _check_period(principal, starts_at, ends_at, by)
        if not reason or len(reason) > 200:
            raise Refused(gettext("请填写原因，如“外出培训”，不超过200个字。"), "reason")
        first, last = timezone.localdate(starts_at), timezone.localdate(ends_at)
        if Duty.BUSINESS not in duties_of(principal, first, None):
            raise Refused(gettext("您没有业务角色，无需代理。"), "delegate")
        if duties_of(other, first, last) & set(SEPARATE):
            raise Refused(
                gettext("“%(name)s”是系统、安全或审计管理员，不能代理业务。") % {"name": other},
                "delegate",
            )
        given = Delegation.objects.create(
            principal=principal, delegate=other, starts_at=starts_at, ends_at=ends_at, reason=reason
        )
        act.event("delegation.give", principal, unit_path=principal.unit.path, data=_data(given))
    return given


def _check_pair(principal: Person, other: Person) -> None:
    if principal.pk == other.pk:
        raise Refused(gettext("不能委托自己。"), "delegate")
    if not other.is_active:
        raise Refused(gettext("这个账号已停用。"), "delegate")
    if root(principal) != root(other):
        raise Refused(gettext("只能委托同一政府所属单位的人员。"), "delegate")


def root(person: Person) -> str:
    """Return the government at the top of a person's unit, as the first step of its path."""
    return person.unit.path.split("/")[1]


def _check_period(principal: Person, starts_at: datetime, ends_at: datetime, by: Viewer) -> None:
    if ends_at <= starts_at:
        raise Refused(gettext("结束时间须晚于开始时间。"), "ends")
    if ends_at <= by.at:
        raise Refused(gettext("结束时间已过。"), "ends")
    overlapping = Delegation.objects.filter(
        principal=principal, revoked_at=None, starts_at__lt=ends_at, ends_at__gt=starts_at
    )
    if overlapping.exists():
        raise Refused(gettext("这段时间已委托他人，请先结束原来的代理。"), "starts")


def _data(given: Delegation) -> dict[str, str]:
    return {
        "delegate": given.delegate.name,
        "starts": f"{timezone.localtime(given.starts_at):%Y-%m-%d %H:%M}",
        "ends": f"{timezone.localtime(given.ends_at):%Y-%m-%d %H:%M}",
        "reason": given.reason,
    }


def revoke_delegation(delegation_id: int, *, by: Viewer) -> None:
    """End a delegation at once; either of the two may."""
    with acting(by) as act:
        given = act.lock(Delegation, delegation_id)
        act.permit("one of the two it concerns")
        if by.person_id not in {given.principal_id, given.delegate_id}:
            raise Refused(gettext("没有这条记录，可能已被他人处理。请刷新页面。"))
        if given.revoked_at is not None or given.ends_at <= by.at:
            act.unchanged()
            return
        given.revoked_at = by.at
        given.save(update_fields=["revoked_at"])
        principal = given.principal
        data = {"delegate": given.delegate.name}
        act.event("delegation.revoke", principal, unit_path=principal.unit.path, data=data)
