"""The row of tabs that leads through the screens of one round."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from gongkai.assessment.opened import sees_result
from gongkai.assessment.queries.appeals import takes_part as has_appeals
from gongkai.assessment.queries.approvals import takes_part
from gongkai.assessment.queries.indicators import is_listed
from gongkai.assessment.queries.judging.sight import on_desk
from gongkai.assessment.queries.judging.votes import ballot_paper
from gongkai.assessment.queries.mending import has_orders
from gongkai.assessment.queries.spot import has_checks
from gongkai.core.access import Viewer, viewer
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.assessment.models import Round

When = Callable[[Viewer, "Round"], bool]


def runs(asker: Viewer, round_: "Round") -> bool:
    """Whether a viewer runs the round: the office of its organ."""
    return asker.may("assessment.run", round_.unit.path)


def always(asker: Viewer, round_: "Round") -> bool:
    """Open to everybody who sees the round."""
    del asker, round_
    return True


def has_ballot(asker: Viewer, round_: "Round") -> bool:
    """Whether a viewer's own unit rates others in this round."""
    return ballot_paper(asker, round_) is not None


def has_result(asker: Viewer, round_: "Round") -> bool:
    """Whether a viewer may see the result as a whole by now."""
    return sees_result(asker, round_)


def has_mending(asker: Viewer, round_: "Round") -> bool:
    """Whether a viewer has orders to see in this round, or may make them from its result."""
    if round_.announced_at is not None and runs(asker, round_):
        return True
    return has_orders(asker, round_)


# Name of the address (it takes the key of the round), title, who is shown the tab. What a tab
# leads to asks again.
_TABS: Final[tuple[tuple[str, Promise, When], ...]] = (
    ("round", gettext_lazy("概况"), always),
    ("round-setup", gettext_lazy("安排"), runs),
    ("round-self", gettext_lazy("自评"), always),
    ("indicators", gettext_lazy("指标"), is_listed),
    ("spot", gettext_lazy("抽查"), has_checks),
    ("scoring", gettext_lazy("评分"), on_desk),
    ("scoring-ballot", gettext_lazy("互评"), has_ballot),
    ("surveys", gettext_lazy("问卷"), runs),
    ("round-results", gettext_lazy("结果"), has_result),
    ("approval", gettext_lazy("审定"), takes_part),
    ("round-orders", gettext_lazy("整改"), has_mending),
    ("appeals", gettext_lazy("申诉"), has_appeals),
)


def tabs(request: HttpRequest, round_: "Round", here: str) -> ui.Tabs:
    """Return the tabs of a round this person may open, the present one marked."""
    asker = viewer(request)
    return ui.Tabs(
        gettext("本次考核"),
        tuple(
            ui.Tab(str(title), reverse(name, args=[round_.key]), current=name == here)
            for name, title, when in _TABS
            if when(asker, round_)
        ),
    )
