"""Documents on their way into drafts, for those who may write these drafts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext

from gongkai.core import outbox
from gongkai.core.access import Viewer
from gongkai.disclosure.actions.bringing import IMPORT
from gongkai.disclosure.models import Edition, ImportState, WaitingImport
from gongkai.rules.publishing.values import EditionState


@dataclass(frozen=True, slots=True)
class Underway:
    """A document on its way, and where it stands; ``reason`` says why it failed, and the mend."""

    waiting: WaitingImport
    failed: bool
    reason: str

    @property
    def may_try_again(self) -> bool:
        """Whether the upload is still there."""
        return self.failed and bool(self.waiting.held)


def underway(viewer: Viewer, edition: Edition) -> Underway | None:
    """Return the document on its way into a draft, for who may write it."""
    if not viewer.may("disclosure.write", edition.item.unit.path):
        return None
    found = WaitingImport.objects.filter(edition=edition).select_related("person").first()
    return _standings([found])[0] if found is not None else None


def own_imports(viewer: Viewer) -> tuple[Underway, ...]:
    """Return what this person uploaded and is not imported yet, the earliest first."""
    if viewer.person_id is None:
        return ()
    found: QuerySet[WaitingImport] = WaitingImport.objects.filter(
        viewer.reach_of("disclosure.write", "edition__item__unit__path"),
        person_id=viewer.person_id,
        edition__state=EditionState.DRAFT,
    )
    return _standings(found.select_related("edition__item__unit"))


def _standings(found: Iterable[WaitingImport]) -> tuple[Underway, ...]:
    waiting = tuple(found)
    dead = outbox.given_up(IMPORT, [str(one.edition_id) for one in waiting])
    return tuple(_standing(one, given_up=str(one.edition_id) in dead) for one in waiting)


def _standing(waiting: WaitingImport, *, given_up: bool) -> Underway:
    if waiting.state == ImportState.FAILED:
        return Underway(waiting, failed=True, reason=waiting.reason)
    if given_up:
        reason = gettext("转换程序多次中断。请重试一次；还不行，请在 Word 中另存为 .docx 后上传。")
        return Underway(waiting, failed=True, reason=reason)
    return Underway(waiting, failed=False, reason="")
