"""The page of a server error, with a number that leads to the entry in the log."""

import logging
import secrets

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import get_template

from gongkai.ui.access import public

_log = logging.getLogger("gongkai")


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """Log what happened under a new number, and show the number: ``handler500`` of the product.

    The query is not logged, for it may hold what people typed.
    """
    digits = secrets.token_hex(4).upper()
    number = f"{digits[:4]}-{digits[4:]}"
    _log.error("%s %s %s", number, request.method, request.path, exc_info=True)
    page = get_template("500.html")
    try:
        text = page.render({"error_number": number}, request)
    except Exception:
        # What broke may be part of the frame: the bare page needs nothing of the request.
        _log.exception("%s: the error page has no frame", number)
        text = page.render({"error_number": number})
    return HttpResponseServerError(text)
