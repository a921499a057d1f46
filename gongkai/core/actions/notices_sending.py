"""How an office words and sends its notices: own wordings, webhooks."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.core import verbs
from gongkai.core.access import Viewer
from gongkai.core.actions.base import Refused, acting
from gongkai.core.models import NoticeTemplate, Unit, Webhook, WebhookKind
from gongkai.core.notices.addresses import ForbiddenAddressError, check
from gongkai.core.notices.register import NoticeKind, kinds
from gongkai.core.notices.telling import WEBHOOK
from gongkai.core.notices.wording import faults

verbs.register("notice.word", _("修改通知措辞"), _("修改了通知“%(title)s”的措辞"))
verbs.register("notice.reset_wording", _("恢复通知措辞"), _("恢复了通知“%(title)s”的默认措辞"))
verbs.register("webhook.add", _("添加群机器人"), _("添加群机器人“%(title)s”"))
verbs.register("webhook.change", _("修改群机器人"), _("修改群机器人“%(title)s”"))
verbs.register("webhook.test", _("测试群机器人"), _("向群机器人“%(title)s”发送了测试消息"))


def word_notice(kind: NoticeKind, *, title: str, text: str, by: Viewer) -> NoticeTemplate:
    """Set the office's own wording of a kind of notice.

    Raises:
        Refused: the wording has a fault; ``field`` names where.
    """
    for field, fault in faults(kind, title, text).items():
        raise Refused(fault, field)
    with acting(by) as act:
        act.require("notices.manage")
        own, _ = NoticeTemplate.objects.update_or_create(
            kind=kind.name, defaults={"title": title, "text": text}
        )
        act.event("notice.word", own, title=str(kind.about), data={"title": title, "text": text})
    return own


def reset_wording(kind: NoticeKind, *, by: Viewer) -> None:
    """Go back to the usual wording."""
    with acting(by) as act:
        act.require("notices.manage")
        own = NoticeTemplate.objects.filter(kind=kind.name).first()
        if own is None:
            act.unchanged()
            return
        act.event("notice.reset_wording", own, title=str(kind.about))
        own.delete()


@dataclass(frozen=True, slots=True)
class WebhookValues:
    """What is set of a webhook. An empty ``url`` or ``secret`` keeps the one that is set."""

    title: str
    kind: str
    url: str
    secret: str = ""
    notice_kinds: Sequence[str] = ()
    is_active: bool = True
    drop_secret: bool = False

    def check(self) -> None:
        """Raise ``Refused`` where a value is wrong."""
        if not self.title.strip() or len(self.title) > 100:
            raise Refused(gettext("请给它起一个名称，不超过100个字。"), "title")
        if self.kind not in WebhookKind.values:
            raise Refused(gettext("请选择类型。"), "kind")
        if len(self.url) > 500 or len(self.secret) > 100:
            raise Refused(gettext("地址或密钥太长。"), "url")
        if unknown := [name for name in self.notice_kinds if name not in kinds()]:
            raise Refused(gettext("没有这种通知：%(name)s") % {"name": unknown[0]}, "notice_kinds")
        if self.url:
            try:
                check(self.url)
            except ForbiddenAddressError as error:
                raise Refused(str(error), "url") from error


def add_webhook(unit_id: int, values: WebhookValues, *, by: Viewer) -> Webhook:
    """Add a group chat or system that is told of a unit's notices and of those below it."""
    values.check()
    if not values.url:
        raise Refused(gettext("请填写地址。"), "url")
    with acting(by) as act:
        unit = act.lock(Unit, unit_id)
        act.require("notices.manage", unit.path)
        hook = Webhook(unit=unit)
        _set(hook, values)
        hook.save()
        act.event("webhook.add", hook, unit_path=unit.path, title=hook.title, data=_told(hook))
    return hook


def change_webhook(hook_id: int, values: WebhookValues, *, by: Viewer) -> Webhook:
    """Change a webhook; its unit stays."""
    values.check()
    with acting(by) as act:
        hook = act.lock(Webhook, hook_id)
        act.require("notices.manage", hook.unit.path)
        _set(hook, values)
        hook.save()
        data = _told(hook)
        act.event("webhook.change", hook, unit_path=hook.unit.path, title=hook.title, data=data)
    return hook


def _set(hook: Webhook, values: WebhookValues) -> None:
    hook.title = " ".join(values.title.split())
    hook.kind = values.kind
    hook.url = values.url or hook.url
    hook.secret = "" if values.drop_secret else values.secret or hook.secret
    hook.notice_kinds = list(values.notice_kinds)
    hook.is_active = values.is_active


def _told(hook: Webhook) -> dict[str, object]:
    """Return what the event says: address and secret stay out, both let whoever knows them post."""
    return {"kind": hook.kind, "notice_kinds": hook.notice_kinds, "is_active": hook.is_active}


def try_webhook(hook_id: int, *, by: Viewer) -> None:
    """Send a test message to a webhook that is switched on."""
    with acting(by) as act:
        hook = act.lock(Webhook, hook_id)
        act.require("notices.manage", hook.unit.path)
        if not hook.is_active:
            raise Refused(gettext("这个群通知已停用，启用后才能测试。"))
        key = f"test:{by.at:%Y%m%d%H%M%S}"
        act.enqueue(
            WEBHOOK,
            f"{key}@{hook.pk}",
            {
                "hook": hook.pk,
                "kind": "test",
                "key": key,
                "title": gettext("测试消息"),
                "text": gettext("收到这条消息，说明通知已经接通。"),
                "href": "",
            },
        )
        act.event("webhook.test", hook, unit_path=hook.unit.path, title=hook.title)
