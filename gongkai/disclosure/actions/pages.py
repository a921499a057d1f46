"""What an item's address answers: taken down with a notice, brought back, moved, deleted."""

from typing import Any

from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.disclosure import publication
from gongkai.disclosure.actions.common import refused, told
from gongkai.disclosure.models import Item
from gongkai.rules.publishing.availability import (
    PageFacts,
    PageMove,
    PageStep,
    RemovalGround,
    Target,
    move_page,
)
from gongkai.rules.publishing.refusals import Refusal
from gongkai.rules.publishing.values import Attribute, Availability, EditionState


def withdraw_page(
    item_id: int, *, ground: RemovalGround, notice: str, reason: str, by: Viewer
) -> Item:
    """Take a page down at once; the public reads the notice in its place.

    Raises:
        Refused: the page is not live, or notice or reason is missing.
    """
    move = PageMove(step=PageStep.WITHDRAW, ground=ground, notice=notice.strip(), reason=reason)
    return _move(item_id, move, by)


def remove_page(item_id: int, *, ground: RemovalGround, reason: str, by: Viewer) -> Item:
    """Delete a page for good: its address says that it is gone (410), and nothing else."""
    return _move(item_id, PageMove(step=PageStep.REMOVE, ground=ground, reason=reason), by)


def redirect_page(item_id: int, *, target_id: int, reason: str, by: Viewer) -> Item:
    """Lead an address to another live item.

    Raises:
        Refused: the target is the item itself, or not live.
    """
    return _move(item_id, PageMove(step=PageStep.REDIRECT, reason=reason), by, target_id)


def restore_page(item_id: int, *, reason: str, by: Viewer) -> Item:
    """Bring a page back that was taken down or moved, with its last edition.

    Raises:
        Refused: the page is live, was deleted, or may not be public any more.
    """
    return _move(item_id, PageMove(step=PageStep.RESTORE, reason=reason), by)


def _move(item_id: int, move: PageMove, by: Viewer, target_id: int | None = None) -> Item:
    with acting(by) as act:
        item, target = _locked(act, item_id, target_id)
        act.require("disclosure.publish", item.unit.path)
        if target is not None:
            aim = Target(item=target.pk, availability=Availability(target.availability))
            move = PageMove(step=move.step, reason=move.reason, target=aim)
        before = publication.keys_of(item)
        facts = PageFacts(item=item.pk, availability=Availability(item.availability))
        outcome = move_page(move, facts)
        if isinstance(outcome, Refusal):
            raise refused(outcome)
        _check_restorable(item, move)
        item.availability, item.availability_at = outcome, by.at
        item.notice = move.notice
        item.removal_ground = move.ground or ""
        item.redirect_to = target
        item.save()
        publication.changed(act, before | publication.keys_of(item))
        told(act, f"page.{move.step.value}", item, **_said(move, target))
        return item


def _locked(act: Act, item_id: int, target_id: int | None) -> tuple[Item, Item | None]:
    """Lock both items, the smaller id first, so that two redirects never wait for each other."""
    wanted = sorted({one for one in (item_id, target_id) if one is not None})
    rows = {pk: act.lock(Item, pk) for pk in wanted}
    return rows[item_id], rows[target_id] if target_id is not None else None


def _check_restorable(item: Item, move: PageMove) -> None:
    if move.step is not PageStep.RESTORE:
        return
    if item.attribute != Attribute.PUBLIC:
        raise Refused(gettext("公开属性已改为不公开，不能恢复。请新建一版，改回后送审。"))
    if not item.editions.filter(state=EditionState.LIVE).exists():
        raise Refused(gettext("没有可以恢复的版本。请新建一版并送审。"))


def _said(move: PageMove, target: Item | None) -> dict[str, Any]:
    said = {
        "ground": move.ground.value if move.ground else "",
        "notice": move.notice,
        "reason": move.reason,
        "target": target.key if target is not None else "",
    }
    return {name: value for name, value in said.items() if value}
