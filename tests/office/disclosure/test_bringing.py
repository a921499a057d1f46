"""A document that is converted, on the screen: waited for, found again, told of, tried again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.core.models import Job, WorkerBeat
from gongkai.core.worker import Worker
from gongkai.disclosure.actions import bringing
from gongkai.disclosure.models import Item, WaitingImport
from tests.disclosure.app.office import Office
from tests.disclosure.old_word import TITLE, needs_office, written
from tests.office.disclosure.clock import Clock
from tests.people import People

SignIn = Callable[..., Client]
BROKEN = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(people: People, clock: Clock) -> Office:
    return Office(people)


@pytest.fixture
def clerk(office: Office, signed_in: SignIn) -> Client:
    return signed_in(office.person("clerk"))


def start(client: Client, office: Office, data: bytes, name: str = "通知.doc") -> str:
    """Begin an item from a file as the form does; return where it leads."""
    file = SimpleUploadedFile(name, data)
    typed = {"unit": office.people.unit("caizheng").pk, "content_type": "notice", "file": file}
    answer = client.post("/office/disclosure/new/", typed)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def work(clock: Clock) -> None:
    clock.at += timedelta(seconds=1)
    Worker(name="test", clock=clock).run(until_idle=True)


@needs_office
def test_a_new_item_from_an_old_word_file(office: Office, clerk: Client, clock: Clock) -> None:
    page = start(clerk, office, written("doc"))
    assert page.endswith("/import/")
    waiting = clerk.get(page)
    assert "正在转换" in waiting.content.decode()
    assert waiting["Refresh"] == "3"
    assert page in clerk.get("/office/").content.decode()
    editor = page.replace("/import/", "/edit/")
    assert page in clerk.get(editor).content.decode()
    work(clock)
    assert clerk.get(page)["Location"] == editor
    shown = clerk.get(editor).content.decode()
    assert "请核对导入结果" in shown
    assert TITLE in shown
    assert page not in shown


def test_a_word_file_leads_straight_to_the_editor(
    office: Office, clerk: Client, clock: Clock
) -> None:
    assert start(clerk, office, written("docx"), "通知.docx").endswith("/edit/")


@needs_office
def test_what_failed_is_told_tried_again_and_given_up(
    office: Office, clerk: Client, clock: Clock
) -> None:
    page = start(clerk, office, BROKEN)
    work(clock)
    told = clerk.get(page)
    assert "Refresh" not in told
    assert "另存为 .docx" in told.content.decode()
    assert "另存为 .docx" in clerk.get(page.replace("/import/", "/edit/")).content.decode()
    assert clerk.post(page, {"again": "1"})["Location"] == page
    assert clerk.get(page)["Refresh"] == "3"
    assert clerk.post(page, {"drop": "1"})["Location"].endswith("/edit/")
    assert not WaitingImport.objects.exists()
    assert clerk.post(page, {"again": "1"})["Location"] == page


def test_the_page_asks_again_ever_more_seldom_and_not_for_ever(
    office: Office, clerk: Client, clock: Clock
) -> None:
    page = start(clerk, office, BROKEN)
    assert "Refresh" not in clerk.get(page, {"still": "1"})
    assert "没有在执行" in clerk.get(page).content.decode()
    WorkerBeat.objects.create(name="a", started_at=clock.at, seen_at=clock.at)
    assert "没有在执行" not in clerk.get(page).content.decode()
    clock.at += timedelta(minutes=1)
    assert clerk.get(page)["Refresh"] == "10"
    clock.at += timedelta(minutes=10)
    over = clerk.get(page)
    assert "Refresh" not in over
    assert "看看好了没有" in over.content.decode()


def test_a_colleague_who_drafts_there_may_see_it_and_a_stranger_may_not(
    office: Office, clerk: Client, clock: Clock, people: People, signed_in: SignIn
) -> None:
    page = start(clerk, office, BROKEN)
    colleague = signed_in(people("clerk", unit="caizheng", username="colleague"))
    assert colleague.get(page).status_code == 200
    strangers = (("clerk", "minzheng", 404), ("final_reviewer", "caizheng", 403))
    for role, unit, status in strangers:
        stranger = signed_in(people(role, unit=unit, username=f"{role}-{unit}"))
        for answer in (stranger.get(page), stranger.post(page, {"drop": "1"})):
            assert answer.status_code == status
    assert Client().get(page).status_code == 302
    assert WaitingImport.objects.count() == 1


def test_an_upload_into_a_draft_waits_too(office: Office, clerk: Client, clock: Clock) -> None:
    edition = office.draft()
    address = f"/office/disclosure/items/{edition.item.key}/"
    file = SimpleUploadedFile("通知.doc", BROKEN)
    answer = clerk.post(f"{address}upload/", {"file": file, "use": "import"})
    assert answer["Location"] == f"{address}import/"
    assert Item.objects.get().editions.get().body_html == edition.body_html
    assert Job.objects.filter(kind=bringing.IMPORT).count() == 1
