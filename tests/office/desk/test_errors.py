"""Pages of errors in the office: the frame stays, and the way leads back to one's work."""

from collections.abc import Callable
from typing import Final

import pytest
from django.test import Client

from gongkai.core.models import Role
from tests.people import People, sign_in

SignIn = Callable[..., Client]
BACK: Final = '<a class="btn btn-primary" href="/office/">回到工作台</a>'
HOME: Final = '<a class="btn btn-primary" href="/">回到首页</a>'
BROKEN: Final = (
    ("/office/nowhere/", 404),
    ("/office/disclosure/items/none/", 404),
    ("/office/audit/", 403),
    ("/office/people/99999/close/", 403),
    ("/office/broken/", 500),
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.office.desk.broken_urls"),
]


def patient(client: Client) -> Client:
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(("address", "status"), BROKEN)
def test_who_is_signed_in_keeps_the_frame_and_finds_back_to_the_desk(
    signed_in: SignIn, address: str, status: int
) -> None:
    answer = patient(signed_in("clerk", unit="caizheng", name="张三")).get(address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert BACK in page
    assert HOME not in page
    assert "张三" in page
    assert 'href="/office/disclosure/"' in page
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_form_that_expired_leads_back_to_the_desk(people: People) -> None:
    client = Client(HTTP_HOST="127.0.0.1", enforce_csrf_checks=True)
    sign_in(client, people("clerk", unit="caizheng", name="张三"))
    answer = client.post("/office/disclosure/new/", {"title": "甲"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "表单已失效" in page
    assert BACK in page


def test_a_refusal_leads_back_to_the_desk(signed_in: SignIn) -> None:
    client = signed_in("system_admin", name="张三")
    answer = client.post("/office/units/99999999/bodies/new/", {"name": "甲"})
    assert answer.status_code in {404, 409}
    assert BACK in answer.content.decode()


def test_the_public_finds_the_front(people: People) -> None:
    stranger = patient(Client(HTTP_HOST="127.0.0.1"))
    for address in ("/office/nowhere/", "/nowhere/"):
        answer = stranger.get(address)
        page = answer.content.decode()
        assert answer.status_code == 404
        assert HOME in page
        assert "工作台" not in page


def test_who_has_no_desk_is_not_sent_there(people: People) -> None:
    Role.objects.create(code="own", title="读者", description="读。", permissions=["units.view"])
    client = Client(HTTP_HOST="127.0.0.1")
    sign_in(client, people("own", name="张三"))
    page = client.get("/office/nowhere/").content.decode()
    assert HOME in page
    assert BACK not in page
