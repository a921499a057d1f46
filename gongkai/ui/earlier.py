"""Static files under the names an earlier build of the front end gave them.

Public pages name their style sheet with its hash. After a new build they are made anew in the
night; until then they are shown with what the front end is now, not without any style.
"""

import re
from mimetypes import guess_type
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext

from gongkai.ui.access import public
from gongkai.ui.storage import DIST, names

_HASHED: Final = re.compile(r"([a-z-]+)\.[0-9a-f]{12}(\.[a-z]+)")


@public
def earlier_build(request: HttpRequest, name: str) -> HttpResponse:
    """Send the present file for the name of an earlier one; what is there never comes here."""
    del request
    hashed = _HASHED.fullmatch(name)
    plain = f"{hashed[1]}{hashed[2]}" if hashed else ""
    if plain not in names():
        raise Http404(gettext("没有这个文件。"))
    kind, _ = guess_type(plain)
    return HttpResponse(
        (DIST / plain).read_bytes(),
        content_type=f"{kind}; charset=utf-8",
        headers={"Cache-Control": "no-cache"},
    )
