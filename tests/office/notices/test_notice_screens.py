"""Wordings and group chats in the office."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.core.models import Job, NoticeTemplate, Unit, Webhook
from gongkai.core.notices import NoticeKind, register

SignedIn = Callable[..., Client]
KIND = NoticeKind(
    "test.returned",
    "稿件被退回",
    "“${标题}”被退回",
    "理由：${理由}",
    {"标题": "防汛预案", "理由": "缺附件"},
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "_KINDS", {KIND.name: KIND})


@pytest.fixture
def client(signed_in: SignedIn) -> Client:
    return signed_in("system_admin")


def test_a_wording_is_previewed_saved_and_reset(client: Client) -> None:
    address = reverse("wording", args=[KIND.name])
    assert "“防汛预案”被退回" in client.get(address).content.decode()
    changed = {"title": "请改${标题}", "text": "因为${理由}"}
    text = client.post(address, {**changed, "preview": "1"}).content.decode()
    assert "请改防汛预案" in text
    assert not NoticeTemplate.objects.exists()
    text = client.post(address, {**changed, "save": "1"}, follow=True).content.decode()
    assert "用语已保存" in text
    assert "本单位用语" in client.get(reverse("wordings")).content.decode()
    client.post(address, {"reset": "1"})
    assert not NoticeTemplate.objects.exists()


def test_a_wrong_place_is_shown_at_its_field_and_what_was_typed_stays(client: Client) -> None:
    address = reverse("wording", args=[KIND.name])
    response = client.post(address, {"title": "${姓名}您好", "text": "<i>", "save": "1"})
    assert response.status_code == 409
    text = response.content.decode()
    assert "没有占位符 ${姓名}" in text
    assert 'value="${姓名}您好"' in text
    assert "&lt;i&gt;" in text
    assert 'id="id_title_error"' in text


def test_an_unknown_kind_is_not_there(client: Client) -> None:
    assert client.get(reverse("wording", args=["nothing"])).status_code == 404


def test_a_group_chat_is_added_changed_and_tried_and_shows_no_secret(client: Client) -> None:
    unit = Unit.objects.get(parent=None)
    values = {
        "unit": unit.pk,
        "title": "值班群",
        "kind": "dingtalk",
        "url": "https://oapi.dingtalk.com/robot/send?access_token=TOKEN",
        "secret": "SECRET",
        "notice_kinds": KIND.name,
        "options": "active",
    }
    text = client.post(reverse("webhook-new"), values, follow=True).content.decode()
    hook = Webhook.objects.get()
    address = reverse("webhook", args=[hook.pk])
    for shown in (
        text,
        client.get(address).content.decode(),
        client.get(reverse("webhooks")).content.decode(),
    ):
        assert "TOKEN" not in shown
        assert "SECRET" not in shown
    assert "oapi.dingtalk.com" in client.get(reverse("webhooks")).content.decode()
    client.post(address, {"title": "新名", "kind": "dingtalk", "options": "active"})
    hook.refresh_from_db()
    assert (hook.title, hook.secret, hook.is_active) == ("新名", "SECRET", True)
    assert hook.url.endswith("TOKEN")
    text = client.post(reverse("webhook-trial", args=[hook.pk]), follow=True).content.decode()
    assert "测试消息已排队" in text
    assert Job.objects.get().kind == "notices.webhook"


def test_a_wrong_value_is_shown_at_its_field(client: Client) -> None:
    unit = Unit.objects.get(parent=None)
    values = {"unit": unit.pk, "title": "群", "kind": "wecom", "url": "https://10.0.0.1/hook"}
    response = client.post(reverse("webhook-new"), values)
    assert response.status_code == 409
    text = response.content.decode()
    assert "内部网络" in text
    assert 'id="id_url_error"' in text
    assert not Webhook.objects.exists()
    bad_unit = client.post(reverse("webhook-new"), {**values, "unit": "x"})
    assert "请选择单位" in bad_unit.content.decode()


def test_others_are_kept_out(signed_in: SignedIn) -> None:
    clerk = signed_in("clerk")
    for name in ("wordings", "webhooks", "webhook-new"):
        assert clerk.get(reverse(name)).status_code == 403
