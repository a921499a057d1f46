"""One correction: what is changed in its name, whom it moves, and putting it in force."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions.revising import finish_revision
from gongkai.assessment.current import current
from gongkai.assessment.queries.approvals import takes_part
from gongkai.assessment.queries.revisions import entries
from gongkai.assessment.snapshots import assessment_of
from gongkai.core.access import Viewer, viewer
from gongkai.office.approving.effects import effects
from gongkai.office.approving.revisions import state_badge
from gongkai.office.checksums import checksums
from gongkai.office.posting import tell
from gongkai.office.rounds.finding import breadcrumb, round_of
from gongkai.office.rounds.tabs import tabs
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.assessment.models import Revision, Round


@requires("assessment.view")
@require_http_methods(["GET", "HEAD", "POST"])
def revision(request: HttpRequest, key: str, revision_id: int) -> HttpResponse:
    """Show a correction with its effect; put it in force."""
    round_ = round_of(request, key)
    if not takes_part(viewer(request), round_):
        raise Http404(gettext("更正由考核办公室办理，由领导审定。"))
    row = round_.revisions.filter(pk=revision_id).first()
    if row is None:
        raise Http404(gettext("没有这次更正。"))
    if request.method == "POST":

        def step() -> str:
            finish_revision(row.pk, by=viewer(request))
            return gettext("更正已生效，结果按更正后的执行。")

        tell(request, step)
        return HttpResponseRedirect(reverse("revision", args=[key, row.pk]))
    return _page(request, round_, row)


def _page(request: HttpRequest, round_: "Round", row: "Revision") -> HttpResponse:
    asker, key = viewer(request), round_.key
    under_way = row.after is None
    after = current(round_) if row.after is None else assessment_of(row.after)
    context = {
        "heading": gettext("更正"),
        "tabs": tabs(request, round_, "approval"),
        "breadcrumb": breadcrumb(
            f"{localtime(row.at):%Y-%m-%d}",
            round_,
            (gettext("审定"), reverse("approval", args=[key])),
            (gettext("更正"), reverse("revisions", args=[key])),
        ),
        "badge": state_badge(row),
        "summary": _summary(row),
        "checksums": checksums(
            (gettext("更正前的结果"), row.before.hash),
            (gettext("更正后的结果"), row.after.hash if row.after is not None else ""),
        ),
        "problems": tuple(one.message for one in after.problems),
        "entries": _entries(round_, row),
        "effects": effects(assessment_of(row.before), after),
        "desk": reverse("scoring", args=[key]) if under_way and _runs(asker, round_) else "",
        "finish": _finish() if under_way and not after.problems and _decides(asker, row) else None,
        "waits": gettext("请另一位有权限的人审定后生效。提出更正的人不能自己审定。")
        if under_way and not _decides(asker, row)
        else "",
    }
    return render(request, "approving/revision.html", context)


def _runs(asker: Viewer, round_: "Round") -> bool:
    return asker.may("assessment.run", round_.unit.path)


def _decides(asker: Viewer, row: "Revision") -> bool:
    mine = row.person_id is not None and row.person_id == asker.person_id
    return asker.may("assessment.decide", row.round.unit.path) and not mine


def _finish() -> ui.Form:
    return ui.Form(
        (),
        (ui.Button.primary(gettext("同意，更正生效"), "do", "finish"),),
        label=gettext("审定更正"),
        panel=False,
    )


def _summary(row: "Revision") -> ui.Summary:
    rows: list[tuple[str, ui.Value]] = [
        (gettext("理由"), row.reason),
        (gettext("依据"), row.minutes),
        (gettext("提出"), f"{row.name}，{localtime(row.at):%Y-%m-%d %H:%M}"),
    ]
    return ui.Summary.of(*(one for one in rows if one[1]))


def _entries(round_: "Round", row: "Revision") -> ui.Table:
    return ui.Table(
        caption=gettext("在这次更正里改了什么"),
        columns=(
            ui.Column("unit", gettext("单位"), header=True),
            ui.Column("what", gettext("改动")),
            ui.Column("reason", gettext("理由")),
            ui.Column("who", gettext("办理人"), nowrap=True),
        ),
        rows=tuple(
            ui.Row.of(
                ui.Link(one.unit, reverse("scoring-unit", args=[round_.key, one.code])),
                one.what,
                one.reason,
                one.name,
            )
            for one in entries(row)
        ),
        caption_hidden=True,
        empty=gettext("还没有改动。到“评分”里打开有关单位，直接改；改动都记在这次更正名下。"),
    )
