"""A list of supervisors pasted on the screen: tried out first, then taken over."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.core.actions.bodies import BodyDraft, create_body
from tests.people import SYSTEM, People

pytestmark = pytest.mark.django_db


def test_a_pasted_list_is_tried_out_before_anybody_is_entered(
    people: People, signed_in: Callable[..., Client]
) -> None:
    draft = BodyDraft("supervisors", "社会监督员")
    body = create_body(people.unit().pk, draft, since=date(2020, 1, 1), by=SYSTEM)
    client = signed_in(people("system_admin"))
    address = reverse("org-members-new", args=[body.pk])
    home = client.get(reverse("org-body", args=[body.pk])).content.decode()
    assert address in home
    sent = {"list": "赵九\t监督员\n钱十\t监督员", "since": "2027-01-01", "until": "2030-01-01"}
    tried = client.post(address, {**sent, "try": "1"})
    said = tried.content.decode()
    assert "试运行没有发现错误，还没有登记" in said
    assert "赵九\t监督员" in said, "what was pasted stays"
    assert not body.memberships.exists()
    wrong = client.post(address, {**sent, "list": "赵九", "apply": "1"})
    assert wrong.status_code == 422
    assert "请填写“职务”" in wrong.content.decode()
    done = client.post(address, {**sent, "apply": "1"}, follow=True).content.decode()
    assert "已登记 2 人，原来就有 0 人。" in done
    assert "2027年1月1日 — 2030年1月1日" in done
    assert signed_in(people("clerk")).get(address).status_code == 403
