"""Release bundles: the list, a new one, what people do with one. Each post is one action."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.days import moment_words
from gongkai.disclosure.actions import bundles as actions
from gongkai.disclosure.queries.bundles import MemberRole, bundles_for, facts, find_bundle
from gongkai.office.disclosure.acts import moment
from gongkai.office.disclosure.sections import sections
from gongkai.office.lists import ListColumn, ListSpec, TextFilter, UnitFilter, show
from gongkai.office.posting import filled, number, tell, unit_options
from gongkai.rules.publishing.bundles import BundleState, bundle_state
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.known import in_language

if TYPE_CHECKING:
    from gongkai.disclosure.models import Bundle

_TONES = {
    BundleState.PREPARING: ui.Tone.NEUTRAL,
    BundleState.APPROVED: ui.Tone.WARN,
    BundleState.SCHEDULED: ui.Tone.FAIR,
    BundleState.RELEASED: ui.Tone.GOOD,
    BundleState.PARTIALLY_RELEASED: ui.Tone.BAD,
    BundleState.FAILED: ui.Tone.BAD,
}


def state_of(bundle: "Bundle") -> str:
    """Return what the state of a bundle is called."""
    if bundle.closed_at is not None:
        return gettext("已解散")
    return in_language(bundle_state(facts(bundle)).label)


def badge_of(bundle: "Bundle") -> ui.Badge:
    """Return the badge of a bundle."""
    closed = bundle.closed_at is not None
    tone = ui.Tone.NEUTRAL if closed else _TONES[bundle_state(facts(bundle))]
    return ui.Badge(state_of(bundle), tone)


BUNDLES: "ListSpec[Bundle]" = ListSpec(
    id="disclosure.bundles",
    title=gettext_lazy("发布组合"),
    columns=(
        ListColumn(
            "title",
            gettext_lazy("名称"),
            lambda one: ui.Link(one.title, reverse("bundle", args=[one.pk])),
            export=lambda one: one.title,
            sort="title",
            header=True,
        ),
        ListColumn("unit", gettext_lazy("牵头单位"), lambda one: one.unit.label, sort="unit__path"),
        ListColumn(
            "members", gettext_lazy("件数"), lambda one: len(one.members.all()), numeric=True
        ),
        ListColumn("state", gettext_lazy("状态"), badge_of, export=state_of),
        ListColumn(
            "at", gettext_lazy("定时"), lambda one: one.release_at, sort="release_at", nowrap=True
        ),
        ListColumn(
            "made",
            gettext_lazy("建立"),
            lambda one: one.created_at.date(),
            sort="created_at",
            nowrap=True,
            high_first=True,
        ),
    ),
    filters=(
        TextFilter("q", gettext_lazy("名称"), ("title",)),
        UnitFilter("unit", gettext_lazy("单位")),
    ),
    default_sort="-made",
    empty=gettext_lazy("还没有发布组合。文件和它的解读要同时发布时，放进一个组合。"),
)


@requires("disclosure.view")
def index(request: HttpRequest) -> HttpResponseBase:
    """List the bundles of one's units."""
    asker = viewer(request)
    context = {
        "sections": sections(request, "bundles"),
        "heading": gettext("发布组合"),
        "lead": gettext("文件、解读和相关材料放在一起，一次审批，同一分钟发布。"),
        "new": ui.Link(gettext("新建组合"), reverse("bundle-new"))
        if asker.may("disclosure.write")
        else None,
    }
    return show(request, BUNDLES, bundles_for(asker), "disclosure/listed.html", context)


@requires("disclosure.write")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for the name of a new bundle, make it and lead to it."""
    asker = viewer(request)
    units = tuple(unit_options(asker, "disclosure.write"))
    fields: tuple[ui.Field, ...] = (
        ui.Field("title", gettext("名称"), hint=gettext("例如文件的标题。"), required=True),
        ui.Field(
            "unit",
            gettext("牵头单位"),
            ui.FieldKind.SELECT,
            (units[0].value if units else "",),
            units,
            required=True,
        ),
    )
    general: tuple[str, ...] = ()
    if request.method == "POST":
        post = request.POST
        try:
            made = actions.create_bundle(
                number(post.get("unit", "")), title=post.get("title", ""), by=asker
            )
        except Refused as refused:
            fields, general = filled(fields, post, refused)
        else:
            return HttpResponseRedirect(reverse("bundle", args=[made.pk]))
    form = ui.Form(
        fields,
        (ui.Button.primary(gettext("建立组合")), ui.Link(gettext("取消"), reverse("bundles"))),
        general=general,
    )
    context = {
        "sections": sections(request, "bundles"),
        "heading": gettext("新建发布组合"),
        "form": form,
        "breadcrumb": ui.Breadcrumb.to(
            gettext("新建发布组合"), (gettext("发布组合"), reverse("bundles"))
        ),
    }
    status = 422 if form.errors.items else 200
    return render(request, "disclosure/form.html", context, status=status)


def bundle_of(request: HttpRequest, bundle_id: int) -> "Bundle":
    """Return a bundle; to whom may not see it, it does not exist.

    Raises:
        Http404: there is no such bundle, or not for this viewer.
    """
    found = find_bundle(viewer(request), bundle_id)
    if found is None:
        raise Http404(gettext("没有这个发布组合，或者不在您的权限范围内。"))
    return found


@requires("disclosure.view")
@require_POST
def act(request: HttpRequest, bundle_id: int) -> HttpResponse:
    """Do one thing with a bundle and come back to it."""
    found = bundle_of(request, bundle_id)
    tell(request, lambda: _verb(request.POST.get("do", ""))(request, found))
    return HttpResponseRedirect(reverse("bundle", args=[found.pk]))


Verb = Callable[[HttpRequest, "Bundle"], str]


def _verb(name: str) -> Verb:
    if name not in _VERBS:
        raise Refused(gettext("没有这种操作。请刷新页面。"))
    return _VERBS[name]


def _add(request: HttpRequest, found: "Bundle") -> str:
    post = request.POST
    if post.get("role", "") not in MemberRole.values:
        raise Refused(gettext("没有选择它在组合里是什么。请选择。"), "role")
    actions.add_to_bundle(
        found.pk,
        number(post.get("edition", "")),
        role=MemberRole(post["role"]),
        by=viewer(request),
    )
    return gettext("已加入组合。")


def _remove(request: HttpRequest, found: "Bundle") -> str:
    member = number(request.POST.get("member", ""))
    if member not in {one.pk for one in found.members.all()}:
        raise Refused(gettext("它已不在组合里。请刷新页面。"))
    actions.remove_from_bundle(member, by=viewer(request))
    return gettext("已移出组合，可以单独办理。")


def _sign(request: HttpRequest, found: "Bundle") -> str:
    post = request.POST
    pins = (one.partition(":") for one in post.getlist("seen"))
    actions.sign_bundle(
        found.pk,
        step=post.get("step", ""),
        seen={number(edition): fingerprint for edition, _, fingerprint in pins},
        opinion=post.get("opinion", ""),
        by=viewer(request),
    )
    return gettext("已签批组合里等待的各件。")


def _schedule(request: HttpRequest, found: "Bundle") -> str:
    at = moment(request.POST.get("day", ""), request.POST.get("minute", ""))
    actions.schedule_bundle(found.pk, release_at=at, by=viewer(request))
    return gettext("已定于 %(at)s 同时发布（北京时间）。") % {"at": moment_words(at)}


def _unschedule(request: HttpRequest, found: "Bundle") -> str:
    actions.unschedule_bundle(found.pk, by=viewer(request))
    return gettext("已取消定时。")


def _release(request: HttpRequest, found: "Bundle") -> str:
    actions.release_bundle(found.pk, by=viewer(request))
    return gettext("已同时发布，公开页面马上更新。")


def _close(request: HttpRequest, found: "Bundle") -> str:
    actions.close_bundle(found.pk, by=viewer(request))
    return gettext("已解散组合，各件可以单独办理。")


_VERBS: Final[dict[str, Verb]] = {
    "add": _add,
    "remove": _remove,
    "sign": _sign,
    "schedule": _schedule,
    "unschedule": _unschedule,
    "release": _release,
    "close": _close,
}
