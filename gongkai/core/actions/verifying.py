"""Verifying the chain of events, which is itself an event."""

from dataclasses import dataclass
from itertools import islice
from typing import Final

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.core import audit, verbs
from gongkai.core.access import Viewer
from gongkai.core.actions.base import acting
from gongkai.core.models import EventChain

verbs.register(
    "audit.verify", _("核验操作记录"), _("核验操作记录至第%(number)s号，发现%(breaks)s处问题")
)

SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of walking the chain: its end when it was walked, and where it does not hold."""

    head: audit.Anchor
    breaks: tuple[audit.Break, ...]

    @property
    def holds(self) -> bool:
        """Whether every event is as it was written."""
        return not self.breaks


def walk(anchor: audit.Anchor | None = None) -> Verification:
    """Walk the chain while nothing can be appended to it. At most a hundred breaks are told."""
    with transaction.atomic():
        EventChain.objects.get_or_create(pk=1)
        EventChain.objects.select_for_update().get(pk=1)
        return Verification(audit.head(), tuple(islice(audit.verify(anchor), SHOWN)))


def verify_chain(anchor: audit.Anchor | None = None, *, by: Viewer) -> Verification:
    """Walk the chain as auditor, and note what came of it."""
    with acting(by) as act:
        act.require("audit.view")
        found = walk(anchor)
        data = {"number": found.head.number, "breaks": len(found.breaks)}
        chain = EventChain.objects.get(pk=1)
        act.event("audit.verify", chain, title=gettext("操作记录"), data=data)
    return found
