"""Items of every level, each saying words that stand nowhere else.

What is watched are the words of one edition: that of the level. ``inner`` is a word of the office
itself, in reasons and notes, which is for nobody outside.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from gongkai.disclosure.actions import drafting, files, pages, releasing
from gongkai.disclosure.content import Content
from gongkai.disclosure.models import Attachment, Edition, Item
from gongkai.rules.flows import flow_value, in_order
from gongkai.rules.publishing.availability import RemovalGround
from gongkai.rules.publishing.values import Attribute
from tests.disclosure.app.office import MORNING, SAID, Office, fresh

WORDS: Final = {
    "title": "麒麟",
    "summary": "貔貅",
    "body": "饕餮",
    "keyword": "獬豸",
    "contact": "毕方",
    "detail": "螭吻",
    "chart": "睚眦",
    "file_name": "梼杌",
    "file_text": "穷奇",
    "inner": "应龙",
    "notice": "混沌",
}
FILE: Final = f"{WORDS['file_name']}.txt"
NOTICE: Final = f"内容有误，正在核实（{WORDS['notice']}）。"
REASON: Final = f"内部意见{WORDS['inner']}"
SECRET: Final = Content(
    title=f"{WORDS['title']}补贴名单",
    summary=f"摘要{WORDS['summary']}。",
    body_html=f"<p>为做好春季农资补贴发放，{WORDS['body']}事项通知如下，请认真组织落实。</p>",
    keywords=(WORDS["keyword"],),
    contact=f"{WORDS['contact']}股",
    details={
        "matter": f"{WORDS['detail']}补贴",
        "chart": flow_value(in_order(["申请", f"{WORDS['chart']}核实", "发放"])),
    },
    issuer="示例县财政局",
    issued_on=date(2026, 3, 1),
)
PLAIN: Final = replace(
    SAID, details={"matter": "补贴", "chart": flow_value(in_order(["申请", "发放"]))}
)
KIND: Final = "flow_chart"
"""A content type whose items stand in a register, with words and a chart of their own."""
Maker = Callable[[Office, Callable[[], None]], Item]
"""Makes an item; what it is handed lets the public look, for levels that were public before."""


def draft(office: Office) -> Edition:
    """A draft with all the words, and a file with its own."""
    edition = office.draft(SECRET, content_type=KIND)
    data = f"附件内容{WORDS['file_text']}\n".encode()
    files.attach_file(edition.pk, data=data, name=FILE, by=office.clerk)
    return fresh(edition)


def approved(office: Office, edition: Edition | None = None) -> Edition:
    return office.approve(fresh(office.submit(fresh(edition or draft(office)))))


def live(office: Office, look: Callable[[], None]) -> Item:
    item = releasing.publish(approved(office).pk, by=office.chief).item
    office.wait(minutes=1)
    look()
    return item


def not_for_all(attribute: Attribute, reason: str = "") -> Maker:
    """An item for some only, approved and filed, never published."""

    def make(office: Office, look: Callable[[], None]) -> Item:
        edition = draft(office)
        drafting.decide_attribute(
            edition.pk, attribute=attribute, reason=reason, note=REASON, by=office.clerk
        )
        return approved(office, edition).item

    return make


def scheduled(office: Office, look: Callable[[], None]) -> Item:
    late = MORNING.replace(hour=20)
    return releasing.schedule(approved(office).pk, release_at=late, by=office.chief).item


def discarded(office: Office, look: Callable[[], None]) -> Item:
    return drafting.discard(approved(office).pk, reason=REASON, by=office.clerk).item


def superseded(office: Office, look: Callable[[], None]) -> Item:
    item = live(office, look)
    edition = drafting.start_edition(item.pk, by=office.clerk)
    for one in Attachment.objects.filter(edition=edition):
        files.remove_file(one.pk, by=office.clerk)
    said = replace(PLAIN, change_note="更正", title="关于发放春季农资补贴的通知（更正）")
    office.save(fresh(edition), said)
    releasing.publish(approved(office, edition).pk, by=office.chief)
    return item


def new_edition(office: Office, look: Callable[[], None]) -> Item:
    """A live page says something else; what is watched is the edition in work."""
    item = office.published(PLAIN, content_type=KIND).item
    look()
    edition = drafting.start_edition(item.pk, by=office.clerk)
    office.save(fresh(edition), replace(SECRET, change_note="更正"))
    data = f"附件内容{WORDS['file_text']}\n".encode()
    files.attach_file(edition.pk, data=data, name=FILE, by=office.clerk)
    return approved(office, edition).item


def withdrawn(office: Office, look: Callable[[], None]) -> Item:
    item = live(office, look)
    return pages.withdraw_page(
        item.pk, ground=RemovalGround.ERROR, notice=NOTICE, reason=REASON, by=office.chief
    )


def redirected(office: Office, look: Callable[[], None]) -> Item:
    item = live(office, look)
    target = office.published().item
    return pages.redirect_page(item.pk, target_id=target.pk, reason=REASON, by=office.chief)


def gone(office: Office, look: Callable[[], None]) -> Item:
    item = live(office, look)
    return pages.remove_page(
        item.pk, ground=RemovalGround.PERSONAL_DATA, reason=REASON, by=office.chief
    )


def changed(office: Office, look: Callable[[], None]) -> Item:
    """Public once, taken down, and now for the inside only."""
    item = withdrawn(office, look)
    edition = drafting.start_edition(item.pk, by=office.clerk)
    office.save(fresh(edition), replace(SECRET, change_note="改为内部"))
    drafting.decide_attribute(
        edition.pk, attribute=Attribute.INTERNAL, note=REASON, by=office.clerk
    )
    return fresh(edition).item


LEVELS: Final[dict[str, Maker]] = {
    "draft": lambda office, look: draft(office).item,
    "in_review": lambda office, look: office.submit(draft(office)).item,
    "approved": lambda office, look: approved(office).item,
    "scheduled": scheduled,
    "discarded": discarded,
    "on_request": not_for_all(Attribute.ON_REQUEST),
    "internal": not_for_all(Attribute.INTERNAL),
    "withheld": not_for_all(Attribute.WITHHELD, "privacy"),
    "live": live,
    "superseded": superseded,
    "new_edition": new_edition,
    "withdrawn": withdrawn,
    "redirected": redirected,
    "gone": gone,
    "changed": changed,
}
