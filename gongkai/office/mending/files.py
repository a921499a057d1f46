"""Files of the lines of an order, as files to save."""

from django.http import FileResponse, Http404, HttpRequest
from django.utils.translation import gettext

from gongkai.assessment.queries.mending import find_line_file
from gongkai.core.access import viewer
from gongkai.core.files import open_file
from gongkai.ui.access import requires


@requires("assessment.view")
def file(request: HttpRequest, file_id: int) -> FileResponse:
    """Send a file; also one that was taken away, for who looks at what happened."""
    found = find_line_file(viewer(request), file_id)
    if found is None:
        raise Http404(gettext("没有这个文件，或者不在您的权限范围内。"))
    return FileResponse(
        open_file(found.file),
        as_attachment=True,
        filename=found.name,
        content_type=found.file.media_type,
    )
