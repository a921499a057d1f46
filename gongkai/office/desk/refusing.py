"""What an action refuses is told in words, wherever a screen did not expect it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from gongkai.core.actions import Refused


class RefusedMiddleware:
    """Turns a ``Refused`` that a view let through into a page (409) with the reason."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal; anything else goes on to the usual page of errors."""
        if not isinstance(error, Refused):
            return None
        return render(request, "desk/refused.html", {"reason": error.message}, status=409)
