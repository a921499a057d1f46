"""What a bundle is offered first: what is related to what is in it, each with the reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from gongkai.disclosure.queries.partners import Bond, Partner
from gongkai.ui import components as ui


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to be put into the bundle at one click: its title, why, and the form."""

    title: str
    why: str
    form: ui.Form


def offers(found: Iterable[Partner], action: str) -> tuple[Offer, ...]:
    """Return what is related, each with a form of one button: as what it would be there."""
    return tuple(_offer(one, action) for one in found)


def _offer(one: Partner, action: str) -> Offer:
    title, state = str(one.edition), one.edition.get_state_display()
    words = gettext("作为%(role)s加入") % {"role": str(one.role.label)}
    return Offer(
        title,
        " · ".join((reason_of(one), one.edition.item.unit.label, state)),
        ui.Form(
            (),
            (ui.Button(words, "do", "add"),),
            action=action,
            hidden=(("edition", str(one.edition.pk)), ("role", one.role.value)),
            label=f"{words}：{title}",
            panel=False,
        ),
    )


def reason_of(one: Partner) -> str:
    """Say why something is offered."""
    if one.member is None:
        return gettext("与组合同名")
    reasons = {
        Bond.INTERPRETS: gettext("解读“%(title)s”"),
        Bond.INTERPRETED: gettext("“%(title)s”解读的文件"),
        Bond.CLARIFIES: gettext("澄清“%(title)s”"),
        Bond.CLARIFIED: gettext("“%(title)s”澄清的信息"),
        Bond.SAME_DOCUMENT: gettext("与“%(title)s”解读同一份文件"),
    }
    return reasons[one.bond] % {"title": str(one.member)}
