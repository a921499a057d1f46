"""Many members of a body at once: a list pasted, tried out, then taken over, with their terms."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.core.importing import Imported
from gongkai.core.importing.members import MOST_LINES, Term, import_members
from gongkai.core.models import Body
from gongkai.office.accounts.forming import Sent, day_field, filled
from gongkai.office.organisation.bodies import find_body, home_of, until_field, way_to
from gongkai.office.trying import counts, outcome_badges, result_lines
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say


@requires("units.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def join_many(request: HttpRequest, body_id: int) -> HttpResponse:
    """Take a list, try it out or give everybody on it a seat, and tell what came of every line."""
    asker = viewer(request)
    body = find_body(asker, body_id)
    result, refused = None, None
    if request.method == "POST":
        try:
            result = _imported(request, body)
        except Refused as error:
            refused = error
        if result is not None and result.done:
            words = gettext("已登记 %(created)s 人，原来就有 %(unchanged)s 人。")
            say(request, words % counts(result))
            return HttpResponseRedirect(home_of(body))
    given = request.POST if request.method == "POST" else None
    fields, general = filled(_fields(request), given, refused)
    title = gettext("一次添加多人")
    context = {
        "heading": title,
        "breadcrumb": way_to(title, body),
        "form": ui.Form(
            fields,
            (
                ui.Button.primary(gettext("试运行"), "try", "1"),
                ui.Button(gettext("登记"), "apply", "1"),
                ui.Link(gettext("取消"), home_of(body)),
            ),
            general=general,
            label=title,
        ),
        "notice": _notice(result) if result else None,
        "lines": _lines(result) if result else None,
    }
    wrong = refused is not None or (result is not None and not result.holds)
    return render(request, "organisation/joining.html", context, status=422 if wrong else 200)


def _fields(request: HttpRequest) -> tuple[ui.Field, ...]:
    hint = gettext(
        "每人一行：姓名、职务、单位、电话、任期开始、任期结束，用制表符或逗号隔开，"
        "可以从 Excel 复制。后四项可以不写。最多 %(most)s 人。"
    )
    return (
        ui.Field(
            "list",
            gettext("名单"),
            ui.FieldKind.TEXTAREA,
            hint=hint % {"most": MOST_LINES},
            required=True,
        ),
        day_field("since", gettext("任期开始"), day_of(viewer(request).at)),
        until_field(),
    )


def _imported(request: HttpRequest, body: Body) -> Imported:
    sent = Sent(request.POST)
    term = Term(sent.must_day("since"), sent.day("until"))
    # Tabs between the cells of a pasted table are kept; a line would lose them.
    text = request.POST.get("list", "").replace("\x00", "")
    return import_members(body, text, term, dry="apply" not in request.POST, by=viewer(request))


def _notice(result: Imported) -> ui.Notice:
    words = gettext("新登记 %(created)s 人，已有 %(unchanged)s 人，错误 %(wrong)s 行。")
    words %= counts(result)
    if not result.holds:
        return ui.Notice(gettext("有错误，没有登记任何人"), words, ui.Tone.BAD, urgent=True)
    return ui.Notice(gettext("试运行没有发现错误，还没有登记"), words, ui.Tone.FAIR)


def _lines(result: Imported) -> ui.Table:
    badges = outcome_badges(gettext("新登记"), gettext("已有"))
    return result_lines(result, badges, gettext("姓名"), gettext("没有名单。")).trimmed()
