"""Papers of an order, as files to save."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext

from gongkai.assessment.queries.mending import find_proposal
from gongkai.core.access import viewer
from gongkai.core.files import open_file
from gongkai.office.disclosure.papers import document
from gongkai.office.mending.finding import order_of
from gongkai.office.mending.paper import order_paper, proposal_paper
from gongkai.reports import mending
from gongkai.ui.access import requires


@requires("assessment.view")
def notice(request: HttpRequest, order_id: int) -> HttpResponse:
    """Send the notice of an order (整改通知书)."""
    order = order_of(request, order_id)
    return document(f"整改通知-{order.unit.name}.docx", mending.order_notice(order_paper(order)))


@requires("assessment.view")
def lists(request: HttpRequest, order_id: int) -> HttpResponse:
    """Send the three lists (三单) as Word."""
    order = order_of(request, order_id)
    return document(f"三单-{order.unit.name}.docx", mending.order_lists(order_paper(order)))


@requires("assessment.view")
def workbook(request: HttpRequest, order_id: int) -> HttpResponse:
    """Send the three lists (三单) as Excel."""
    order = order_of(request, order_id)
    return document(f"三单-{order.unit.name}.xlsx", mending.lists_workbook(order_paper(order)))


@requires("assessment.view")
def report(request: HttpRequest, order_id: int) -> HttpResponse | FileResponse:
    """Send the report as it was signed; before that, as it would be now."""
    order = order_of(request, order_id)
    if order.received_at is None:
        raise Http404(gettext("单位还没有签收，没有整改报告。"))
    if order.report_file is not None and order.reported_at is not None:
        return FileResponse(
            open_file(order.report_file),
            as_attachment=True,
            filename=f"整改报告-{order.unit.name}.docx",
            content_type=order.report_file.media_type,
        )
    name = f"整改报告（草稿）-{order.unit.name}.docx"
    return document(name, mending.order_report(order_paper(order)))


@requires("assessment.view")
def proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Send a proposal of accountability."""
    found = find_proposal(viewer(request), proposal_id)
    if found is None or found.order is None:
        raise Http404(gettext("没有这份问责建议，或者不在您的权限范围内。"))
    return document(f"问责建议-{found.unit.name}.docx", mending.proposal(proposal_paper(found)))
