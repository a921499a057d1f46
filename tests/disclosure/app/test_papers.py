"""The approval sheet says who decided what, in whose place, and what is still open."""

from dataclasses import replace

import pytest

from gongkai.core.access import Viewer
from gongkai.disclosure.actions import checking, drafting, releasing, reviewing
from gongkai.disclosure.queries.papers import approval_sheet
from gongkai.rules.publishing.values import Attribute
from tests.disclosure.app.office import MORNING, SAID, Office, fresh

pytestmark = pytest.mark.django_db


def test_a_sheet_in_the_middle_of_a_review(office: Office) -> None:
    edition = office.submit(office.draft())
    office.sign(edition)
    reviewing.return_(
        edition.pk, to_step="secrecy", reason="请再看", by=office.viewer("first_reviewer")
    )
    sheet = approval_sheet(office.chief, edition.pk)
    assert sheet is not None
    assert (sheet.unit, sheet.edition, sheet.drafted_by) == (
        "示例县财政局",
        1,
        "张三（clerk）",
    )
    assert [(one.step, one.outcome and one.outcome.value, one.void) for one in sheet.records] == [
        ("保密审查", "sign", "之后被退回，签批作废"),
        ("初审", "return", ""),
        ("保密审查", None, ""),
        ("初审", None, ""),
        ("终审", None, ""),
    ]


def test_a_kept_warning_stands_on_the_sheet_and_asks_for_one_more_review(office: Office) -> None:
    said = replace(
        SAID, body_html=SAID.body_html + '<p><a href="/item/zzzz/">原办法</a>已停用。</p>'
    )
    said = replace(
        said,
        body_html=said.body_html + "<table><tr><td>甲</td><td>乙</td></tr>"
        "<tr><td>1</td><td>2</td></tr></table>",
    )
    edition = office.draft(said)
    findings = checking.run_checks(edition.pk, by=office.clerk)
    assert findings.unanswered
    for one in findings.unanswered:
        checking.acknowledge_finding(
            edition.pk, one["key"], reason="表头在正文中说明", by=office.clerk
        )
    edition = office.submit(fresh(edition))
    sheet = approval_sheet(office.chief, edition.pk)
    assert sheet is not None
    assert {one.reason for one in sheet.findings} == {"表头在正文中说明"}
    assert "复审" in [one.step for one in sheet.records]


def test_the_sheet_is_for_those_who_see_the_edition(office: Office) -> None:
    edition = office.submit(office.draft())
    assert approval_sheet(office.viewer("clerk", "minzheng"), edition.pk) is None
    assert approval_sheet(Viewer.public(MORNING), edition.pk) is None


def test_what_is_decided_for_a_draft_is_not_on_the_sheet_of_the_live_edition(
    office: Office,
) -> None:
    draft = office.draft()
    drafting.decide_attribute(
        draft.pk, attribute=Attribute.PUBLIC, note="首次公开", by=office.clerk
    )
    live = releasing.publish(office.approve(office.submit(fresh(draft))).pk, by=office.chief)
    changed = office.next_edition(live.item)
    drafting.decide_attribute(
        changed.pk, attribute=Attribute.PUBLIC, note="内部意见，尚未审定", by=office.clerk
    )
    sheets = [approval_sheet(office.chief, one.pk) for one in (live, changed)]
    assert [one and one.basis_note for one in sheets] == ["首次公开", "内部意见，尚未审定"]
