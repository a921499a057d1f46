"""The staff of the finance bureau of 示例县, and what they do in one line each."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from gongkai.core.access import Viewer
from gongkai.core.models import Person
from gongkai.disclosure import content
from gongkai.disclosure.actions import drafting, releasing, reviewing
from gongkai.disclosure.content import Content
from gongkai.disclosure.models import Edition, Item
from gongkai.disclosure.workflow import standing
from tests.people import SYSTEM, People

ZONE = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)
BODY = "<p>为做好春季农资补贴发放，现将有关事项通知如下，请各乡镇认真组织落实。</p>"
SAID = Content(
    title="关于发放春季农资补贴的通知",
    body_html=BODY,
    issuer="示例县财政局",
    issued_on=date(2026, 3, 1),
)
REVIEWERS = ("secrecy_reviewer", "first_reviewer", "second_reviewer", "final_reviewer")


@dataclass
class Office:
    """Viewers by role at the finance bureau; ``at`` moves the clock of all of them."""

    people: People
    unit: str = "caizheng"
    now: datetime = MORNING
    _kept: dict[tuple[str, str], Viewer] = field(default_factory=dict)

    def viewer(self, role: str, unit: str = "") -> Viewer:
        """Return the same person of a role and unit each time, at the present moment."""
        key = (role, unit or self.unit)
        if key not in self._kept:
            self._kept[key] = self.people.viewer(role, unit=key[1], name=f"张三（{role}）")
        return replace(self._kept[key], at=self.now)

    def person(self, role: str, unit: str = "") -> Person:
        """Return that person."""
        return Person.objects.get(pk=str(self.viewer(role, unit).person_id))

    @property
    def clerk(self) -> Viewer:
        """The one who drafts."""
        return self.viewer("clerk")

    @property
    def chief(self) -> Viewer:
        """The final reviewer, who publishes."""
        return self.viewer("final_reviewer")

    @property
    def system(self) -> Viewer:
        """The worker."""
        return replace(SYSTEM, at=self.now)

    def wait(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)

    def draft(
        self, said: Content = SAID, *, category: str = "others", content_type: str = "notice"
    ) -> Edition:
        """Begin an item and fill its first draft."""
        edition = drafting.start_item(
            self.people.unit(self.unit).pk,
            category=category,
            content_type=content_type,
            by=self.clerk,
        )
        return self.save(edition, said)

    def save(self, edition: Edition, said: Content) -> Edition:
        """Save a draft from where it stands."""
        return drafting.save_draft(edition.pk, version=edition.version, said=said, by=self.clerk)

    def submit(self, edition: Edition) -> Edition:
        """Send a draft into review."""
        return reviewing.submit(edition.pk, by=self.clerk)

    def sign(self, edition: Edition, role: str = "") -> Edition:
        """Sign the step whose turn it is, by the one whose it is."""
        edition = fresh(edition)
        awaited = standing(edition.item, edition).review.awaited
        assert awaited is not None
        by = self.viewer(role or _ROLES[awaited.permission])
        return reviewing.sign(edition.pk, step=awaited.id, fingerprint=edition.fingerprint, by=by)

    def approve(self, edition: Edition) -> Edition:
        """Have a submitted edition signed to the end."""
        while standing(edition.item, edition).review.awaited is not None:
            edition = fresh(self.sign(edition))
        return edition

    def approved(self, said: Content = SAID, **kind: str) -> Edition:
        """Return an edition that waits for publication."""
        return self.approve(fresh(self.submit(self.draft(said, **kind))))

    def published(self, said: Content = SAID, **kind: str) -> Edition:
        """Return a live edition of a new item."""
        return releasing.publish(self.approved(said, **kind).pk, by=self.chief)

    def next_edition(self, item: Item, **changes: object) -> Edition:
        """Begin a new edition of a published item with changes."""
        edition = drafting.start_edition(item.pk, by=self.clerk)
        said = replace(content.content_of(edition), change_note="更正金额", **changes)  # type: ignore[arg-type]
        return self.save(edition, said)


_ROLES = {
    "disclosure.secrecy": "secrecy_reviewer",
    "disclosure.first_review": "first_reviewer",
    "disclosure.second_review": "second_reviewer",
    "disclosure.final_review": "final_reviewer",
    "disclosure.group": "leader",
}


def fresh(edition: Edition) -> Edition:
    """Return an edition as the database has it now."""
    return Edition.objects.select_related("item", "item__unit").get(pk=edition.pk)
