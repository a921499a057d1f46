"""What is still being written is for its unit alone: asked for at every address, by real requests.

Somebody who searches reads back the word they typed, so a search is judged by what it links to.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from gongkai.core.actions.calendars import renew_calendar
from gongkai.core.models import Role
from gongkai.disclosure.actions import bundles, drafting, files, plans, reviewing
from gongkai.disclosure.models import Edition, MemberRole
from gongkai.disclosure.workflow import standing
from tests.disclosure.app.office import SAID, Office, fresh
from tests.office.disclosure.hidden import DISCLOSURE, WORDS, leaks, told, words_of
from tests.people import People

SignIn = Callable[..., Client]
SECRET: Final = replace(
    SAID,
    title=f"{WORDS['title']}补贴名单",
    body_html=f"<p>为做好农资补贴发放，{WORDS['body']}事项通知如下，请认真组织落实。</p>",
)
PLAIN: Final = replace(SAID, title="关于发放农资补贴的通知")

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(people: People, settings: Settings, tmp_path: Path) -> Office:
    settings.GONGKAI_FILES = tmp_path / "files"
    return Office(people)


def told_all(office: Office, edition: Edition) -> Edition:
    """Give a draft the words, a file with its own, and put it into a bundle and the plan."""
    edition = office.save(edition, replace(SECRET, change_note=f"{WORDS['note']}更正"))
    data = f"附件内容{WORDS['text']}\n".encode()
    files.attach_file(edition.pk, data=data, name=f"{WORDS['file']}.txt", by=office.clerk)
    unit = office.people.unit("caizheng").pk
    made = bundles.create_bundle(unit, title=f"{SECRET.title}及解读", by=office.clerk)
    bundles.add_to_bundle(made.pk, edition.pk, role=MemberRole.DOCUMENT, by=office.clerk)
    line = plans.add_plan_line(
        unit, title="补贴发放", category="others", due_on=date(2026, 12, 1), by=office.clerk
    )
    plans.meet_plan_line(line.pk, item=edition.item, by=office.clerk)
    return fresh(edition)


def draft(office: Office) -> Edition:
    return told_all(office, office.draft(PLAIN))


def new_edition(office: Office) -> Edition:
    return told_all(
        office, drafting.start_edition(office.published(PLAIN).item_id, by=office.clerk)
    )


def discarded(office: Office) -> Edition:
    return drafting.discard(draft(office).pk, reason=f"{WORDS['note']}重复", by=office.clerk)


def taken_back(office: Office) -> Edition:
    sent = office.submit(draft(office))
    return reviewing.withdraw_submission(sent.pk, by=office.clerk)


HIDDEN: Final = {one.__name__: one for one in (draft, new_edition, discarded, taken_back)}
OUTSIDE: Final = (
    ("leader", "xian"),
    ("openness_office", "xian"),
    ("clerk", "minzheng"),
    ("final_reviewer", "minzheng"),
)


@pytest.mark.parametrize("level", HIDDEN)
def test_the_unit_s_own_people_read_it_and_nobody_else_does(
    office: Office, signed_in: SignIn, level: str
) -> None:
    item = HIDDEN[level](office).item
    for role, unit in OUTSIDE:
        client = signed_in(office.person(role, unit))
        assert leaks(client, item) == set(), role
        for asked in (f"q={WORDS['title']}", "state=draft"):
            assert item.key not in words_of(client.get(f"{DISCLOSURE}?{asked}")), (role, asked)
    inside = leaks(signed_in(office.person("clerk")), item)
    here = f"{DISCLOSURE}items/{item.key}/"
    assert {(here, "title"), (f"{here}preview/", "body")} & inside
    assert {part for _, part in inside} >= {"title", "file", "text"}
    assert any(
        part == "title" for _, part in leaks(signed_in(office.person("first_reviewer")), item)
    )


@pytest.mark.parametrize("level", HIDDEN)
def test_nothing_can_be_done_to_what_one_does_not_see(
    office: Office, signed_in: SignIn, level: str
) -> None:
    edition = HIDDEN[level](office)
    before = (edition.state, edition.version, edition.title)
    here = f"{DISCLOSURE}items/{edition.item.key}/"
    posts: list[tuple[str, dict[str, str]]] = [
        *((f"{here}act/", {"do": do, "reason": "理由", "step": "secrecy"}) for do in VERBS),
        (f"{here}edit/", {"version": str(edition.version), "title": "改"}),
        (f"{here}draft/", {"discard": "1", "reason": "理由"}),
        (f"{here}draft/", {"attribute": "public"}),
        (f"{here}upload/", {}),
        *((f"{here}files/{file.pk}/", {"remove": "1"}) for file in edition.attachments.all()),
        (f"{here}requests/", {"do": "start"}),
        (f"{here}requests/", {"do": "note", "asked_by": "李四", "why": "金额有误"}),
        (f"{here}reassess/", {"attribute": "public", "note": "评估"}),
        (f"{here}page/", {"do": "remove", "ground": "error", "reason": "理由"}),
    ]
    for role, unit in OUTSIDE:
        client = signed_in(office.person(role, unit))
        for address, data in posts:
            answer = client.post(address, data, follow=True)
            said = words_of(answer)
            assert not any(word in said for word in WORDS.values()), (role, address, data)
    after = fresh(edition)
    assert (after.state, after.version, after.title) == before
    assert after.attachments.count() == edition.attachments.count()


VERBS: Final = (
    "sign",
    "return",
    "withdraw_submission",
    "publish",
    "publish_urgent",
    "schedule",
    "unschedule",
)


def test_the_calendar_of_an_overseer_names_no_draft(office: Office, signed_in: SignIn) -> None:
    draft(office)
    for role in ("leader", "openness_office"):
        key = renew_calendar(by=office.viewer(role, "xian"))
        answer = Client(HTTP_HOST="127.0.0.1").get(f"/office/calendar/{key}.ics")
        assert answer.status_code == 200
        assert WORDS["title"] not in answer.content.decode()


@pytest.mark.parametrize("role", ["leader", "openness_office"])
def test_once_it_is_sent_in_who_oversees_reads_what_was_sent_and_not_what_was_tried(
    office: Office, signed_in: SignIn, role: str
) -> None:
    tried = office.draft(replace(PLAIN, title=f"{WORDS['note']}初稿"))
    files.attach_file(
        tried.pk, data="作废说明\n".encode(), name=f"{WORDS['file']}.txt", by=office.clerk
    )
    for one in fresh(tried).attachments.all():
        files.remove_file(one.pk, by=office.clerk)
    sent = office.submit(office.save(fresh(tried), SECRET))
    client = signed_in(office.person(role, "xian"))
    read = told(client, sent.item)
    here = f"{DISCLOSURE}items/{sent.item.key}/"
    for address in (here, f"{here}preview/", DISCLOSURE + "?export=csv"):
        assert WORDS["title"] in read[address], address
    assert sent.item.key in words_of(client.get(f"{DISCLOSURE}?q={WORDS['title']}"))
    for word in ("note", "file"):
        assert not any(WORDS[word] in text for text in read.values()), word


def group_member(office: Office) -> Client:
    """Somebody of the leading group, who holds nothing below the government itself."""
    Role.objects.create(
        code="own-group",
        title="领导小组成员",
        description="审定。",
        permissions=["desk.view", "disclosure.view", "disclosure.group"],
    )
    viewer = office.viewer("own-group", "xian")
    person = office.person("own-group", "xian")
    person.assignments.update(subtree=False)
    assert viewer.person_id == person.pk
    return Client(HTTP_HOST="127.0.0.1")


def test_a_reviewer_reads_what_waits_for_them_and_only_while_it_does(
    office: Office, signed_in: SignIn
) -> None:
    group_member(office)
    said = replace(
        SECRET,
        document_number="示财〔2026〕5号",
        effective_on=date(2026, 4, 1),
        is_important=True,
    )
    edition = office.submit(office.draft(said, category="rules", content_type="normative"))
    client = signed_in(office.person("own-group", "xian"))
    here = f"{DISCLOSURE}items/{edition.item.key}/"
    assert client.get(here).status_code == 404
    while awaited(edition) != "group":
        office.sign(edition)
    assert here in words_of(client.get("/office/"))
    page = words_of(client.get(here))
    assert WORDS["body"] in page
    assert "领导小组审定" in page
    assert words_of(client.get(f"{here}approval/1/")).count(WORDS["title"])
    assert WORDS["body"] in words_of(client.get(f"{here}preview/"))
    hidden = {
        "do": "sign",
        "step": "group",
        "fingerprint": fresh(edition).fingerprint,
    }
    assert "已签批" in words_of(client.post(f"{here}act/", hidden, follow=True))
    # What one has signed one may look up again.
    assert client.get(here).status_code == 200
    stranger = signed_in("leader", unit="minzheng", name="赵六")
    assert stranger.get(here).status_code == 404


def awaited(edition: Edition) -> str:
    step = standing(edition.item, fresh(edition)).review.awaited
    assert step is not None
    return step.id


def test_who_only_publishes_reads_what_is_ready(office: Office, signed_in: SignIn) -> None:
    Role.objects.create(
        code="own-publisher",
        title="发布员",
        description="发布。",
        permissions=["desk.view", "disclosure.view", "disclosure.publish"],
    )
    edition = office.submit(office.draft(SECRET))
    client = signed_in(office.person("own-publisher"))
    here = f"{DISCLOSURE}items/{edition.item.key}/"
    assert client.get(here).status_code == 404
    office.approve(fresh(edition))
    assert here in words_of(client.get("/office/"))
    assert WORDS["body"] in words_of(client.get(here))
    assert "已发布" in words_of(client.post(f"{here}act/", {"do": "publish"}, follow=True))


def test_a_bundle_of_two_units_names_to_each_only_what_is_theirs(
    office: Office, signed_in: SignIn
) -> None:
    mine = office.submit(office.draft(PLAIN))
    other = Office(office.people, "minzheng")
    theirs = other.draft(SECRET)
    both = office.viewer("clerk", "xian")
    made = bundles.create_bundle(office.people.unit("caizheng").pk, title="两件", by=both)
    for edition, part in ((mine, MemberRole.DOCUMENT), (theirs, MemberRole.RELATED)):
        bundles.add_to_bundle(made.pk, edition.pk, role=part, by=both)
    here = f"{DISCLOSURE}bundles/{made.pk}/"
    for role, unit in (("clerk", "caizheng"), ("final_reviewer", "caizheng"), ("leader", "xian")):
        client = signed_in(office.person(role, unit))
        pages = (here, f"{here}list/", DISCLOSURE + "bundles/")
        for text in map(words_of, map(client.get, pages)):
            assert WORDS["title"] not in text, role
        assert "还没有批准" in words_of(client.get(here))
    chief = signed_in(office.person("final_reviewer"))
    for do in ("release", "schedule"):
        data = {"do": do, "day": "2030-01-01", "minute": "09:00"}
        said = words_of(chief.post(f"{here}act/", data, follow=True))
        assert "还没有批准" in said
        assert WORDS["title"] not in said
    assert WORDS["title"] in words_of(signed_in(office.person("clerk", "xian")).get(here))
