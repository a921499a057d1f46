"""Who may open an address. Every view says so at its definition, or it answers nobody.

``public`` and ``requires`` mark a view; ``AccessMiddleware`` refuses views without a mark, and
a test walks the URL table so that an unmarked view never ships. What a permission means is the
policy's business, named by ``settings.ACCESS_POLICY``: today that is ``from_this_machine``,
because accounts do not exist yet.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver
from django.utils.module_loading import import_string
from django.utils.translation import gettext

View = TypeVar("View", bound=Callable[..., Any])
MARK = "gongkai_access"
PRIVATE = "gongkai_private"
LOOPBACK = frozenset({"127.0.0.1", "::1"})
# Headers that proxies add: with one of them the true client is not the one who connected.
_PROXY = re.compile(r"HTTP_(?:X_FORWARDED.*|FORWARDED|VIA|.*(?:CLIENT|REAL|CONNECTING)_IP)")


@dataclass(frozen=True, slots=True)
class Access:
    """What a view declares: open to everyone, or one named permission."""

    permission: str = ""

    @property
    def is_public(self) -> bool:
        """Whether everyone may open it."""
        return not self.permission


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a request may go on; ``reason`` is what a refused person reads."""

    allowed: bool
    reason: str = ""


def public(view: View) -> View:
    """Declare that everyone may open this view. Also for ``SomeView.as_view()``."""
    setattr(view, MARK, Access())
    return view


def requires(permission: str) -> Callable[[View], View]:
    """Declare the permission a view needs, such as ``"assessment.view"``.

    Raises:
        ImproperlyConfigured: the name is not of the form ``area.verb``.
    """
    area, _, verb = permission.partition(".")
    if not area or not verb:
        raise ImproperlyConfigured(f"permission {permission!r} must look like 'assessment.view'")

    def mark(view: View) -> View:
        setattr(view, MARK, Access(permission))
        return view

    return mark


def declared(view: Callable[..., Any]) -> Access | None:
    """Return what a view declares, or ``None`` for an unmarked one."""
    access = getattr(view, MARK, None)
    return access if isinstance(access, Access) else None


def from_this_machine(request: HttpRequest, permission: str) -> Decision:
    """Grant everything to requests of the machine itself, nothing to others.

    A header of a proxy means that the true client is elsewhere, so such requests are refused too:
    without accounts nothing is known about who asks. A proxy that adds no header at all cannot be
    told from the machine itself; until there are accounts none may be put before the office.
    """
    forwarded = any(_PROXY.fullmatch(name) for name in request.META)
    if request.META.get("REMOTE_ADDR") in LOOPBACK and not forwarded:
        return Decision(allowed=True)
    return Decision(
        allowed=False,
        reason=gettext("本页面需要“%(permission)s”权限，目前只能在运行本系统的计算机上打开。")
        % {"permission": permission},
    )


def permitted(request: HttpRequest, permission: str) -> bool:
    """Whether whoever asks has a permission: for public pages that show some people more.

    The answer is then one person's own, so no browser or proxy may keep it.
    """
    policy: Callable[[HttpRequest, str], Decision] = import_string(settings.ACCESS_POLICY)
    setattr(request, PRIVATE, True)
    return policy(request, permission).allowed


class AccessMiddleware:
    """Refuses unmarked views and asks the policy about marked ones, before the view runs.

    What needs a permission is never kept by a browser or a proxy: on a shared computer the
    "back" button would show it to the next person.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.policy: Callable[[HttpRequest, str], Decision] = import_string(settings.ACCESS_POLICY)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; the deciding is done once the view is known."""
        response = self.get_response(request)
        if getattr(request, PRIVATE, False):
            response.headers["Cache-Control"] = "no-store"
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_: object) -> None:
        """Raise ``PermissionDenied`` with the reason, or let the view run."""
        access = declared(view)
        if access is None:
            raise ImproperlyConfigured(
                f"{view.__module__}.{view.__qualname__} declares no access: "
                "mark it with gongkai.ui.access.public or requires"
            )
        if access.is_public:
            return
        setattr(request, PRIVATE, True)
        decision = self.policy(request, access.permission)
        if not decision.allowed:
            raise PermissionDenied(decision.reason)


def unmarked(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    """Yield the route of every view under ``patterns`` that declares no access."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from unmarked(pattern.url_patterns, route)
        elif declared(pattern.callback) is None:
            yield route
