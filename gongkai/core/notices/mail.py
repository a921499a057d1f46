"""Sending a notice by mail.

A worker killed between the mail server's answer and the receipt sends once more: the message then
has the same Message-ID, by which mail programs show it once.
"""

import hashlib
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.core.models import Notice
from gongkai.core.notices.receipts import MAIL_CHANNEL, note_sent, was_sent
from gongkai.core.notices.telling import MAIL
from gongkai.core.outbox import Run, job

_LINE: Final = "\n\n"


@job(MAIL, _("发送邮件通知"))
def send_mail(run: Run) -> None:
    """Mail one notice to its person; one that has gone meanwhile, or is read, is not sent."""
    person_id, key = int(run.payload["person"]), str(run.payload["key"])
    notice = Notice.objects.select_related("person").filter(person_id=person_id, key=key).first()
    if notice is None or notice.read_at is not None or was_sent(MAIL_CHANNEL, person_id, key):
        return
    if not notice.person.is_active or not notice.person.email:
        return
    message(notice).send()
    note_sent(MAIL_CHANNEL, person_id, key, run, notice.person.email)


def message(notice: Notice) -> EmailMessage:
    """Return the mail of a notice. Titles hold no line breaks, so no header can be smuggled in."""
    digest = hashlib.sha256(f"{notice.person_id}|{notice.key}".encode()).hexdigest()[:32]
    link = gettext("请登录查看：%(address)s") % {"address": settings.OFFICE_URL + notice.href}
    parts = [notice.title, notice.text, link if notice.href else ""]
    return EmailMessage(
        subject=notice.title,
        body=_LINE.join(part for part in parts if part),
        to=[notice.person.email],
        headers={"Message-ID": f"<{digest}@gongkai>", "Auto-Submitted": "auto-generated"},
    )
