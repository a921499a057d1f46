"""From draft to the public and on: what each action does, and what it refuses in which words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied

from gongkai.core import outbox
from gongkai.core.access import viewer_of
from gongkai.core.actions import Refused
from gongkai.core.audit import verify
from gongkai.core.models import Event, Job
from gongkai.core.todo import TodoState, todos
from gongkai.disclosure import publication
from gongkai.disclosure.actions import drafting, releasing, reviewing
from gongkai.disclosure.models import Item
from gongkai.disclosure.queries.published import public_items, public_page
from gongkai.disclosure.workflow import standing
from tests.disclosure.app.office import MORNING, SAID, Office, fresh

pytestmark = pytest.mark.django_db


def test_an_edition_goes_from_draft_to_the_public(office: Office) -> None:
    edition = office.submit(office.draft())
    assert edition.state == "in_review"
    assert not public_items().exists()
    approved = office.approve(fresh(edition))
    assert approved.state == "approved"
    assert not public_items().exists()
    releasing.publish(approved.pk, by=office.chief)
    (shown,) = public_items()
    assert (shown.pk, shown.published_at) == (edition.pk, MORNING)
    assert shown.item.index_number == "caizheng/others/2026-00001"
    assert [event.verb for event in Event.objects.order_by("number")] == [
        "item.start",
        "edition.save",
        "edition.submit",
        "edition.sign",
        "edition.sign",
        "edition.sign",
        "edition.publish",
    ]
    assert list(verify()) == []


def test_a_new_edition_replaces_the_old_one_in_one_step(office: Office) -> None:
    first = office.published()
    second = office.next_edition(first.item, title="关于发放春季农资补贴的通知（更正）")
    office.approve(fresh(office.submit(second)))
    assert [one.pk for one in public_items()] == [first.pk]
    office.wait(hours=1)
    releasing.publish(second.pk, by=office.chief)
    assert [one.pk for one in public_items()] == [second.pk]
    assert fresh(first).state == "superseded"
    assert fresh(second).item.index_number == first.item.index_number
    page = public_page(first.item.key)
    assert page is not None
    assert [(one.number, one.change_note) for one in page.history] == [(2, "更正金额"), (1, "")]


def test_publishing_tells_the_listeners_what_changed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[frozenset[str]] = []
    listeners = {"test": lambda act, keys: heard.append(keys)}
    monkeypatch.setattr(publication, "_LISTENERS", listeners)
    item = office.published().item
    assert heard == [frozenset({f"item:{item.key}", "unit:caizheng", "column:others"})]


def test_a_listener_that_fails_stops_the_publication_whole(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(act: object, keys: frozenset[str]) -> None:
        raise OSError("磁盘满")

    approved = office.approved()
    monkeypatch.setattr(publication, "_LISTENERS", {"test": fail})
    with pytest.raises(OSError, match="磁盘满"):
        releasing.publish(approved.pk, by=office.chief)
    assert fresh(approved).state == "approved"
    assert fresh(approved).item.index_number == ""
    assert not public_items().exists()


def test_two_editors_never_overwrite_each_other_unseen(office: Office) -> None:
    edition = office.draft()
    other = office.viewer("clerk", "xian")
    seen = edition.version
    office.save(edition, replace(SAID, title="甲的标题"))
    with pytest.raises(Refused, match="没有保存"):
        drafting.save_draft(
            edition.pk, version=seen, said=replace(SAID, title="乙的标题"), by=other
        )
    assert fresh(edition).title == "甲的标题"


def test_saving_the_same_again_changes_and_tells_nothing(office: Office) -> None:
    edition = office.draft()
    before = Event.objects.count()
    again = office.save(edition, SAID)
    assert again.version == edition.version
    assert Event.objects.count() == before


def test_the_author_cannot_sign(office: Office) -> None:
    person = office.person("clerk")
    office.people.grant(person, "secrecy_reviewer", "caizheng")
    edition = office.submit(office.draft())
    with pytest.raises(Refused, match="起草或修改过这一稿的人不能签批"):
        reviewing.sign(
            edition.pk,
            step="secrecy",
            fingerprint=edition.fingerprint,
            by=viewer_of(person, office.now),
        )


def test_signing_twice_signs_once(office: Office) -> None:
    edition = office.submit(office.draft())
    by = office.viewer("secrecy_reviewer")
    for _ in range(2):
        reviewing.sign(edition.pk, step="secrecy", fingerprint=edition.fingerprint, by=by)
    assert edition.signatures.filter(outcome="sign").count() == 1


def test_a_page_that_is_out_of_date_signs_nothing(office: Office) -> None:
    edition = office.submit(office.draft())
    with pytest.raises(Refused, match="有修改"):
        reviewing.sign(
            edition.pk, step="secrecy", fingerprint="f" * 64, by=office.viewer("secrecy_reviewer")
        )
    with pytest.raises(Refused, match="现在轮到“保密审查”"):
        reviewing.sign(edition.pk, step="final", fingerprint=edition.fingerprint, by=office.chief)


def test_a_stranger_is_told_nothing(office: Office) -> None:
    edition = office.submit(office.draft())
    stranger = office.viewer("secrecy_reviewer", "minzheng")
    with pytest.raises(PermissionDenied):
        reviewing.sign(edition.pk, step="secrecy", fingerprint=edition.fingerprint, by=stranger)
    with pytest.raises(PermissionDenied):
        releasing.publish(edition.pk, by=office.viewer("final_reviewer", "minzheng"))


def test_returned_to_the_author_and_submitted_again(office: Office) -> None:
    edition = office.submit(office.draft())
    office.sign(edition)
    by = office.viewer("first_reviewer")
    with pytest.raises(Refused, match="理由"):
        reviewing.return_(edition.pk, reason=" ", by=by)
    reviewing.return_(edition.pk, reason="金额与附件不符", by=by)
    edition = fresh(edition)
    assert edition.state == "draft"
    office.save(edition, replace(SAID, summary="已核对金额"))
    again = office.approve(fresh(office.submit(edition)))
    assert again.state == "approved"
    history = standing(again.item, again).review.history
    assert [(entry.signature.outcome.value, entry.void) for entry in history] == [
        ("submit", None),
        ("sign", "returned"),
        ("return", None),
        ("submit", None),
        ("sign", None),
        ("sign", None),
        ("sign", None),
    ]


def test_returned_to_an_earlier_step(office: Office) -> None:
    edition = office.submit(office.draft())
    office.sign(edition)
    office.sign(edition)
    reviewing.return_(edition.pk, to_step="secrecy", reason="请再看附件", by=office.chief)
    edition = fresh(edition)
    awaited = standing(edition.item, edition).review.awaited
    assert edition.state == "in_review"
    assert awaited is not None
    assert awaited.id == "secrecy"


def test_a_draft_stays_on_the_list_of_its_writer_until_it_is_submitted(office: Office) -> None:
    edition = office.draft()
    [told] = todos(office.clerk).of(TodoState.INFO)
    assert (told.title, told.why) == (edition.title, "起草中，3月2日保存，还没有送审")
    assert told.href.endswith(f"{edition.item.key}/edit/")
    office.submit(edition)
    assert not todos(office.clerk).of(TodoState.INFO)


def test_many_drafts_are_one_line(office: Office) -> None:
    for _ in range(11):
        office.draft()
    [told] = todos(office.clerk).of(TodoState.INFO)
    assert (told.count, told.href) == (11, "/office/disclosure/?state=draft")


def test_taken_back_by_its_author(office: Office) -> None:
    edition = office.submit(office.draft())
    office.sign(edition)
    reviewing.withdraw_submission(edition.pk, by=office.clerk)
    assert fresh(edition).state == "draft"
    office.submit(fresh(edition))
    awaited = standing(edition.item, fresh(edition)).review.awaited
    assert awaited is not None
    assert awaited.id == "secrecy"


def test_nothing_is_submitted_that_lacks_a_required_field(office: Office) -> None:
    edition = office.draft(replace(SAID, issued_on=None))
    with pytest.raises(Refused, match="成文日期"):
        office.submit(edition)


def test_personal_data_stops_submission_until_masked(office: Office) -> None:
    leaking = replace(SAID, body_html=SAID.body_html + "<p>联系人张三，13812345678。</p>")
    edition = office.draft(leaking)
    with pytest.raises(Refused, match="手机号"):
        office.submit(edition)
    office.save(fresh(edition), SAID)
    assert office.submit(fresh(edition)).state == "in_review"


def test_a_secrecy_marking_is_not_even_stored(office: Office) -> None:
    edition = office.draft()
    with pytest.raises(Refused, match="密级标志"):
        office.save(edition, replace(SAID, body_html="<p>机密★1年</p>"))
    assert "机密" not in fresh(edition).body_html


def test_a_marking_in_a_field_of_the_content_type_is_seen_too(office: Office) -> None:
    edition = office.draft()
    with pytest.raises(Refused, match="密级标志"):
        office.save(edition, replace(SAID, details={"steps": [{"step": "秘密★5年"}]}))


def test_the_year_of_a_number_is_the_year_in_china(office: Office) -> None:
    edition = office.approved()
    office.now = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
    releasing.publish(edition.pk, by=office.chief)
    assert fresh(edition).item.index_number == "caizheng/others/2027-00001"


def test_scheduled_to_the_minute_and_released_by_the_worker(office: Office) -> None:
    edition = office.approved()
    minute = datetime(2026, 3, 3, 8, 30, 40, tzinfo=MORNING.tzinfo)
    releasing.schedule(edition.pk, release_at=minute, by=office.chief)
    job = Job.objects.get(kind="disclosure.release")
    assert job.run_at == minute.replace(second=0)
    assert outbox.run_due(minute.replace(minute=29, second=59)) == 0
    assert not public_items().exists()
    outbox.run_due(minute.replace(second=0))
    assert public_items().get().published_at == minute.replace(second=0)
    outbox.run_due(minute)
    assert Event.objects.filter(verb="edition.publish").count() == 1


def test_a_time_that_has_passed_is_refused(office: Office) -> None:
    edition = office.approved()
    with pytest.raises(Refused, match="发布时间已过"):
        releasing.schedule(edition.pk, release_at=MORNING, by=office.chief)


def test_a_release_that_fails_says_so_and_waits(office: Office) -> None:
    edition = office.approved()
    minute = MORNING.replace(hour=10)
    releasing.schedule(edition.pk, release_at=minute, by=office.chief)
    Item.objects.filter(pk=edition.item_id).update(attribute="internal", attribute_note="内部")
    outbox.run_due(minute)
    waiting = fresh(edition)
    assert (waiting.state, waiting.release_at) == ("approved", None)
    assert "不能发布" in waiting.release_failure
    assert Event.objects.filter(verb="edition.release_failed").exists()
    assert not public_items().exists()


def test_no_is_an_answer_and_an_empty_chart_is_none(office: Office) -> None:
    said = replace(SAID, details={"charged": False, "chart": {"nodes": [], "edges": []}})
    guide = fresh(office.draft(said, content_type="service_guide"))
    assert "是否收费" not in standing(guide.item, guide).facts.missing
    chart = fresh(office.draft(said, content_type="flow_chart"))
    assert "流程图" in standing(chart.item, chart).facts.missing


def test_a_chart_that_leads_nowhere_is_not_submitted(office: Office) -> None:
    nodes = [{"id": "n1", "title": "申请", "kind": "start"}, {"id": "n2", "title": "受理"}]
    said = replace(SAID, details={"matter": "临时救助", "chart": {"nodes": nodes, "edges": []}})
    edition = office.draft(said, content_type="flow_chart")
    with pytest.raises(Refused, match="流程图环节第2行“受理”：从“开始”走不到这里"):
        office.submit(edition)
