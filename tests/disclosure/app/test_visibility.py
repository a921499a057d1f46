"""Nobody sees what is not theirs: every state of an item × every viewer × every query."""

from dataclasses import replace
from typing import Final

import pytest

from gongkai.core.access import Viewer
from gongkai.core.files import read_bytes
from gongkai.core.models import Role
from gongkai.core.todo import todos
from gongkai.disclosure.actions import drafting, files, masking, pages, releasing
from gongkai.disclosure.actions import readable as reading
from gongkai.disclosure.models import Attachment, Edition, Item, ReadableCopy
from gongkai.disclosure.queries import listed, published
from gongkai.disclosure.queries.files import find_file, may_read_file
from gongkai.disclosure.queries.items import find_item, items_for, open_editions, timeline
from gongkai.disclosure.queries.review import edition_page, review_queue
from gongkai.disclosure.queries.visibility import editions_seen, rules_viewer, subject_of
from gongkai.disclosure.todos import find_items
from gongkai.disclosure.workflow import standing
from gongkai.rules.publishing.availability import RemovalGround
from gongkai.rules.publishing.values import Attribute
from gongkai.rules.publishing.visibility import PUBLIC, Outlet, visible
from tests.disclosure.app.office import MORNING, SAID, Office, fresh

pytestmark = pytest.mark.django_db

WORD: Final = "独角兽"
SECRET: Final = replace(SAID, title=f"{WORD}补贴名单")


def make(office: Office, level: str) -> Edition:
    """Make an item of one level whose title holds the word nobody else may read."""
    makers = {
        "draft": lambda: office.draft(SECRET),
        "in_review": lambda: office.submit(office.draft(SECRET)),
        "approved": lambda: office.approved(SECRET),
        "scheduled": lambda: releasing.schedule(
            office.approved(SECRET).pk, release_at=MORNING.replace(hour=20), by=office.chief
        ),
        "discarded": lambda: drafting.discard(
            office.draft(SECRET).pk, reason="重复", by=office.clerk
        ),
        "withheld": lambda: withheld(office),
        "withdrawn": lambda: taken_down(office),
        "gone": lambda: removed(office),
        "new_edition": lambda: changed(office),
        "live": lambda: office.published(SECRET),
    }
    return fresh(makers[level]())


def withheld(office: Office) -> Edition:
    edition = office.draft(SECRET)
    drafting.decide_attribute(
        edition.pk, attribute=Attribute.WITHHELD, reason="privacy", by=office.clerk
    )
    return office.approve(fresh(office.submit(fresh(edition))))


def taken_down(office: Office) -> Edition:
    edition = office.published(SECRET)
    pages.withdraw_page(
        edition.item_id,
        ground=RemovalGround.ERROR,
        notice="内容有误，正在核实。",
        reason="金额有误",
        by=office.chief,
    )
    return edition


def removed(office: Office) -> Edition:
    edition = office.published(SECRET)
    pages.remove_page(
        edition.item_id, ground=RemovalGround.PERSONAL_DATA, reason="泄露名单", by=office.chief
    )
    return edition


def changed(office: Office) -> Edition:
    first = office.published()
    return office.next_edition(first.item, title=SECRET.title)


HIDDEN: Final = (
    "draft",
    "in_review",
    "approved",
    "scheduled",
    "discarded",
    "withheld",
    "withdrawn",
    "gone",
    "new_edition",
)


def public_words(item: Item) -> list[str]:
    """Return every text that any public query gives, of this item or of any."""
    page = published.public_page(item.key)
    shown = page.edition if page is not None else None
    texts = [edition.title for edition in published.public_items()]
    texts += [edition.text for edition in published.public_items()]
    texts += [one.edition.title for one in listed.newest(listed.EVERYTHING, 100)]
    texts += [one.edition.title for one in listed.in_month(listed.EVERYTHING, 2026, 3)]
    texts += [one.edition.title for one in listed.listings([item.key])]
    texts += [one.edition.title for one in listed.all_listings()]
    texts += [shown.title] if shown is not None else []
    texts += [one.title for one in page.history] if page is not None else []
    return texts


@pytest.mark.parametrize("level", HIDDEN)
def test_nothing_hidden_reaches_the_public(office: Office, level: str) -> None:
    edition = make(office, level)
    assert not any(WORD in text for text in public_words(edition.item))
    page = published.public_page(edition.item.key)
    if level == "withdrawn":
        assert page is not None
        assert (page.edition, page.files, page.notice) == (None, (), "内容有误，正在核实。")
    elif level == "gone":
        assert page is not None
        assert (page.edition, page.title, page.notice) == (None, "", "")
    elif level != "new_edition":
        assert page is None


def test_what_is_live_does_reach_the_public(office: Office) -> None:
    assert any(WORD in text for text in public_words(make(office, "live").item))


@pytest.mark.parametrize("level", [*HIDDEN, "live"])
def test_the_public_queries_say_what_the_rules_say(office: Office, level: str) -> None:
    edition = make(office, level)
    stands = standing(edition.item, edition)
    subject = subject_of(Viewer.public(MORNING), stands)
    shown = {one.pk for one in published.public_items()}
    for outlet in (Outlet.PAGE, Outlet.LIST, Outlet.SEARCH, Outlet.FEED, Outlet.API):
        assert visible(subject, PUBLIC, outlet).allowed is (edition.pk in shown)


VIEWERS: Final = (
    ("clerk", "caizheng"),
    ("clerk", "yusuan"),
    ("clerk", "xian"),
    ("clerk", "minzheng"),
    ("secrecy_reviewer", "caizheng"),
    ("final_reviewer", "minzheng"),
    ("openness_office", "xian"),
    ("leader", "xian"),
    ("system_admin", "xian"),
    ("auditor", "xian"),
)


@pytest.mark.parametrize("level", [*HIDDEN, "live"])
def test_the_lists_of_the_office_say_what_the_rules_say(office: Office, level: str) -> None:
    edition = make(office, level)
    for role, unit in VIEWERS:
        viewer = office.viewer(role, unit)
        stands = standing(edition.item, edition)
        # To the rules the live are everybody's; a list of the office has only what is one's own.
        office_only = replace(subject_of(viewer, stands), attribute=None)
        decision = visible(office_only, rules_viewer(viewer, edition.item), Outlet.LIST).allowed
        listed_here = Edition.objects.filter(editions_seen(viewer), pk=edition.pk).exists()
        if stands.review.awaited is None or not stands.holds(viewer, stands.review.awaited):
            assert listed_here is decision, (role, unit)


@pytest.mark.parametrize("level", HIDDEN)
@pytest.mark.parametrize(
    ("role", "unit"),
    [("clerk", "minzheng"), ("final_reviewer", "minzheng"), ("auditor", "xian"), ("", "")],
)
def test_strangers_see_nothing_anywhere(office: Office, level: str, role: str, unit: str) -> None:
    edition = make(office, level)
    viewer = office.viewer(role, unit) if role else Viewer.public(MORNING)
    item = edition.item
    assert not items_for(viewer).filter(pk=item.pk).exists()
    assert find_item(viewer, item.key) is None
    assert not open_editions(viewer).filter(pk=edition.pk).exists()
    assert not timeline(viewer, item).exists()
    if level != "new_edition":
        assert edition_page(viewer, edition.pk) is None
    assert edition.pk not in {one.edition.pk for one in review_queue(viewer)}
    assert not list(find_items(viewer, WORD, 10))
    assert not any(WORD in one.title for one in todos(viewer).items)
    assert not todos(viewer).failed


def test_an_overseer_sees_no_draft_but_what_is_in_review(office: Office) -> None:
    draft = make(office, "draft")
    other = make(office, "in_review")
    Role.objects.create(
        code="overseer", title="督查", description="", permissions=["disclosure.oversee"]
    )
    county = office.viewer("overseer", "xian")
    shown = {one.pk for one in open_editions(county)}
    assert (draft.pk in shown, other.pk in shown) == (False, True)
    assert [item.pk for item in items_for(county)] == [other.item_id]
    assert edition_page(county, draft.pk) is None
    assert edition_page(county, other.pk) is not None
    assert [event.verb for event in timeline(county, other.item)] == ["edition.submit"]


def test_an_overseer_does_not_read_later_what_became_of_the_text_and_files_of_a_draft(
    office: Office,
) -> None:
    said = replace(SAID, body_html="<p>联系张三，13800138000，领取补贴。</p>")
    edition, by = office.draft(said), office.clerk
    made = files.attach_file(edition.pk, data=b"%PDF-1.7", name="名单.pdf", by=by)
    copy = ReadableCopy.objects.get()
    reading.note_unreadable(copy.pk, reason="已损坏", by=office.system)
    reading.read_again(made.pk, by=by)
    reading.destroy_marked(copy.pk, place="第1页", by=office.system)
    masking.mask_text(edition.pk, version=fresh(edition).version, by=by)
    office.submit(edition)
    Role.objects.create(
        code="overseer", title="督查", description="", permissions=["disclosure.oversee"]
    )
    shown = timeline(office.viewer("overseer", "xian"), edition.item)
    assert [event.verb for event in shown] == ["edition.submit"]


def attached(office: Office, level: str) -> Attachment:
    edition = office.draft(SECRET)
    made = files.attach_file(
        edition.pk, data="农资补贴发放办法说明".encode(), name="说明.txt", by=office.clerk
    )
    if level == "live":
        approved = office.approve(fresh(office.submit(fresh(edition))))
        releasing.publish(approved.pk, by=office.chief)
    return Attachment.objects.get(pk=made.pk)


def test_a_file_is_opened_only_by_whom_its_edition_is_for(office: Office) -> None:
    hidden = attached(office, "draft")
    assert find_file(office.clerk, hidden.pk) is not None
    assert find_file(office.viewer("clerk", "minzheng"), hidden.pk) is None
    assert not may_read_file(Viewer.public(MORNING), hidden)
    assert published.public_file(hidden.edition.item.key, "说明.txt") is None
    shown = attached(office, "live")
    assert may_read_file(Viewer.public(MORNING), shown)
    assert published.public_file(shown.edition.item.key, "说明.txt") == shown


def test_the_unmasked_original_is_for_its_writers_alone(office: Office) -> None:
    edition = office.draft()
    made = files.attach_file(
        edition.pk, data="联系人张三，13812345678\n".encode(), name="名单.txt", by=office.clerk
    )
    copy = files.mask_attachment(made.pk, by=office.clerk)
    approved = office.approve(fresh(office.submit(fresh(edition))))
    live = releasing.publish(approved.pk, by=office.chief)
    original = Attachment.objects.get(pk=made.pk)
    assert published.public_file(live.item.key, "名单.txt") == copy
    assert b"13812345678" not in read_bytes(copy.file)
    assert not may_read_file(Viewer.public(MORNING), original)
    assert find_file(office.chief, original.pk) is None
    assert find_file(office.clerk, original.pk) is not None
