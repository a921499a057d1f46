"""Where a document number (文号) stands already: a number names one document, never two."""

from django.db.models import Q
from django.utils.translation import gettext

from gongkai.assessment.models import MonthlyBulletin, RectificationOrder, Round, Site
from gongkai.core.models import Unit
from gongkai.disclosure.queries.published import public_items


def used_for(number: str, organ: Unit) -> str:
    """Return what of an organ bears a number, in words; empty where nothing does.

    Looked at are its rounds, monthly bulletins, orders, notices of sites, and what the public sees.
    """
    rounds = Round.objects.filter(Q(bulletin_number=number) | Q(notice_number=number), unit=organ)
    round_ = rounds.defer("readings").first()
    if round_ is not None:
        if round_.bulletin_number == number:
            return gettext("“%(title)s”的通报") % {"title": round_.title}
        return gettext("“%(title)s”的通知") % {"title": round_.title}
    bulletin = MonthlyBulletin.objects.filter(organ=organ, number=number).first()
    if bulletin is not None:
        return gettext("《%(title)s》") % {"title": bulletin.title}
    order = RectificationOrder.objects.filter(issuer=organ, number=number).first()
    if order is not None:
        return gettext("给%(unit)s的整改通知") % {"unit": order.unit.label}
    if Site.objects.filter(organ=organ, notice_number=number, voided_at=None).exists():
        return gettext("确定示范点的通知")
    public = public_items().filter(document_number=number, item__unit__path__startswith=organ.path)
    edition = public.first()
    return gettext("《%(title)s》") % {"title": edition.title} if edition is not None else ""
