"""What every page shown to a test must have, whatever the test is about."""

import re
from typing import Final

from django.http import HttpResponse
from django.http.response import HttpResponseBase

_FORM: Final = re.compile(r'<form\b[^>]*\bmethod="post".*?</form>', re.DOTALL)


def forms_without_token(response: HttpResponseBase) -> list[str]:
    """Return the forms of a page that post without the token of the request."""
    html = response.headers.get("Content-Type", "").startswith("text/html")
    if not html or not isinstance(response, HttpResponse):
        return []
    found = _FORM.findall(response.content.decode(response.charset))
    return [one for one in found if 'name="csrfmiddlewaretoken"' not in one]
