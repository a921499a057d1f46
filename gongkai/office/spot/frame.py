"""What the screens of spot checks share: the two rows of tabs, the way to a page."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.queries.spot import draws_seen, to_check
from gongkai.core.access import viewer
from gongkai.office.rounds.finding import breadcrumb
from gongkai.office.rounds.tabs import tabs
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.assessment.models import Round


def frame(request: HttpRequest, round_: "Round", here: str) -> dict[str, object]:
    """Return the tabs of the round and the views of its spot checks; ``here`` is the present."""
    asker = viewer(request)
    views = [("spot", gettext("检查情况"))]
    if draws_seen(asker, round_).exists() or asker.may("assessment.run", round_.unit.path):
        views.append(("spot-draws", gettext("抽取")))
    views.append(("spot-findings", gettext("发现的问题")))
    if to_check(asker, round_).exists():
        views.append(("field", gettext("现场记录")))
    return {
        "tabs": tabs(request, round_, "spot"),
        "views": ui.Tabs(
            gettext("抽查的看法"),
            tuple(
                ui.Tab(title, reverse(name, args=[round_.key]), current=name == here)
                for name, title in views
            ),
        ),
        "key": round_.key,
    }


def way(here: str, round_: "Round", *more: tuple[str, str]) -> ui.Breadcrumb:
    """Return the way to a page of spot checks."""
    return breadcrumb(here, round_, (gettext("抽查"), reverse("spot", args=[round_.key])), *more)
