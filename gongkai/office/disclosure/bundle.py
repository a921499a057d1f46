"""The page of a release bundle: its members, what each waits for, what may be done now."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from gongkai.core.access import Viewer, viewer
from gongkai.core.days import moment_words
from gongkai.disclosure.queries.bundles import (
    MemberRole,
    Part,
    addable,
    facts,
    lacking,
    parts,
)
from gongkai.disclosure.queries.partners import Partner, partners
from gongkai.office.disclosure.bundle_partners import offers, reason_of
from gongkai.office.disclosure.bundles import badge_of, bundle_of
from gongkai.office.disclosure.papers import document
from gongkai.office.disclosure.sections import sections
from gongkai.office.disclosure.words import state_badge
from gongkai.reports.disclosure import BundlePart, BundleSheet, bundle_list
from gongkai.rules.publishing.bundles import BundleState, bundle_state
from gongkai.rules.publishing.values import EditionState
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.disclosure.models import Bundle, Edition

_OUT = frozenset({EditionState.LIVE, EditionState.SUPERSEDED})
_READY = _OUT | {EditionState.APPROVED, EditionState.SCHEDULED}
# A choice longer than this nobody reads; what was saved last stands first.
_MOST_OFFERED = 200


@requires("disclosure.view")
def bundle(request: HttpRequest, bundle_id: int) -> HttpResponse:
    """Show a bundle with its members and forms."""
    found, asker = bundle_of(request, bundle_id), viewer(request)
    members = parts(asker, found)
    related = _related(found, members, asker)
    context = {
        "sections": sections(request, "bundles"),
        "bundle": found,
        "badge": badge_of(found),
        "summary": _summary(found, members),
        "table": _table(members),
        "lacking": lacking(asker, found),
        "offers": offers(related, reverse("bundle-act", args=[found.pk])),
        "forms": tuple(_forms(found, members, asker, related)) if found.closed_at is None else (),
        "removals": _removals(found, members, asker) if found.closed_at is None else (),
        "breadcrumb": ui.Breadcrumb.to(found.title, (gettext("发布组合"), reverse("bundles"))),
    }
    return render(request, "disclosure/bundle.html", context)


def _summary(found: "Bundle", members: tuple[Part, ...]) -> ui.Summary:
    at = timezone.localtime(found.release_at) if found.release_at else None
    rows: tuple[tuple[str, ui.Value], ...] = (
        (gettext("牵头单位"), found.unit.name),
        (gettext("定时"), moment_words(at) if at else ""),
        (gettext("没有发布的原因"), _failure(found, members)),
    )
    return ui.Summary.of(*(row for row in rows if row[1]))


def _failure(found: "Bundle", members: tuple[Part, ...]) -> str:
    """Return why the last release failed; the reason may name members, so to all of whom only."""
    if not found.failure or all(one.seen for one in members):
        return found.failure
    return gettext("有的材料没有备妥。您看不到全部材料，请联系牵头单位。")


def _table(members: tuple[Part, ...]) -> ui.Table:
    return ui.Table(
        caption=gettext("组合里的各件"),
        columns=(
            ui.Column("title", gettext("材料"), header=True),
            ui.Column("role", gettext("类别")),
            ui.Column("unit", gettext("承办单位")),
            ui.Column("state", gettext("状态"), nowrap=True),
            ui.Column("waits", gettext("下一步")),
        ),
        rows=tuple(
            ui.Row.of(
                ui.Link(str(one.edition), reverse("item", args=[one.stands.item.key]))
                if one.seen
                else gettext("（您无权查看）"),
                one.member.get_role_display(),
                one.stands.item.unit.label,
                state_badge(one.edition.state),
                waits_for(one),
            )
            for one in members
        ),
        empty=gettext("还没有加入材料。"),
        caption_hidden=True,
    )


def waits_for(part: Part) -> str:
    """Return what a member waits for."""
    if part.awaited is not None:
        return gettext("等待%(step)s") % {"step": part.awaited.title}
    if part.stands.facts.state is EditionState.DRAFT:
        return gettext("等待送审")
    if part.edition.state == EditionState.APPROVED:
        return gettext("等待发布")
    return ""


def _related(found: "Bundle", members: tuple[Part, ...], asker: Viewer) -> tuple[Partner, ...]:
    """Return what is offered first, where this person may add anything."""
    open_ = found.closed_at is None and bundle_state(facts(found)) is not BundleState.RELEASED
    if not open_ or not asker.may("disclosure.write", found.unit.path):
        return ()
    return partners(asker, found, members)


def _forms(
    found: "Bundle", members: tuple[Part, ...], asker: Viewer, related: tuple[Partner, ...]
) -> Iterator[ui.Form]:
    action = reverse("bundle-act", args=[found.pk])
    state = bundle_state(facts(found))
    yield from _sign_form(members, asker, action)
    yield from _release_forms(found, state, asker, action)
    if asker.may("disclosure.write", found.unit.path) and state is not BundleState.RELEASED:
        yield _add_form(asker, action, related)
        yield ui.Form(
            (),
            (ui.Button(gettext("解散组合，各件单独办理"), "do", "close", ui.ButtonKind.DANGER),),
            action=action,
            panel=False,
        )


def _sign_form(members: tuple[Part, ...], asker: Viewer, action: str) -> Iterator[ui.Form]:
    """Offer to sign all at once where all that wait, wait for one step of this person's."""
    waiting = [one for one in members if one.awaited is not None]
    steps = {one.awaited.id: one.awaited for one in waiting if one.awaited is not None}
    if len(steps) != 1:
        return
    (step,) = steps.values()
    if all(one.seen and one.stands.holds(asker, step) for one in waiting):
        yield ui.Form(
            (ui.Field("opinion", gettext("意见（可不填）")),),
            (
                ui.Button(
                    gettext("一并同意 %(count)s 件（%(step)s）")
                    % {"count": len(waiting), "step": step.title},
                    "do",
                    "sign",
                ),
            ),
            action=action,
            legend=gettext("一并签批"),
            hidden=(
                ("step", step.id),
                *(("seen", f"{one.edition.pk}:{one.edition.fingerprint}") for one in waiting),
            ),
        )


def _release_forms(
    found: "Bundle", state: BundleState, asker: Viewer, action: str
) -> Iterator[ui.Form]:
    if state is BundleState.RELEASED:
        return
    closed = asker.decide("disclosure.publish", found.unit.path).reason or lacking(asker, found)
    if state is BundleState.SCHEDULED:
        button = ui.Button(
            gettext("取消定时"),
            "do",
            "unschedule",
            disabled_reason=asker.decide("disclosure.publish", found.unit.path).reason,
        )
        yield ui.Form((), (button,), action=action, legend=gettext("已定时发布"))
        return
    words = (
        gettext("补发还没有发布的")
        if state is BundleState.PARTIALLY_RELEASED
        else gettext("立即同时发布")
    )
    now = ui.Button(words, "do", "release", ui.ButtonKind.PRIMARY, disabled_reason=closed)
    yield ui.Form((), (now,), action=action, legend=gettext("发布"))
    if not closed:
        later = ui.Button(gettext("定时同时发布"), "do", "schedule")
        fields = (
            ui.Field("day", gettext("日期"), ui.FieldKind.DATE, short=True),
            ui.Field(
                "minute",
                gettext("时间"),
                values=("09:00",),
                hint=gettext("北京时间，24 小时制，精确到分。"),
                short=True,
            ),
        )
        yield ui.Form(fields, (later,), action=action, legend=gettext("或者定时发布"))


def _add_form(asker: Viewer, action: str, related: tuple[Partner, ...]) -> ui.Form:
    """Return the form for anything in work; what is related to the bundle stands first."""
    reasons = {one.edition.pk: reason_of(one) for one in related}
    others = addable(asker).exclude(pk__in=reasons)[:_MOST_OFFERED]
    editions = (*(one.edition for one in related), *others)
    offered = tuple(ui.Option(str(one.pk), _offered(one, reasons)) for one in editions)
    roles = tuple(ui.Option(value, str(label)) for value, label in MemberRole.choices)
    return ui.Form(
        (
            ui.Field("edition", gettext("正在办理的事项"), ui.FieldKind.SELECT, (), offered),
            ui.Field(
                "role",
                gettext("它在组合里是"),
                ui.FieldKind.SELECT,
                (related[0].role.value if related else MemberRole.DOCUMENT.value,),
                roles,
            ),
        ),
        (
            ui.Button(
                gettext("加入组合"),
                "do",
                "add",
                disabled_reason=""
                if offered
                else gettext("没有可以加入的事项。先起草，再来加入。"),
            ),
        ),
        action=action,
        legend=gettext("加入材料"),
    )


def _offered(one: "Edition", reasons: Mapping[int, str]) -> str:
    about = (one.item.unit.label, one.get_state_display(), reasons.get(one.pk, ""))
    return gettext("%(title)s（%(about)s）") % {
        "title": str(one),
        "about": "，".join(filter(None, about)),
    }


def _removals(found: "Bundle", members: tuple[Part, ...], asker: Viewer) -> tuple[ui.Form, ...]:
    if not asker.may("disclosure.write", found.unit.path):
        return ()
    action = reverse("bundle-act", args=[found.pk])
    return tuple(
        ui.Form(
            (),
            (ui.Button(gettext("移出“%(title)s”") % {"title": str(one.edition)}, "do", "remove"),),
            action=action,
            hidden=(("member", str(one.member.pk)),),
            panel=False,
        )
        for one in members
        if one.seen and EditionState(one.edition.state) not in _OUT | {EditionState.SCHEDULED}
    )


@requires("disclosure.view")
def work_list(request: HttpRequest, bundle_id: int) -> HttpResponse:
    """Send the work list of a bundle as a Word file."""
    found, asker = bundle_of(request, bundle_id), viewer(request)
    stops = lacking(asker, found)
    sheet = BundleSheet(
        title=found.title,
        unit=found.unit.name,
        parts=tuple(
            BundlePart(
                title=str(one.edition) if one.seen else gettext("（您无权查看）"),
                role=one.member.get_role_display(),
                unit=one.stands.item.unit.label,
                state=one.edition.get_state_display(),
                waits_for=waits_for(one),
                ready=one.stands.facts.state in _READY,
            )
            for one in parts(asker, found)
        ),
        release_at=found.release_at,
        problems=(stops,) if stops else (),
        printed_at=asker.at,
    )
    return document(f"{found.title}发布工作清单.docx", bundle_list(sheet))
