"""What is said of a claim that an item does not apply, and the forms that go with it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.queries.selfing import ItemView, SelfView
from gongkai.assessment.selfform import Part
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.assessment.models import NotApplicable


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPart:
    """What is said of a claim that an item does not apply, and the forms that go with it."""

    words: str = ""
    tone: str = "neutral"
    ask: ui.Form | None = None
    withdraw: ui.Form | None = None
    decide: ui.Form | None = None


def claim_part(view: SelfView, one: ItemView) -> ClaimPart:
    """Return what is said of the claim of an item, its own or that of its part."""
    part = next(part for part in view.form.parts if one.question in part.questions)
    own = one.claim is None or one.claim.item == one.question.id
    return claim_words(view, one.question.id, one.claim, part, own=own)


def claim_words(
    view: SelfView, name: str, claim: "NotApplicable | None", part: Part, *, own: bool
) -> ClaimPart:
    """Return what is said of a claim, with the forms that are open to the viewer.

    Without ``own`` the claim is of the part around an item, where its forms stand.
    """
    where = [view.unit.round.key, view.unit.unit.code]
    may_ask = view.may_fill and part.may_be_inapplicable and own
    if claim is None:
        return ClaimPart(ask=_ask_form([*where, name]) if may_ask else None)
    decided = {
        None: (gettext("等考核办公室决定"), "fair"),
        True: (gettext("考核办公室已同意"), "good"),
        False: (gettext("考核办公室没有同意：%(why)s") % {"why": claim.decision_note}, "warn"),
    }
    state, tone = decided[claim.approved]
    settle = reverse("self-claim-settle", args=[*where, claim.pk])
    return ClaimPart(
        words=gettext("申请不适用：%(reason)s（%(state)s）")
        % {"reason": claim.reason, "state": state},
        tone=tone,
        ask=_ask_form([*where, name], again=True) if may_ask and claim.approved is False else None,
        withdraw=_withdraw_form(settle) if may_ask and not claim.approved else None,
        decide=_decide_form(settle) if own and view.may_decide and claim.approved is None else None,
    )


def _ask_form(where: list[str], *, again: bool = False) -> ui.Form:
    return ui.Form(
        (ui.Field("reason", gettext("为什么不适用")),),
        (ui.Button(gettext("再次申请") if again else gettext("申请不适用")),),
        action=reverse("self-claim", args=where),
        panel=False,
    )


def _withdraw_form(address: str) -> ui.Form:
    return ui.Form(
        (), (ui.Button(gettext("撤回申请"), "do", "withdraw"),), action=address, panel=False
    )


def _decide_form(address: str) -> ui.Form:
    return ui.Form(
        (ui.Field("note", gettext("不同意的理由（同意的可不填）")),),
        (
            ui.Button(gettext("同意不适用"), "do", "approve"),
            ui.Button(gettext("不同意"), "do", "refuse"),
        ),
        action=address,
        panel=False,
    )
