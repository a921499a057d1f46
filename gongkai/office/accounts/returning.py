"""Where a person was going when the office asked who they are."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def next_address(request: HttpRequest) -> str:
    """Return ``next`` of the form or the address, if it leads to a page of this site; else empty.

    The sign-in page itself is never where somebody was going.
    """
    target = request.POST.get("next", "") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    if not safe or target.startswith((reverse(settings.LOGIN_URL), reverse("sign-out"))):
        return ""
    return target
