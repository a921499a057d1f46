"""The portal's frame around a page made for one reader, which nobody else may keep."""

from collections.abc import Mapping
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.disclosure.open_data.site import site
from gongkai.portal.frame import footer, frame
from gongkai.ui.chrome import chrome


def page(
    request: HttpRequest, template: str, context: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """Answer with a page of the portal, in the reader's language and size of type."""
    own, here = chrome(request)["chrome"], site()
    whole = replace(
        frame(request.path, here),
        html_language=own.html_language,
        languages=own.languages,
        large_type=own.large_type,
        text_size_href=own.text_size_href,
    )
    answer = render(
        request, template, {"chrome": whole, "footer": footer(here), **context}, status=status
    )
    return unkept(answer)


def unkept(answer: HttpResponse) -> HttpResponse:
    """Let no browser and no proxy keep an answer: it has a token, or says who may answer."""
    answer.headers["Cache-Control"] = "no-store"
    return answer
