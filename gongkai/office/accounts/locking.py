"""What a person reads after too many wrong tries."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked(
    request: HttpRequest, original: object = None, credentials: Mapping[str, str] | None = None
) -> HttpResponse:
    """Answer in place of the refused sign-in: ``settings.AXES_LOCKOUT_CALLABLE``."""
    del original, credentials
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "accounts/locked.html", {"lock_minutes": minutes}, status=429)
