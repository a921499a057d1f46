"""Sending a notice to a group chat (WeCom, DingTalk) or to another system as JSON."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gongkai.core.models import Webhook, WebhookKind
from gongkai.core.notices.addresses import resolve
from gongkai.core.notices.posting import PostingError, post
from gongkai.core.notices.receipts import WEBHOOK_CHANNEL, note_sent, was_sent
from gongkai.core.notices.telling import WEBHOOK
from gongkai.core.outbox import Run, job

# WeCom takes 4096 bytes of markdown at most; the link must survive the cut.
_MARKDOWN_BYTES: Final = 3500
_PLAIN: Final = str.maketrans("[]<>*`#", "［］＜＞＊｀＃")


@dataclass(frozen=True, slots=True)
class Message:
    """What is told, whatever the other side speaks."""

    kind: str
    key: str
    title: str
    text: str
    href: str

    @property
    def address(self) -> str:
        """The full address of what it is about; empty where there is none."""
        return settings.OFFICE_URL + self.href if self.href else ""


@dataclass(frozen=True, slots=True)
class Request:
    """What is posted where."""

    url: str
    body: bytes
    headers: Mapping[str, str]


@job(WEBHOOK, _("发送群通知"))
def send_webhook(run: Run) -> None:
    """Post one notice to one webhook; one that was switched off meanwhile gets nothing.

    Raises:
        PostingError, OSError, ForbiddenAddressError: tried again later.
    """
    sent = run.payload
    message = Message(*(str(sent[name]) for name in ("kind", "key", "title", "text", "href")))
    hook = Webhook.objects.filter(pk=int(sent["hook"]), is_active=True).first()
    if hook is None or was_sent(WEBHOOK_CHANNEL, hook.pk, message.key):
        return
    request = build(hook, message, run.at)
    answer = post(resolve(request.url), request.body, request.headers).text
    _accepted(hook, answer)
    note_sent(WEBHOOK_CHANNEL, hook.pk, message.key, run, answer)


def build(hook: Webhook, message: Message, at: datetime) -> Request:
    """Return the request in the words of the other side."""
    match hook.kind:
        case WebhookKind.WECOM:
            body = {"msgtype": "markdown", "markdown": {"content": _markdown(message)}}
            return _request(hook.url, body)
        case WebhookKind.DINGTALK:
            text = {"title": message.title[:60], "text": _markdown(message)}
            return _request(_signed(hook, at), {"msgtype": "markdown", "markdown": text})
        case _:
            return _plain(hook, message, at)


def _request(url: str, body: Mapping[str, Any], **headers: str) -> Request:
    data = json.dumps(body, ensure_ascii=False).encode()
    return Request(url, data, {"Content-Type": "application/json; charset=utf-8", **headers})


def _markdown(message: Message) -> str:
    """Return the message as the small markdown both robots know; marks in the text mean nothing."""
    link = f"\n\n[查看]({message.address})" if message.address else ""
    words = f"**{message.title.translate(_PLAIN)}**\n\n{message.text.translate(_PLAIN)}"
    return words.encode()[:_MARKDOWN_BYTES].decode("utf-8", "ignore") + link


def _signed(hook: Webhook, at: datetime) -> str:
    """Return the address with DingTalk's signature: HMAC-SHA256 of time and secret."""
    if not hook.secret:
        return hook.url
    timestamp = str(int(at.timestamp() * 1000))
    signature = _hmac(hook.secret, f"{timestamp}\n{hook.secret}".encode())
    query = urlencode({"timestamp": timestamp, "sign": base64.b64encode(signature).decode()})
    return f"{hook.url}{'&' if '?' in hook.url else '?'}{query}"


def _hmac(secret: str, data: bytes) -> bytes:
    return hmac.new(secret.encode(), data, hashlib.sha256).digest()


def _plain(hook: Webhook, message: Message, at: datetime) -> Request:
    """Return our own JSON; with a secret its signature is in ``X-Gongkai-Signature``."""
    body = {
        "kind": message.kind,
        "key": message.key,
        "title": message.title,
        "text": message.text,
        "url": message.address,
        "at": at.isoformat(),
    }
    request = _request(hook.url, body)
    headers = {**request.headers, "Idempotency-Key": _header(message.key)}
    if hook.secret:
        headers["X-Gongkai-Signature"] = f"sha256={_hmac(hook.secret, request.body).hex()}"
    return Request(request.url, request.body, headers)


def _header(key: str) -> str:
    """Return a key as a header can hold it."""
    return key if key.isascii() and key.isprintable() else hashlib.sha256(key.encode()).hexdigest()


def _accepted(hook: Webhook, answer: str) -> None:
    """Check the answer: the robots say 200 to everything and put the error into it."""
    if hook.kind == WebhookKind.JSON:
        return
    try:
        said = json.loads(answer)
        code = said.get("errcode")
    except (ValueError, AttributeError):
        raise PostingError(f"对方的回答看不懂：{answer[:200]}") from None
    if code != 0:
        raise PostingError(f"对方没有接受（{code}）：{str(said.get('errmsg', ''))[:200]}")
