"""What the actions of disclosure share: locks in one order, refusals, events on the item."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext

from gongkai.core.actions import Act, Refused
from gongkai.disclosure import content, rulebook
from gongkai.disclosure.models import Edition, Item, Signature
from gongkai.disclosure.queries.visibility import in_office
from gongkai.disclosure.workflow import Standing, standing
from gongkai.rules.publishing.editions import Transition, advance
from gongkai.rules.publishing.refusals import Refusal
from gongkai.rules.publishing.signatures import Outcome
from gongkai.rules.publishing.values import EditionState

_NOT_YOURS = frozenset({"edition.permission", "review.post"})


def locked_edition(act: Act, edition_id: int) -> tuple[Item, Edition]:
    """Return an edition and its item, both locked, the item first: everybody in one order.

    Raises:
        Refused: there is no such edition.
    """
    item_id = Edition.objects.filter(pk=edition_id).values_list("item_id", flat=True).first()
    if item_id is None:
        raise Refused(gettext("没有这一版，可能已被他人处理。请刷新页面。"))
    item = act.lock(Item, item_id)
    return item, act.lock(Edition, edition_id)


def draft_to_write(act: Act, edition_id: int) -> tuple[Item, Edition]:
    """Return a locked draft that the actor may change, and note the actor as a writer.

    Raises:
        Refused: the edition is not a draft (any more; ``edition.state``).
    """
    item, edition = locked_edition(act, edition_id)
    act.require("disclosure.write", item.unit.path)
    if edition.state != EditionState.DRAFT:
        raise Refused(
            gettext("这一版现在是“%(state)s”，不能修改。请先撤回送审，或请办理环节退回。")
            % {"state": edition.get_state_display()},
            code="edition.state",
        )
    return item, edition


def wrote(act: Act, item: Item, edition: Edition) -> None:
    """Save a changed draft: version, moment, writer, fingerprint. Call after files changed too."""
    edition.version += 1
    edition.saved_at = act.by.at
    edition.fingerprint = content.fingerprint(
        item, edition, edition.attachments.select_related("file").order_by("position", "id")
    )
    edition.save()
    if act.by.person_id is not None:
        edition.writers.add(act.by.person_id)


def told(act: Act, verb: str, item: Item, edition: Edition | None = None, **data: Any) -> None:
    """Note an event on an item, so that one timeline tells everything about it."""
    number = {"edition": edition.number} if edition is not None else {}
    title = (edition.title if edition is not None else "") or _called(item)
    act.event(verb, item, unit_path=item.unit.path, title=title, data={**number, **data})


def _called(item: Item) -> str:
    """Return what an item without a title is called: by its number, else by its kind."""
    kinds = {one.id: one.title for one in rulebook.pack().content_types}
    return item.index_number or kinds.get(item.content_type, item.key)


def refused(refusal: Refusal) -> Exception:
    """Return what to raise for a refusal of the rules."""
    if refusal.code in _NOT_YOURS:
        return PermissionDenied(refusal.reason)
    return Refused(refusal.reason, code=refusal.code)


def take_step(
    act: Act, item: Item, edition: Edition, transition: Transition, **typed: Any
) -> Standing:
    """Take a step of the workflow as the rules allow it; the new state is set, not saved.

    Raises:
        PermissionDenied: the actor holds no post for it.
        Refused: the rules refuse it now; the message says why and the mend.
    """
    stands = standing(item, edition)
    may_know(act, stands)
    outcome = advance(transition, stands.facts, stands.attempt(act.by, transition, **typed))
    if isinstance(outcome, Refusal):
        raise refused(outcome)
    # The rules have decided; this notes that somebody was asked, and in whose place.
    stands.ask(act, transition)
    edition.state = outcome
    return stands


def may_know(act: Act, stands: Standing) -> None:
    """Tell nothing about an edition to somebody who may not see it.

    Raises:
        PermissionDenied: neither theirs to see, nor of a post in the chain, nor the system.
    """
    if in_office(act.by, stands):
        return
    if any(stands.holds(act.by, step) for step in stands.chain.steps):
        return
    raise PermissionDenied(gettext("您没有办理这个事项的权限。"))


def record(act: Act, stands: Standing, outcome: Outcome, step: str, **more: str) -> Signature:
    """Append a record to the review."""
    person = act.by.person_id
    if person is None:
        raise PermissionDenied(gettext("审核环节须由人办理。"))
    principal = stands.principal(act.by, step)
    return Signature.objects.create(
        edition=stands.edition,
        chain=stands.chain.id,
        step=step,
        person_id=person,
        name=act.by.name,
        principal_id=principal[0],
        principal_name=principal[1],
        outcome=outcome,
        fingerprint=stands.edition.fingerprint,
        at=act.by.at,
        **more,
    )
