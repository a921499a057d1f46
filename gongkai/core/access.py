"""Who may do what where: a viewer's grants, and one decision with its reason.

A grant is a set of permissions at a unit, reaching its subtree or not. Denied unless granted.
The screens' policy (``settings.ACCESS_POLICY``) and every action ask the same function.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from gongkai.core.models import Assignment, Delegation, Duty, Person, in_force
from gongkai.core.permissions import OWN, known, permission
from gongkai.ui.access import Decision

VIEWER: Final = "gongkai_viewer"


@dataclass(frozen=True, slots=True)
class Grant:
    """Permissions at a unit. ``on_behalf_of`` names the person a delegate stands in for."""

    permissions: frozenset[str]
    unit_path: str
    subtree: bool
    role: str = ""
    principal_id: int | None = None
    on_behalf_of: str = ""

    def reaches(self, unit_path: str) -> bool:
        """Whether the grant covers a unit, named by its path."""
        return unit_path == self.unit_path or (
            self.subtree and unit_path.startswith(self.unit_path)
        )


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who reads or acts: a person, the public (no ``person_id``), or the system itself.

    ``at`` is the moment of the request; nothing below it looks at a clock.
    """

    at: datetime
    person_id: int | None = None
    name: str = ""
    unit_path: str = ""
    address: str = ""
    grants: tuple[Grant, ...] = ()
    is_system: bool = False

    @classmethod
    def public(cls, at: datetime) -> "Viewer":
        """Return the viewer everybody is who has not signed in."""
        return cls(at)

    @classmethod
    def system(cls, name: str, at: datetime) -> "Viewer":
        """Return the actor of jobs and set-up: may do everything; ``name`` goes into events."""
        return cls(at, name=name, is_system=True)

    @property
    def is_public(self) -> bool:
        """Whether nobody has signed in."""
        return self.person_id is None and not self.is_system

    def decide(self, name: str, unit_path: str | None = None) -> Decision:
        """Decide whether ``name`` is granted, at a unit or (without one) anywhere.

        Raises:
            UnknownPermissionError: the name is not in the register.
        """
        title = permission(name).title
        if self.is_system or self.grant_for(name, unit_path) is not None:
            return Decision(allowed=True)
        if self.is_public:
            return Decision(allowed=False, reason=gettext("请先登录。"))
        held = any(name in grant.permissions for grant in self.grants)
        words = (
            gettext("您的“%(title)s”权限不包括这个单位。请联系本单位的安全管理员。")
            if held
            else gettext("您没有“%(title)s”权限。需要时请联系安全管理员授予角色。")
        )
        return Decision(allowed=False, reason=words % {"title": title})

    def may(self, name: str, unit_path: str | None = None) -> bool:
        """Whether ``name`` is granted, at a unit or anywhere."""
        return self.decide(name, unit_path).allowed

    def require(self, name: str, unit_path: str | None = None) -> None:
        """Raise ``PermissionDenied`` with the reason unless ``name`` is granted."""
        decision = self.decide(name, unit_path)
        if not decision.allowed:
            raise PermissionDenied(decision.reason)

    def grant_for(self, name: str, unit_path: str | None = None) -> Grant | None:
        """Return the grant used for a permission: one's own before a delegated one."""
        fitting = [
            grant
            for grant in self.grants
            if name in grant.permissions and (unit_path is None or grant.reaches(unit_path))
        ]
        return min(fitting, key=lambda grant: grant.principal_id is not None, default=None)

    def reach(self, name: str) -> Q:
        """Return the condition on ``path`` of units where ``name`` is granted."""
        return self.reach_of(name, "path")

    def reach_of(self, name: str, field: str) -> Q:
        """Return the condition on a path field, such as ``unit__path``; matches nothing if none."""
        permission(name)
        if self.is_system:
            return Q()
        condition = Q(pk__in=())
        for grant in self.grants:
            if name in grant.permissions:
                lookup = f"{field}__startswith" if grant.subtree else field
                condition |= Q(**{lookup: grant.unit_path})
        return condition


def viewer_of(person: Person, at: datetime, address: str = "") -> Viewer:
    """Return the viewer a person is at a moment: own roles, and those of absent colleagues."""
    everybody = Grant(frozenset({OWN}), person.unit.path, subtree=False)
    grants = (everybody, *_grants(person, at))
    return Viewer(at, person.pk, person.name, person.unit.path, address, grants)


def _grants(person: Person, at: datetime) -> Iterator[Grant]:
    """Yield what a person's own roles grant and what those of absent colleagues do.

    One query for both, of plain values: every request of the office begins with it.
    """
    absent = Delegation.objects.filter(
        delegate=person,
        revoked_at=None,
        starts_at__lte=at,
        ends_at__gt=at,
        principal__is_active=True,
    ).values("principal_id")
    found = Assignment.objects.filter(
        Q(person=person) | Q(person__in=absent, role__duty=Duty.BUSINESS),
        in_force(timezone.localdate(at)),
    ).values_list(
        "role__permissions", "unit__path", "subtree", "role__title", "person_id", "person__name"
    )
    for permissions, path, subtree, title, holder, name in found:
        stood_in = holder != person.pk
        yield Grant(
            permissions=known(permissions),
            unit_path=path,
            subtree=subtree,
            role=title,
            principal_id=holder if stood_in else None,
            on_behalf_of=name if stood_in else "",
        )


def viewer(request: HttpRequest) -> Viewer:
    """Return the viewer of a request, set by ``core.middleware``."""
    found = getattr(request, VIEWER, None)
    if not isinstance(found, Viewer):
        raise TypeError("gongkai.core.middleware.ViewerMiddleware is not installed")
    return found


def by_role(request: HttpRequest, name: str) -> Decision:
    """Decide for a screen: the policy of ``settings.ACCESS_POLICY``.

    Who has not signed in is sent to do so; who must change the password, to that page first.
    """
    asker = viewer(request)
    if asker.is_public:
        return replace(asker.decide(name), instead=settings.LOGIN_URL)
    if name != OWN and _must_change_password(request):
        reason = gettext("请先修改密码。")
        return Decision(allowed=False, reason=reason, instead=settings.PASSWORD_URL)
    return asker.decide(name)


def _must_change_password(request: HttpRequest) -> bool:
    person = getattr(request, "user", None)
    return isinstance(person, Person) and person.must_change_password
