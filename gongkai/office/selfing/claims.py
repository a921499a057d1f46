"""Claims that an item or a whole part does not apply: made, withdrawn, decided."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from gongkai.assessment.actions.judging.establishing import decide_claim
from gongkai.assessment.actions.selfing.claiming import claim_not_applicable, withdraw_claim
from gongkai.assessment.queries.selfing import SelfView
from gongkai.assessment.selfform import Part
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.office.posting import tell
from gongkai.office.selfing.claim_parts import ClaimPart, claim_words
from gongkai.office.selfing.finding import address, unit_at, view_of
from gongkai.ui.access import requires


@requires("assessment.self")
@require_POST
def claim(request: HttpRequest, key: str, code: str, item: str) -> HttpResponse:
    """Claim that an item, or all of a part, does not apply to the unit."""
    unit = unit_at(request, key, code)

    def step() -> str:
        reason = request.POST.get("reason", "")
        claim_not_applicable(unit.pk, item, reason=reason, by=viewer(request))
        return gettext("已申请，等考核办公室决定。")

    tell(request, step)
    return HttpResponseRedirect(_place(view_of(request, key, code, with_known=False), item))


def _place(view: SelfView, name: str) -> str:
    """Return the address of the item or the part a claim is about."""
    if name in view.items:
        return address(view.unit, name)
    return f"{address(view.unit)}#part-{name}" if name else address(view.unit)


@requires("assessment.view")
@require_POST
def settle(request: HttpRequest, key: str, code: str, claim_id: int) -> HttpResponse:
    """Withdraw a claim, or decide it for the office."""
    view = view_of(request, key, code, with_known=False)
    found = next((one for one in view.claims.values() if one.pk == claim_id), None)
    do = request.POST.get("do", "")

    def step() -> str:
        asker = viewer(request)
        if found is None:
            raise Refused(gettext("没有这条不适用的申请。请刷新页面。"))
        if do == "withdraw":
            withdraw_claim(found.pk, by=asker)
            return gettext("已撤回。")
        if do not in {"approve", "refuse"}:
            raise Refused(gettext("没有这种操作。请刷新页面。"))
        note = request.POST.get("note", "")
        decide_claim(found.pk, approve=do == "approve", note=note, by=asker)
        return gettext("已决定。")

    tell(request, step)
    return HttpResponseRedirect(_place(view, found.item if found else ""))


def part_claim(view: SelfView, part: Part) -> ClaimPart:
    """Return what is said of a claim of a whole part, or the form that makes one."""
    return claim_words(view, part.id, view.claims.get(part.id), part, own=True)
