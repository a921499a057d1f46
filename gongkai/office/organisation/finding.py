"""Finding units and people for the search of the whole office."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.core import directory
from gongkai.core.access import Viewer
from gongkai.core.directory import Found
from gongkai.core.queries.people import people
from gongkai.core.queries.units import units


@directory.provider("units", _("单位"))
def find_units(viewer: Viewer, words: str, limit: int) -> Iterable[Found]:
    """Find units by name, short name or code, and by names they had before."""
    if not words:
        return
    by_name = Q(name__icontains=words) | Q(short_name__icontains=words) | Q(code__iexact=words)
    found = units(viewer).filter(by_name | Q(names__name__icontains=words)).distinct()
    for one in found.order_by("until", "path")[:limit]:
        note = gettext("已撤销") if one.until else one.get_kind_display()
        yield Found(gettext("单位"), one.name, reverse("org-unit", args=[one.pk]), note)


@directory.provider("people", _("人员"))
def find_people(viewer: Viewer, words: str, limit: int) -> Iterable[Found]:
    """Find people by name or sign-in name."""
    if not words:
        return
    found = people(viewer).filter(Q(name__icontains=words) | Q(username__iexact=words))
    for one in found.filter(is_active=True).order_by("name", "pk")[:limit]:
        yield Found(gettext("人员"), one.name, reverse("person", args=[one.pk]), one.unit.name)
