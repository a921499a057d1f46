"""A file that is being read, on the screen: waited for, told of, read again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.core.worker import Worker
from gongkai.disclosure.models import Attachment, Edition
from tests.disclosure.app.office import Office, fresh
from tests.disclosure.checks.office_files import resident
from tests.disclosure.old_word import needs_pdf
from tests.disclosure.small_pdf import pdf
from tests.office.disclosure.clock import Clock
from tests.people import People

pytestmark = [pytest.mark.django_db(transaction=True), needs_pdf]


@pytest.fixture
def office(people: People, clock: Clock) -> Office:
    return Office(people)


@pytest.fixture
def draft(office: Office) -> Edition:
    return office.draft()


@pytest.fixture
def clerk(office: Office, signed_in: Callable[..., Client]) -> Client:
    return signed_in(office.person("clerk"))


def work(clock: Clock) -> None:
    clock.at += timedelta(seconds=1)
    Worker(name="test", clock=clock).run(until_idle=True)


def upload(client: Client, draft: Edition, data: bytes) -> str:
    """Attach a file as the form does; return the address of the item."""
    address = f"/office/disclosure/items/{draft.item.key}/"
    file = SimpleUploadedFile("名单.pdf", data)
    client.post(f"{address}upload/", {"file": file, "use": "attach"})
    assert Attachment.objects.count() == 1
    return address


def press(client: Client, draft: Edition, address: str, button: str) -> str:
    """Press a button of the editor; return where it leads."""
    page = client.get(f"{address}edit/").context["form"]
    typed = {one.name: one.values[0] if one.values else "" for one in page.fields}
    answer = client.post(f"{address}edit/", {**typed, **dict(page.hidden), button: "1"})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_who_submits_too_early_is_led_to_a_page_that_follows_by_itself(
    clerk: Client, draft: Edition, clock: Clock
) -> None:
    address = upload(clerk, draft, pdf("nothing to mend"))
    editor = clerk.get(f"{address}edit/").content.decode()
    assert "正在读取" in editor
    assert f"/download/{Attachment.objects.get().pk}/" not in editor
    page = press(clerk, draft, address, "submit")
    assert page == f"{address}files/"
    assert fresh(draft).state == "draft"
    assert "还不能送审" not in clerk.get(page).content.decode(), "the page says it itself"
    waiting = clerk.get(page)
    assert "名单.pdf" in waiting.content.decode()
    assert waiting["Refresh"] == "3"
    assert "Refresh" not in clerk.get(page, {"still": "1"})
    work(clock)
    assert clerk.get(page)["Location"] == f"{address}edit/"
    editor = clerk.get(f"{address}edit/").content.decode()
    assert "正在读取" not in editor
    assert f"/download/{Attachment.objects.get().pk}/" in editor
    assert press(clerk, draft, address, "submit") == address
    assert fresh(draft).state == "in_review"


def test_who_lacks_something_else_is_told_that_first(
    office: Office, clerk: Client, draft: Edition
) -> None:
    address = upload(clerk, draft, pdf("nothing to mend"))
    Edition.objects.filter(pk=draft.pk).update(issued_on=None)
    assert press(clerk, draft, address, "submit") == f"{address}edit/"
    assert "还不能送审" in clerk.get(f"{address}edit/").content.decode()


def test_what_was_found_stands_in_the_editor_masked(
    clerk: Client, draft: Edition, clock: Clock
) -> None:
    number = resident(1)
    address = upload(clerk, draft, pdf(f"ID {number}"))
    assert press(clerk, draft, address, "check") == f"{address}files/"
    work(clock)
    editor = clerk.get(f"{address}edit/").content.decode()
    assert "第1页第1行" in editor
    assert "****" in editor
    assert number not in editor


def test_what_could_not_be_read_is_told_and_read_again(
    clerk: Client, draft: Edition, clock: Clock
) -> None:
    address = upload(clerk, draft, b"%PDF-1.7 broken")
    work(clock)
    editor = clerk.get(f"{address}edit/").content.decode()
    assert "没有读出" in editor
    assert "重新导出" in editor
    change = f"{address}files/{Attachment.objects.get().pk}/"
    assert clerk.post(change, {"read": "1"})["Location"] == f"{address}files/"
    assert clerk.get(f"{address}files/")["Refresh"] == "3"
