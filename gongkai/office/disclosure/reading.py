"""Reading in the office: the preview of an edition, and its files."""

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from gongkai.core.access import viewer
from gongkai.core.actions.reading import note_read
from gongkai.core.files import open_file
from gongkai.disclosure.bodies import shown_body
from gongkai.disclosure.details import said_in
from gongkai.disclosure.drawn_details import Drawn, drawn
from gongkai.disclosure.queries.files import find_file
from gongkai.disclosure.queries.items import edition_in_work, live_edition
from gongkai.disclosure.rulebook import is_document
from gongkai.office.disclosure.finding import item_of
from gongkai.office.disclosure.words import category_title
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.disclosure.models import Edition, Item


@requires("disclosure.view")
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """Show an edition as the public will see it, marked as what it is."""
    found = item_of(request, key)
    edition = edition_in_work(found) or live_edition(found)
    if edition is None:
        raise Http404(gettext("这个事项没有可以预览的版本。"))
    rows = (
        (gettext("索引号"), found.index_number or gettext("发布时编号")),
        (gettext("信息类别"), category_title(found.category)),
        (gettext("发布机构"), found.unit.name),
        (gettext("文号"), edition.document_number),
        (gettext("成文日期"), edition.issued_on.isoformat() if edition.issued_on else ""),
        (gettext("主题词"), "、".join(edition.keywords)),
    )
    context = {
        "item": found,
        "edition": edition,
        "heading": str(edition),
        "body": body_in_office(found, edition),
        "facts": [row for row in rows if row[1]],
        "details": details_in_office(edition),
        "files": edition.attachments.filter(replaced_by=None),
        "breadcrumb": ui.Breadcrumb.to(
            gettext("预览"),
            (gettext("公开事项"), reverse("items")),
            (str(edition), reverse("item", args=[key])),
        ),
    }
    return render(request, "disclosure/preview.html", context)


def body_in_office(found: "Item", edition: "Edition") -> SafeString:
    """Return the text of an edition with its pictures at addresses of the office."""
    files = dict(edition.attachments.values_list("name", "pk"))
    return shown_body(
        edition.body_html,
        lambda name: reverse("item-download", args=[found.key, files.get(name, 0)]),
    )


def details_in_office(edition: "Edition", level: int = 2) -> Drawn:
    """Return the fields of its content type as the public will see them."""
    whole = is_document(edition.item.content_type)
    return drawn(said_in(edition), is_document=whole, level=level)


@requires("disclosure.view")
def download(request: HttpRequest, key: str, file_id: int) -> FileResponse:
    """Send a file of an edition that the viewer may open."""
    found = find_file(viewer(request), file_id)
    if found is None or found.edition.item.key != key:
        raise Http404(gettext("没有这个文件，可能已被移除，或者不在您的权限范围内。"))
    if found.replaced_by_id is not None:
        item = found.edition.item
        what = f"“{found.name}”脱敏前的原件"
        note_read(item, what, by=viewer(request), unit_path=item.unit.path)
    return FileResponse(
        open_file(found.file),
        as_attachment=True,
        filename=found.name,
        content_type=found.file.media_type,
    )
