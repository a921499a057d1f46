"""One decision for every outlet: may this viewer see this edition here, and what of it?

Leaks come from the second copy: the list, the feed, the export, the cache that asked a different
question than the page. So page, list, file, search, feed, API, export, mail, sitemap and cache ask
this one function. It fails closed: whatever is not expressly allowed is refused, and an outlet
shared by many readers (feed, sitemap, cache, mail) never shows more than the public may see, no
matter who causes it to be made.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gongkai.rules.publishing.values import Attribute, Availability, EditionState


class Outlet(StrEnum):
    """Where something can come to be seen. The JSON twin of a page is a PAGE, not an API list."""

    PAGE = "page"
    LIST = "list"
    FILE = "file"
    SEARCH = "search"
    FEED = "feed"
    API = "api"
    EXPORT = "export"
    MAIL = "mail"
    SITEMAP = "sitemap"
    CACHE = "cache"


SHARED: Final = frozenset({Outlet.FEED, Outlet.SITEMAP, Outlet.CACHE, Outlet.MAIL})
"""Outlets that are made once for many readers, or leave the house: public content only."""


_AWAITING: Final = frozenset(
    {EditionState.IN_REVIEW, EditionState.APPROVED, EditionState.SCHEDULED, EditionState.LIVE}
)
_UNFINISHED: Final = frozenset({EditionState.DRAFT, EditionState.DISCARDED})


class Audience(StrEnum):
    """The widest circle an edition is open to, for lists and indexes that are filtered early."""

    PUBLIC = "public"
    UNIT = "unit"
    NOBODY = "nobody"


class Shows(StrEnum):
    """What is shown. Only FULL shows title, text, files or that a list has such an entry."""

    FULL = "full"
    NOTICE = "notice"
    REDIRECT = "redirect"
    GONE = "gone"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An edition and the item it belongs to.

    ``units`` is the path of the item's unit from the root. ``writers`` drafted it, ``awaited``
    are the people whom it waits for, to sign or to publish, ``signers`` those who have signed.
    """

    state: EditionState
    availability: Availability
    attribute: Attribute | None
    units: tuple[int, ...]
    writers: frozenset[int] = frozenset()
    awaited: frozenset[int] = frozenset()
    signers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who looks. Without ``person`` it is the public.

    ``units`` are roots of subtrees the person works for: there every edition, drafts included.
    ``oversees`` are roots of subtrees the person oversees: there everything but what is still
    being drafted.
    """

    person: int | None = None
    units: frozenset[int] = frozenset()
    oversees: frozenset[int] = frozenset()


PUBLIC: Final = Viewer()
"""Everybody."""


@dataclass(frozen=True, slots=True)
class Visibility:
    """The decision; ``reason`` is plain Chinese, for the log and the office's "why hidden?"."""

    shows: Shows
    reason: str

    @property
    def allowed(self) -> bool:
        """Whether the content itself is shown."""
        return self.shows is Shows.FULL


def visible(subject: Subject, viewer: Viewer, outlet: Outlet) -> Visibility:
    """Return what a viewer sees of an edition at an outlet.

    The office sees content by the person's relation to it; whoever has none is the public.
    """
    if viewer.person is not None and outlet not in SHARED:
        ground = office_ground(subject, viewer)
        if ground:
            return Visibility(Shows.FULL, ground)
    return _public(subject, outlet)


def audience(subject: Subject) -> Audience:
    """Return the widest circle that may see an edition.

    UNIT includes those the edition waits for and the office that oversees the unit.
    """
    if visible(subject, PUBLIC, Outlet.LIST).allowed:
        return Audience.PUBLIC
    if subject.units or subject.writers or subject.awaited or subject.signers:
        return Audience.UNIT
    return Audience.NOBODY


def office_ground(subject: Subject, viewer: Viewer) -> str:
    """On which ground somebody of the office sees an edition; empty when there is none."""
    path = frozenset(subject.units)
    if path & viewer.units:
        return "本单位的公开事项"
    if viewer.person in subject.writers:
        return "本人起草"
    if viewer.person in subject.awaited and subject.state in _AWAITING:
        return "等待本人办理"
    if viewer.person in subject.signers:
        return "本人签批过"
    if path & viewer.oversees and subject.state not in _UNFINISHED:
        return "所监督单位的公开事项"
    return ""


def _public(subject: Subject, outlet: Outlet) -> Visibility:
    """What everybody sees: the live edition of a live page that is to be public."""
    if subject.attribute is not Attribute.PUBLIC:
        word = subject.attribute.label if subject.attribute else "未定"
        return _gone_or_nothing(subject, outlet, f"公开属性为“{word}”，不向社会公开")
    if subject.availability is Availability.GONE:
        return _gone_or_nothing(subject, outlet, "页面已删除")
    if subject.state is not EditionState.LIVE:
        return Visibility(Shows.NOTHING, f"这一版“{subject.state.label}”，不对外显示")
    if subject.availability is Availability.LIVE:
        return Visibility(Shows.FULL, "已发布")
    if outlet is Outlet.PAGE and subject.availability is Availability.WITHDRAWN:
        return Visibility(Shows.NOTICE, "页面已撤下，只显示说明")
    if outlet is Outlet.PAGE and subject.availability is Availability.REDIRECTED:
        return Visibility(Shows.REDIRECT, "页面已跳转")
    return Visibility(Shows.NOTHING, f"页面“{subject.availability.label}”，这里不显示")


def _gone_or_nothing(subject: Subject, outlet: Outlet, reason: str) -> Visibility:
    """An address that once answered says that it is gone, and nothing else."""
    if outlet is Outlet.PAGE and subject.availability is Availability.GONE:
        return Visibility(Shows.GONE, reason)
    return Visibility(Shows.NOTHING, reason)
