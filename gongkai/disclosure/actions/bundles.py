"""Release bundles: approved together, scheduled together, out in one minute or not at all."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.models import Unit
from gongkai.disclosure.actions.common import locked_edition, may_know, refused
from gongkai.disclosure.actions.releasing import (
    RELEASE,
    publish_in,
    schedule_in,
    unschedule_in,
)
from gongkai.disclosure.actions.reviewing import sign, step_back
from gongkai.disclosure.bundling import bundle_facts
from gongkai.disclosure.models import (
    Bundle,
    BundleMember,
    Edition,
    Item,
    MemberRole,
)
from gongkai.disclosure.workflow import standing
from gongkai.rules.publishing.bundles import check_release, check_schedule
from gongkai.rules.publishing.values import EditionState


def create_bundle(unit_id: int, *, title: str, by: Viewer) -> Bundle:
    """Begin a bundle: a document and what goes out with it."""
    with acting(by) as act:
        unit = act.lock(Unit, unit_id)
        act.require("disclosure.write", unit.path)
        if not title.strip():
            raise Refused(gettext("没有写名称。请填写，例如文件的标题。"), "title")
        bundle = Bundle.objects.create(
            unit=unit, title=title.strip(), created_at=by.at, created_by_id=by.person_id
        )
        act.event("bundle.create", bundle, unit_path=unit.path)
        return bundle


def add_to_bundle(bundle_id: int, edition_id: int, *, role: MemberRole, by: Viewer) -> BundleMember:
    """Put an edition in work into a bundle.

    Raises:
        Refused: it is scheduled or published already, or in another bundle.
    """
    with acting(by) as act:
        bundle = _locked_bundle(act, bundle_id)
        item, edition = locked_edition(act, edition_id)
        act.require("disclosure.write", bundle.unit.path)
        act.require("disclosure.write", item.unit.path)
        present = BundleMember.objects.filter(edition=edition).first()
        if present is not None and present.bundle_id == bundle.pk:
            act.unchanged()
            return present
        if present is not None:
            raise Refused(gettext("这一版已在另一个发布组合中。请先移出。"))
        if edition.state not in {EditionState.DRAFT, EditionState.IN_REVIEW, EditionState.APPROVED}:
            raise Refused(
                gettext("这一版现在是“%(state)s”，不能加入组合。")
                % {"state": edition.get_state_display()}
            )
        member = BundleMember.objects.create(
            bundle=bundle, edition=edition, role=role, position=bundle.members.count() + 1
        )
        _event(act, "bundle.add", bundle, edition=edition.title, role=role.value)
        return member


def _locked_bundle(act: Act, bundle_id: int) -> Bundle:
    bundle = act.lock(Bundle, bundle_id)
    if bundle.closed_at is not None:
        raise Refused(gettext("这个发布组合已解散。请刷新页面。"))
    return bundle


def _event(act: Act, verb: str, bundle: Bundle, **data: str) -> None:
    act.event(verb, bundle, unit_path=bundle.unit.path, data=data)


def remove_from_bundle(member_id: int, *, by: Viewer) -> None:
    """Take an edition out of a bundle that is not scheduled; it goes on by itself."""
    with acting(by) as act:
        # The bundle first, as everybody locks it: who takes it apart may be at its members.
        held = BundleMember.objects.filter(pk=member_id).values_list("bundle_id", flat=True).first()
        bundle = act.lock(Bundle, held or 0)
        member = act.lock(BundleMember, member_id)
        act.require("disclosure.write", bundle.unit.path)
        edition = member.edition
        if edition.state == EditionState.SCHEDULED:
            raise Refused(gettext("组合已定时。请先取消定时，再移出。"))
        member.delete()
        _event(act, "bundle.remove", bundle, edition=edition.title)


def members_of(act: Act, bundle: Bundle) -> list[tuple[Item, Edition]]:
    """Return the members, items and editions locked in one order whoever asks."""
    ids = bundle.members.order_by("edition__item_id").values_list("edition_id", flat=True)
    return [locked_edition(act, edition_id) for edition_id in ids]


def sign_bundle(
    bundle_id: int, *, step: str, seen: Mapping[int, str], opinion: str = "", by: Viewer
) -> Bundle:
    """Sign a step for all members that wait for it, in one go or not at all.

    ``seen`` gives the fingerprint of every edition the signer saw: what is signed is what was on
    the screen. Signing again what one has signed changes nothing.

    Raises:
        PermissionDenied: the step of a member is not this person's to sign.
        Refused: a member changed, came or went since the signer saw them, or waits for nobody.
    """
    with acting(by) as act:
        bundle = _locked_bundle(act, bundle_id)
        members = members_of(act, bundle)
        if not seen:
            raise Refused(gettext("组合里没有等待审核的事项。请刷新页面。"))
        _as_seen(act, members, seen)
        for pk, fingerprint in seen.items():
            sign(pk, step=step, fingerprint=fingerprint, opinion=opinion, by=by)
        act.permit("each member asked")
        if act.events:
            _event(act, "bundle.sign", bundle, step=step)
        else:
            act.unchanged()
        return bundle


def _as_seen(act: Act, members: list[tuple[Item, Edition]], seen: Mapping[int, str]) -> None:
    """Refuse to sign other papers than those on the signer's screen, and name the one."""
    for item, edition in members:
        if edition.pk in seen:
            may_know(act, standing(item, edition))
            if edition.fingerprint != seen[edition.pk]:
                raise Refused(
                    gettext("“%(title)s”在您打开之后有修改。请刷新页面，看过修改后的稿件再签批。")
                    % {"title": edition}
                )
        elif edition.state == EditionState.IN_REVIEW:
            raise Refused(gettext("有材料在您打开之后才加入或送审。请刷新页面，看过再签批。"))
    if not seen.keys() <= {edition.pk for _, edition in members}:
        raise Refused(gettext("有材料在您打开之后移出了组合。请刷新页面，看过再签批。"))


def schedule_bundle(bundle_id: int, *, release_at: datetime, by: Viewer) -> Bundle:
    """Set a bundle to a minute; all members are approved and nothing is lacking.

    Raises:
        Refused: naming what is lacking or waits.
    """
    with acting(by) as act:
        bundle = _locked_bundle(act, bundle_id)
        act.require("disclosure.publish", bundle.unit.path)
        minute = release_at.replace(second=0, microsecond=0)
        members = members_of(act, bundle)
        refusal = check_schedule(bundle_facts(bundle, by), minute, by.at)
        if refusal is not None:
            raise refused(refusal)
        for item, edition in members:
            if edition.state == EditionState.APPROVED:
                schedule_in(act, item, edition, minute, by_bundle=True)
        bundle.release_at, bundle.failure = minute, ""
        bundle.save(update_fields=["release_at", "failure"])
        act.enqueue(RELEASE, f"bundle:{bundle.pk}", {"bundle": bundle.pk}, run_at=minute)
        _event(act, "bundle.schedule", bundle, release_at=minute.isoformat())
        return bundle


def unschedule_bundle(bundle_id: int, *, by: Viewer) -> Bundle:
    """Take a scheduled bundle back to approved."""
    with acting(by) as act:
        bundle = _locked_bundle(act, bundle_id)
        act.require("disclosure.publish", bundle.unit.path)
        for item, edition in members_of(act, bundle):
            if edition.state == EditionState.SCHEDULED:
                unschedule_in(act, item, edition, by_bundle=True)
        bundle.release_at = None
        bundle.save(update_fields=["release_at"])
        _event(act, "bundle.unschedule", bundle)
        return bundle


def release_bundle(bundle_id: int, *, by: Viewer) -> bool:
    """Publish all members in one transaction. Return whether they are out now.

    A person who asks is told why not; a job that asks leaves the reason in the bundle, and every
    member waits as approved.
    """
    try:
        with acting(by) as act:
            bundle = _locked_bundle(act, bundle_id)
            act.require("disclosure.publish", bundle.unit.path)
            if by.is_system and not _due(bundle, by):
                act.unchanged()
                return False
            members = members_of(act, bundle)
            refusal = check_release(bundle_facts(bundle, by), by.at)
            if refusal is not None:
                raise refused(refusal)
            for item, edition in members:
                if edition.state in {EditionState.APPROVED, EditionState.SCHEDULED}:
                    publish_in(act, item, edition, by_bundle=True)
            bundle.failure = ""
            bundle.save(update_fields=["failure"])
            _event(act, "bundle.release", bundle)
            return True
    except Refused as refusal:
        if not by.is_system:
            raise
        _note_failure(bundle_id, refusal.message, by)
        return False


def _due(bundle: Bundle, by: Viewer) -> bool:
    waiting = bundle.members.filter(edition__state=EditionState.SCHEDULED)
    return bundle.release_at is not None and bundle.release_at <= by.at and waiting.exists()


def _note_failure(bundle_id: int, reason: str, by: Viewer) -> None:
    """Leave the reason in the bundle, for it may name any member; the members point there."""
    with acting(by) as act:
        bundle = act.lock(Bundle, bundle_id)
        act.require("disclosure.publish", bundle.unit.path)
        words = gettext("所在的发布组合没有按时发布，原因写在组合的页面上。")
        for item, edition in members_of(act, bundle):
            if edition.state == EditionState.SCHEDULED:
                step_back(act, item, edition, words)
        bundle.release_at, bundle.failure = None, reason
        bundle.save(update_fields=["release_at", "failure"])
        _event(act, "bundle.release_failed", bundle, reason=reason)


def close_bundle(bundle_id: int, *, by: Viewer) -> Bundle:
    """Take a bundle apart; its members go on by themselves.

    Raises:
        Refused: it is scheduled.
    """
    with acting(by) as act:
        bundle = act.lock(Bundle, bundle_id)
        act.require("disclosure.write", bundle.unit.path)
        if bundle.closed_at is not None:
            act.unchanged()
            return bundle
        if bundle.members.filter(edition__state=EditionState.SCHEDULED).exists():
            raise Refused(gettext("组合已定时。请先取消定时，再解散。"))
        bundle.members.all().delete()
        bundle.closed_at = by.at
        bundle.save(update_fields=["closed_at"])
        _event(act, "bundle.close", bundle)
        return bundle


def release_due_bundles(*, by: Viewer) -> int:
    """Release every bundle whose minute has come; return how many are out."""
    due = Bundle.objects.filter(release_at__lte=by.at, closed_at=None)
    waiting = due.filter(members__edition__state=EditionState.SCHEDULED).distinct()
    return sum(release_bundle(pk, by=by) for pk in waiting.values_list("pk", flat=True))
