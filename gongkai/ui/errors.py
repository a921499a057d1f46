"""The page of a server error, with a number that leads to the entry in the log."""

import logging
import secrets
import sys
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

from gongkai.ui.access import public
from gongkai.ui.faults import is_no_space

_log = logging.getLogger("gongkai")


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """Log what happened under a new number, and show the number: ``handler500`` of the product.

    The query is not logged, for it may hold what people typed. A full disk is told as such (507):
    who reads it can have it mended.
    """
    full = is_no_space(sys.exc_info()[1])
    digits = secrets.token_hex(4).upper()
    number = f"{digits[:4]}-{digits[4:]}"
    _log.error("%s %s %s", number, request.method, request.path, exc_info=True)
    page = get_template("500.html")
    context = {"error_number": number, "full": full}
    try:
        text = page.render(context, request)
    except Exception:
        # What broke may be part of the frame: the bare page needs nothing of the request.
        _log.exception("%s: the error page has no frame", number)
        text = page.render(context)
    status = HTTPStatus.INSUFFICIENT_STORAGE if full else HTTPStatus.INTERNAL_SERVER_ERROR
    return HttpResponse(text, status=status)
