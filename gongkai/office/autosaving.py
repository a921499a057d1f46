"""Forms that save themselves: what the buttons and ``autosave.js`` share.

The script asks for JSON. Every answer but success bears a ``code`` (what the script acts on) and
a ``message`` (what a person reads). Codes that end in ``overtaken``, ``state``, ``stage`` or
``phase`` stop saving by itself; one that ends in ``secret`` forbids a copy in the browser.
"""

from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest, JsonResponse
from django.utils.timezone import localtime

Shown = Mapping[str, tuple[str, str]]
"""Texts that follow from a saving elsewhere on the page, by id, each with its state."""


def by_script(request: HttpRequest) -> bool:
    """Whether the script sends a form and wants JSON."""
    accepted = request.headers.get("Accept", "")
    return request.method == "POST" and accepted.startswith("application/json")


def saved(version: int, at: datetime, shown: Shown | None = None) -> JsonResponse:
    """Answer the script: the new version and the moment (HH:MM of the office)."""
    body: dict[str, object] = {"version": version, "saved_at": f"{localtime(at):%H:%M}"}
    if shown:
        body["shown"] = {place: list(one) for place, one in shown.items()}
    return JsonResponse(body)


def refusal(code: str, message: str, status: int = 409, **more: object) -> JsonResponse:
    """Answer the script why nothing was saved."""
    return JsonResponse({"code": code, "message": message, **more}, status=status)


def opened_on(text: str) -> int:
    """Return the version a form was opened on; 0 for none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
