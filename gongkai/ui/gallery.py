"""The gallery: every component in its normal, empty, long and wrong state, with lifelike content.

It is documentation, and the page the accessibility tests run on. Sample words are content, not
interface, so they are not translated.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.ui import gallery_flow
from gongkai.ui import gallery_records as records
from gongkai.ui import gallery_samples as samples
from gongkai.ui.access import public
from gongkai.ui.components import Breadcrumb


@public
def index(request: HttpRequest) -> HttpResponse:
    """Show every component."""
    return render(
        request,
        "ui/gallery.html",
        {
            "breadcrumb": Breadcrumb.to("组件", ("首页", "/")),
            "figures": samples.FIGURES,
            "steps": samples.STEPS,
            "tabs": samples.tabs(request.GET),
            "filters": samples.filters(request.GET),
            "table": samples.scores(request.GET),
            "pagination": samples.pagination(request.GET),
            "wide_table": samples.WIDE,
            "empty_table": samples.EMPTY_TABLE,
            "tree": samples.TREE,
            "bars": samples.BARS,
            "lines": samples.LINES,
            "distribution": samples.DISTRIBUTION,
            "permit": gallery_flow.PERMIT,
            "review": gallery_flow.REVIEW,
            "badges": samples.BADGES,
            "changes": samples.CHANGES,
            "meters": samples.METERS,
            "notices": samples.NOTICES,
            "empty": samples.EMPTY,
            "summary": samples.SUMMARY,
            "fields": samples.FIELDS,
            "wrong_fields": samples.WRONG_FIELDS,
            "errors": samples.ERRORS,
            "buttons": records.BUTTONS,
            "form": records.FORM,
            "ticks": records.TICKS,
            "timeline": records.TIMELINE,
            "diff": records.DIFF,
            "files": records.FILES,
            "banners": records.BANNERS,
            "details": records.DETAILS,
        },
    )
