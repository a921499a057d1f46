"""What every action shares: one transaction, a permission asked, events and jobs written with it.

::

    def rename(unit_id: int, *, name: str, by: Viewer) -> Unit:
        with acting(by) as act:
            unit = act.lock(Unit, unit_id)
            act.require("units.manage", unit.path)
            ...
            act.event("unit.rename", unit, unit_path=unit.path, data={"name": name})

An action that asked no permission or left no event is a mistake in code and is rolled back. One
that finds nothing to do says ``act.unchanged()``.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.audit import EventDraft, append
from gongkai.core.outbox import enqueue

Row = TypeVar("Row", bound=models.Model)


class Refused(Exception):  # noqa: N818 - what happened to the asker, not a fault of the program
    """What was asked cannot be done now. The message tells a person why, and the mend.

    ``field`` names the form field it belongs to, where there is one; ``code`` tells a program
    what a person reads from the message, where a program has to act on it.
    """

    def __init__(self, message: str, field: str = "", code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.code = code


@dataclass
class Act:
    """An action under way."""

    by: Viewer
    events: list[EventDraft] = field(default_factory=list)
    asked: bool = False
    nothing_to_do: bool = False
    on_behalf_of: str = ""

    def require(self, permission: str, unit_path: str | None = None) -> None:
        """Raise ``PermissionDenied`` unless granted; note in whose place a delegate acts."""
        self.by.require(permission, unit_path)
        grant = self.by.grant_for(permission, unit_path)
        self.asked = True
        if grant is not None and grant.on_behalf_of:
            self.on_behalf_of = grant.on_behalf_of

    def permit(self, why: str) -> None:
        """State that this action needs no permission, and why (one's own session, say)."""
        if not why:
            raise ValueError("say why nobody is asked")
        self.asked = True

    def lock(self, model: type[Row], pk: int) -> Row:
        """Return a row, locked until the action ends, so that two people act one after another.

        Raises:
            Refused: the row does not exist.
        """
        manager: models.Manager[Row] = model._default_manager
        found = manager.select_for_update(of=("self",)).filter(pk=pk).first()
        if found is None:
            raise Refused(gettext("没有这条记录，可能已被他人处理。请刷新页面。"))
        return found

    def event(
        self,
        verb: str,
        about: models.Model,
        *,
        unit_path: str = "",
        title: str = "",
        data: Mapping[str, Any] | None = None,
    ) -> None:
        """Note what was done; written at the end of the action."""
        self.events.append(
            EventDraft(
                verb=verb,
                object_type=about._meta.label_lower,
                object_id=str(about.pk),
                object_title=(title or str(about))[:200],
                unit_path=unit_path,
                data=dict(data or {}),
                on_behalf_of=self.on_behalf_of,
            )
        )

    def unchanged(self) -> None:
        """State that there was nothing to do, so no event is owed."""
        self.nothing_to_do = True

    def leave_no_event(self, why: str) -> None:
        """State that a change is not to be noted, and why: an answer that must stay nobody's."""
        if not why:
            raise ValueError("say why nothing is noted")
        self.nothing_to_do = True

    def enqueue(
        self,
        kind: str,
        key: str,
        payload: Mapping[str, Any] | None = None,
        run_at: datetime | None = None,
    ) -> None:
        """Write a job with the change; it runs after commit, at ``run_at`` or at once."""
        enqueue(kind, key, payload or {}, at=self.by.at, run_at=run_at)


_outer: ContextVar[Act | None] = ContextVar("outer_act", default=None)


@contextmanager
def acting(by: Viewer) -> Iterator[Act]:
    """Run an action in one transaction. Inside another action it joins that one.

    Events are appended last, so the lock on the chain is held only while they are written.
    """
    act = Act(by)
    outer = _outer.get()
    token = _outer.set(act)
    try:
        with transaction.atomic():
            yield act
            _check(act)
            if outer is None:
                append(act.events, by)
            else:
                outer.events.extend(act.events)
                outer.asked = True
    finally:
        _outer.reset(token)


def _check(act: Act) -> None:
    if not act.asked:
        raise RuntimeError("an action must ask a permission, or say why none is needed")
    if not act.events and not act.nothing_to_do:
        raise RuntimeError("an action must leave an event, or say that nothing changed")
