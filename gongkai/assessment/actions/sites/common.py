"""What the actions on demonstration sites share: locks, numbers of notices, who is told."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.models import Site, SiteEvent
from gongkai.assessment.site_lives import life_of
from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused
from gongkai.core.wording import brief
from gongkai.disclosure import publication
from gongkai.rules.document_numbers import parse
from gongkai.rules.sites import PUBLIC, Happening, Life

File = tuple[bytes, str]
"""A file with its name."""
LONGEST_TEXT: Final = 5000


def locked_site(act: Act, site_id: int) -> tuple[Site, Life]:
    """Return a locked site with its life. The caller asks the permission it needs.

    Raises:
        Refused: no such site, or its registration was a mistake.
    """
    site = act.lock(Site, site_id)
    if site.voided_at is not None:
        raise Refused(gettext("这个示范点的登记已作废，不能再办理。"))
    return site, life_of(SiteEvent.objects.filter(site=site))


def numbered(text: str, field: str = "number", *, required: bool = False) -> str:
    """Return the number of a notice in its official spelling.

    Raises:
        Refused: it is none, or is missing where one is required.
    """
    typed = brief(text, SiteEvent, "number", field)
    if not typed:
        if required:
            raise Refused(gettext("没有写文号。请填写通知的文号。"), field)
        return ""
    parsed = parse(typed)
    if parsed is None or parsed.year is None:
        raise Refused(gettext("文号要写成“示政办〔2026〕5号”的样子。请改正。"), field)
    return parsed.canonical


def texted(text: str, field: str = "text") -> str:
    """Return a longer text as it is kept.

    Raises:
        Refused: too long.
    """
    kept = text.strip()
    if len(kept) > LONGEST_TEXT:
        words = gettext("太长，不超过 %(most)s 个字。请缩短。")
        raise Refused(words % {"most": LONGEST_TEXT}, field)
    return kept


def signed(row: SiteEvent, by: Viewer) -> SiteEvent:
    """Put on an event who records it, and when."""
    row.at, row.person_id, row.name = by.at, by.person_id, by.name
    return row


def tell_public(act: Act, sites: Iterable[Site], what: Happening) -> None:
    """Tell what renders public pages, where the public sees it otherwise from now on."""
    if what in PUBLIC:
        publication.changed(act, {f"site:{one.unit.code}" for one in sites})
