"""Telling people: in the product, by mail, in group chats.

A capability registers its kinds of notice once, with the usual wording::

    RETURNED = notice_kind(
        "disclosure.returned", _("稿件被退回"), title="“${标题}”被退回", text="理由：${理由}",
        sample={"标题": "防汛预案", "理由": "缺少附件"},
    )

and an action tells whom it concerns; the notices and the jobs that send them are written in the
action's own transaction::

    tell(act, [author.pk], RETURNED, key=f"returned:{edition.pk}:{number}", unit=item.unit,
         context={"标题": edition.title, "理由": reason}, href=item_href)
"""

from gongkai.core.notices.register import NoticeKind, kinds, notice_kind
from gongkai.core.notices.telling import tell, tell_others
from gongkai.core.notices.wording import Words, faults, preview, words

__all__ = [
    "NoticeKind",
    "Words",
    "faults",
    "kinds",
    "notice_kind",
    "preview",
    "tell",
    "tell_others",
    "words",
]
