"""What all pages of sites share: the row of tabs, the way to a page, badges, finding."""

from typing import TYPE_CHECKING, Final

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from gongkai.assessment.queries.sites.seen import find_site
from gongkai.core.access import viewer
from gongkai.rules.sites import Standing
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.assessment.models import Site

_TABS: Final[tuple[tuple[str, Promise, str], ...]] = (
    ("sites", gettext_lazy("示范点"), "assessment.view"),
    ("bulletins", gettext_lazy("月度通报"), "assessment.view"),
    ("selfchecks", gettext_lazy("乡镇自查"), "assessment.view"),
)
STANDINGS: Final[dict[Standing, Promise]] = {
    Standing.NEW: gettext_lazy("未报方案"),
    Standing.BUILDING: gettext_lazy("建设中"),
    Standing.OWED: gettext_lazy("考评结果待处理"),
    Standing.MENDING: gettext_lazy("整改中"),
    Standing.REVOKED: gettext_lazy("已取消资格"),
}
_TONES: Final = {
    Standing.NEW: ui.Tone.NEUTRAL,
    Standing.BUILDING: ui.Tone.GOOD,
    Standing.OWED: ui.Tone.WARN,
    Standing.MENDING: ui.Tone.WARN,
    Standing.REVOKED: ui.Tone.BAD,
}


def tabs(request: HttpRequest, here: str) -> ui.Tabs:
    """Return the tabs this person may open, the present one marked."""
    asker = viewer(request)
    return ui.Tabs(
        gettext("示范点"),
        tuple(
            ui.Tab(str(title), reverse(name), current=name == here)
            for name, title, permission in _TABS
            if asker.may(permission)
        ),
    )


def way(here: str, *more: tuple[str, str]) -> ui.Breadcrumb:
    """Return the way to a page."""
    return ui.Breadcrumb.to(here, (gettext("示范点"), reverse("sites")), *more)


def site_of(request: HttpRequest, site_id: int) -> "Site":
    """Return a site; what one may not see does not exist."""
    found = find_site(viewer(request), site_id)
    if found is None:
        raise Http404(gettext("没有这个示范点，或者不在您的权限范围内。"))
    return found


def standing_badge(site: "Site") -> ui.Badge:
    """Return where a site stands as a badge; the queries annotate it."""
    if site.voided_at is not None:
        return ui.Badge(gettext("登记已作废"))
    standing = Standing(getattr(site, "standing", Standing.NEW))
    return ui.Badge(str(STANDINGS[standing]), _TONES[standing])
