"""Jobs of proactive disclosure; importing this registers them."""

from django.utils.translation import gettext_lazy as _

from gongkai.core.access import Viewer
from gongkai.core.outbox import Run, job
from gongkai.core.periodic import every
from gongkai.disclosure import channels
from gongkai.disclosure.actions.bundles import release_bundle, release_due_bundles
from gongkai.disclosure.actions.delivering import DELIVER, note_delivery
from gongkai.disclosure.actions.releasing import RELEASE, publish_due, release
from gongkai.disclosure.channels.values import handed
from gongkai.disclosure.jobs import imports, readable
from gongkai.disclosure.models import Delivery, DeliveryState, Edition
from gongkai.disclosure.queries.published import public_items

del imports, readable


def _actor(run: Run) -> Viewer:
    return Viewer.system("定时任务", run.at)


@job(RELEASE, str(_("定时发布")))
def release_one(run: Run) -> None:
    """Release an edition or a bundle at its minute; running twice releases once."""
    if "bundle" in run.payload:
        release_bundle(run.payload["bundle"], by=_actor(run))
    else:
        release(run.payload["edition"], by=_actor(run))


@every("disclosure.due", _("补发到点未发布的事项"), minutes=5)
def release_due(run: Run) -> None:
    """Release what is due and has no job, after a restore from a backup for instance."""
    publish_due(by=_actor(run))
    release_due_bundles(by=_actor(run))


@job(DELIVER, str(_("推送到其他系统")))
def deliver(run: Run) -> None:
    """Hand an edition on, while it is still what the public sees; the receipt is kept.

    Raises:
        DeliveryError: it did not arrive; the outbox tries again.
    """
    delivery = Delivery.objects.select_related("outgoing").get(pk=run.payload["delivery"])
    edition = public_items().filter(pk=delivery.edition_id).first()
    if delivery.state == DeliveryState.DELIVERED or not delivery.outgoing.is_active:
        return
    if edition is None:
        note_delivery(delivery.pk, error=_overtaken(delivery.edition), by=_actor(run))
        return
    try:
        receipt = channels.deliver(delivery.outgoing, handed(edition))
    except channels.DeliveryError as error:
        note_delivery(delivery.pk, error=str(error), by=_actor(run))
        raise
    note_delivery(delivery.pk, receipt=receipt, by=_actor(run))


def _overtaken(edition: Edition) -> str:
    return str(_("送出之前已不再公开（%(state)s），没有送。")) % {
        "state": edition.get_state_display()
    }
