"""Who may open an address. Every view says so at its definition, or it answers nobody.

``public`` and ``requires`` mark a view; ``AccessMiddleware`` refuses views without a mark, and
a test walks the URL table so that an unmarked view never ships. What a permission means is the
policy's business, named by ``settings.ACCESS_POLICY``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, reverse
from django.utils.http import urlencode
from django.utils.module_loading import import_string

View = TypeVar("View", bound=Callable[..., Any])
MARK = "gongkai_access"
PRIVATE = "gongkai_private"


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
    """Whether a request may go on; ``reason`` is what a refused person reads.

    ``instead`` names an address to send the person to (signing in, say) in place of a refusal.
    """

    allowed: bool
    reason: str = ""
    instead: str = ""


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

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *_: object
    ) -> HttpResponseBase | None:
        """Let the view run, send the person elsewhere, or raise ``PermissionDenied``."""
        access = declared(view)
        if access is None:
            raise ImproperlyConfigured(
                f"{view.__module__}.{view.__qualname__} declares no access: "
                "mark it with gongkai.ui.access.public or requires"
            )
        if access.is_public:
            return None
        setattr(request, PRIVATE, True)
        decision = self.policy(request, access.permission)
        if decision.allowed:
            return None
        if decision.instead:
            return _elsewhere(request, decision.instead)
        raise PermissionDenied(decision.reason)


def _elsewhere(request: HttpRequest, name: str) -> HttpResponseRedirect:
    """Redirect with the way back in ``next``: this page, or the one whose form was sent."""
    here = request.get_full_path()
    if request.method not in {"GET", "HEAD"}:
        came_from = urlsplit(request.META.get("HTTP_REFERER", ""))
        here = came_from._replace(scheme="", netloc="").geturl()
        if came_from.netloc != request.get_host():
            here = ""
    query = "?" + urlencode({"next": here}) if here else ""
    return HttpResponseRedirect(reverse(name) + query)


def unmarked(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    """Yield the route of every view under ``patterns`` that declares no access."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from unmarked(pattern.url_patterns, route)
        elif declared(pattern.callback) is None:
            yield route
