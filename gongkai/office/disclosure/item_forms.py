"""What may be done to an item now: the forms, each button with its reason where it is closed."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.disclosure.workflow import Standing
from gongkai.rules.publishing.availability import RemovalGround
from gongkai.rules.publishing.chains import AUTHOR
from gongkai.rules.publishing.editions import Transition, available
from gongkai.rules.publishing.values import Availability, EditionState
from gongkai.ui import components as ui
from gongkai.ui.known import in_language

if TYPE_CHECKING:
    from gongkai.disclosure.models import Item


def why_not(stands: Standing, asker: Viewer, transition: Transition) -> str:
    """Return why a viewer cannot take a step; empty where they can."""
    refusal = available(transition, stands.facts, stands.attempt(asker, transition))
    return refusal.reason if refusal is not None else ""


def review_forms(stands: Standing, asker: Viewer) -> tuple[ui.Form, ...]:
    """Return the forms of whoever's turn it is; for others the one line that says whose it is."""
    awaited = stands.review.awaited
    if stands.facts.state is EditionState.DRAFT or awaited is None:
        return _withdrawal(stands, asker)
    last = len(stands.review.left) == 1
    signing = Transition.APPROVE if last else Transition.SIGN
    if stands.facts.state is EditionState.LIVE and last:
        signing = Transition.REVIEW_AFTER
    closed = why_not(stands, asker, signing)
    action = reverse("item-act", args=[stands.item.key])
    seen = (("step", awaited.id), ("fingerprint", stands.edition.fingerprint))
    sign = ui.Form(
        (ui.Field("opinion", gettext("意见（可不填）")),),
        (
            ui.Button(
                gettext("同意（%(step)s）") % {"step": awaited.title},
                "do",
                "sign",
                ui.ButtonKind.PRIMARY,
                disabled_reason=closed,
            ),
        ),
        action=action,
        hidden=seen,
        legend=gettext("%(step)s意见") % {"step": awaited.title},
    )
    if why_not(stands, asker, Transition.RETURN):
        return (sign, *_withdrawal(stands, asker))
    return (sign, _return_form(stands, action), *_withdrawal(stands, asker))


def _return_form(stands: Standing, action: str) -> ui.Form:
    targets = (
        ui.Option(AUTHOR, gettext("退回起草人")),
        *(
            ui.Option(step.id, gettext("退回“%(step)s”") % {"step": step.title})
            for step in stands.review.return_targets
        ),
    )
    return ui.Form(
        (
            ui.Field("to_step", gettext("退到哪里"), ui.FieldKind.RADIO, (AUTHOR,), targets),
            ui.Field("reason", gettext("退回理由"), ui.FieldKind.TEXTAREA, required=True),
        ),
        (ui.Button(gettext("退回"), "do", "return", ui.ButtonKind.DANGER),),
        action=action,
        legend=gettext("退回修改"),
    )


def _withdrawal(stands: Standing, asker: Viewer) -> tuple[ui.Form, ...]:
    if stands.facts.state is not EditionState.IN_REVIEW:
        return ()
    if why_not(stands, asker, Transition.WITHDRAW_SUBMISSION):
        return ()
    button = ui.Button(gettext("撤回送审，继续修改"), "do", "withdraw_submission")
    action = reverse("item-act", args=[stands.item.key])
    return (ui.Form((), (button,), action=action, panel=False),)


def release_forms(stands: Standing, asker: Viewer) -> tuple[ui.Form, ...]:
    """Return the forms that publish: at once, or at a minute."""
    action = reverse("item-act", args=[stands.item.key])
    state = stands.facts.state
    if state is EditionState.SCHEDULED:
        return (_unschedule(stands, asker, action),)
    if state is not EditionState.APPROVED:
        return ()
    now = ui.Button(
        gettext("立即发布"),
        "do",
        "publish",
        ui.ButtonKind.PRIMARY,
        disabled_reason=why_not(stands, asker, Transition.PUBLISH),
    )
    later = ui.Button(
        gettext("定时发布"),
        "do",
        "schedule",
        disabled_reason=why_not(stands, asker, Transition.SCHEDULE),
    )
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
    return (
        ui.Form((), (now,), action=action, legend=gettext("发布")),
        ui.Form(fields, (later,), action=action, legend=gettext("或者定时发布")),
    )


def urgent_forms(stands: Standing, asker: Viewer) -> tuple[ui.Form, ...]:
    """Return the form that publishes in an emergency, before review, where one may."""
    before = stands.facts.state in {EditionState.DRAFT, EditionState.IN_REVIEW}
    if not before or why_not(stands, asker, Transition.PUBLISH_URGENT):
        return ()
    reason = ui.Field(
        "reason",
        gettext("紧急的理由"),
        hint=gettext("发布后仍须补办审核，未补审的会列入待办。"),
        required=True,
    )
    button = ui.Button(gettext("紧急发布，事后补审"), "do", "publish_urgent", ui.ButtonKind.DANGER)
    action = reverse("item-act", args=[stands.item.key])
    return (ui.Form((reason,), (button,), action=action, panel=False),)


def _unschedule(stands: Standing, asker: Viewer, action: str) -> ui.Form:
    button = ui.Button(
        gettext("取消定时"),
        "do",
        "unschedule",
        disabled_reason=why_not(stands, asker, Transition.UNSCHEDULE),
    )
    return ui.Form((), (button,), action=action, legend=gettext("已定时发布"))


def page_forms(found: "Item", asker: Viewer) -> tuple[ui.Form, ...]:
    """Return what may be done to a page the public knows."""
    if not asker.may("disclosure.publish", found.unit.path):
        return ()
    action = reverse("item-page", args=[found.key])
    reason = ui.Field("reason", gettext("内部记录的理由"), required=True)
    if found.availability == Availability.LIVE:
        return (_withdraw_form(action, reason), _redirect_form(action, reason))
    if found.availability == Availability.WITHDRAWN:
        button = ui.Button(gettext("恢复公开"), "do", "restore")
        return (ui.Form((reason,), (button,), action=action, legend=gettext("恢复页面")),)
    return ()


def _withdraw_form(action: str, reason: ui.Field) -> ui.Form:
    grounds = tuple(ui.Option(one.value, in_language(one.label)) for one in RemovalGround)
    fields = (
        ui.Field("ground", gettext("原因"), ui.FieldKind.SELECT, options=grounds, required=True),
        ui.Field(
            "notice",
            gettext("给公众的说明"),
            hint=gettext("撤下后原地址显示这句话；删除则不再显示任何内容。"),
        ),
        reason,
    )
    buttons = (
        ui.Button(gettext("撤下页面"), "do", "withdraw", ui.ButtonKind.DANGER),
        ui.Button(gettext("删除页面"), "do", "remove", ui.ButtonKind.DANGER),
    )
    return ui.Form(fields, buttons, action=action, legend=gettext("撤下或删除页面"))


def _redirect_form(action: str, reason: ui.Field) -> ui.Form:
    target = ui.Field(
        "target",
        gettext("转到哪个事项"),
        hint=gettext("填写事项的索引号，或地址末尾的编号。"),
        required=True,
    )
    button = ui.Button(gettext("设为跳转"), "do", "redirect")
    return ui.Form((target, reason), (button,), action=action, legend=gettext("合并到另一个事项"))
