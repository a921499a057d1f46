"""A newer version of the round's pack: what would change, and moving to it before the notice."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions.moving import move_to_newest
from gongkai.assessment.current import pack_of
from gongkai.assessment.pinning import library
from gongkai.core.access import viewer
from gongkai.office.posting import tell
from gongkai.office.rounds.finding import breadcrumb, round_of
from gongkai.office.rounds.tabs import tabs
from gongkai.policy.changes import KIND_TITLES
from gongkai.policy.diff import Difference, FieldChange, differences
from gongkai.policy.loading import Pack, load_pack
from gongkai.policy.problems import ProblemsError
from gongkai.rules.rounds import Verb, why_not
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.assessment.models import Round


_FIELDS: Final[Mapping[str, str]] = {
    "points": "分值",
    "min": "下限",
    "title": "名称",
    "method": "方法",
    "weight": "权重",
    "max_share": "名额",
    "value": "取值",
    "cite": "依据",
    "does": "办理内容",
}


def newer(round_: "Round") -> Pack | None:
    """Return the pack as it is now, where it is another than the one the round pinned."""
    try:
        found = load_pack(round_.pack.folder, library())
    except ProblemsError:
        return None
    return found if found.scheme.hash != round_.pack.hash else None


@requires("assessment.run")
@require_http_methods(["GET", "HEAD", "POST"])
def pack(request: HttpRequest, key: str) -> HttpResponse:
    """Show what a newer version changes; move to it."""
    round_ = round_of(request, key)
    found = newer(round_)
    if request.method == "POST":

        def step() -> str:
            move_to_newest(round_.pk, seen=request.POST.get("seen", ""), by=viewer(request))
            return gettext("已改用新版本。请再核对口径和日期。")

        tell(request, step)
        return HttpResponseRedirect(reverse("round-setup", args=[key]))
    if found is None:
        raise Http404(gettext("这个规则包没有新的版本。"))
    listed = differences(pack_of(round_).scheme, found.scheme, found.changes)
    context = {
        "heading": gettext("规则包有新版本"),
        "tabs": tabs(request, round_, "round-setup"),
        "breadcrumb": breadcrumb(
            gettext("规则包"), round_, (gettext("安排"), reverse("round-setup", args=[key]))
        ),
        "summary": ui.Summary.of(
            (gettext("现在用的"), f"{round_.pack.title} {round_.pack.version}"),
            (gettext("新版本"), f"{found.scheme.title} {found.scheme.version}"),
        ),
        "table": _table(listed),
        "frozen": why_not(Verb.SET_UP, round_.phase),
        "form": ui.Form(
            (),
            (ui.Button.primary(gettext("改用新版本")),),
            hidden=(("seen", found.scheme.hash),),
            label=gettext("改用新版本"),
            panel=False,
        ),
    }
    return render(request, "rounds/pack.html", context)


def _change(field: FieldChange) -> str:
    name = _FIELDS.get(field.name, field.name)
    return f"{name}：{field.before} → {field.after}"


def _told(one: Difference) -> list[FieldChange]:
    """Return the fields that changed; of a value in words and as it is kept, the one alone."""
    return [field for field in one.fields if field.name != "label"] or list(one.fields)


def _table(listed: tuple[Difference, ...]) -> ui.Table:
    return ui.Table(
        caption=gettext("变化"),
        columns=(
            ui.Column("what", gettext("哪一处"), header=True),
            ui.Column("how", gettext("怎么变"), nowrap=True),
            ui.Column("fields", gettext("前后")),
        ),
        rows=tuple(
            ui.Row.of(
                one.title or one.new or one.old,
                KIND_TITLES[one.kind],
                ui.Stack.of(*map(_change, _told(one))) if one.fields else one.note or None,
            )
            for one in listed
        ),
        caption_hidden=True,
        empty=gettext("考核项、分值、口径都没有变化，只有文字说明有改动。"),
    )
