"""The register of verbs: what each kind of event is called, in a sentence a person reads.

A capability registers its own beside the actions that leave them::

    verbs.register("unit.rename", _("更名为“%(name)s”"))

Names in the sentence are taken from the event's ``data``, and ``%(title)s`` from its object.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise

from gongkai.core.days import spoken
from gongkai.core.models import Event

Words = str | Promise


class DoubleVerbError(ValueError):
    """Two capabilities registered the same verb: a mistake in code."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A kind of event. ``title`` names it in filters, ``sentence`` tells one event."""

    name: str
    title: Words
    sentence: Words


_VERBS: Final[dict[str, Verb]] = {}


def register(name: str, title: Words, sentence: Words = "") -> None:
    """Register a verb; without a sentence its title tells the event.

    Raises:
        DoubleVerbError: the verb is registered already with other words.
    """
    verb = Verb(name, title, sentence or title)
    known = _VERBS.get(name)
    if known is not None and str(known.title) != str(title):
        raise DoubleVerbError(f"verb {name!r} is registered twice")
    _VERBS[name] = verb


def registered() -> Mapping[str, Verb]:
    """Return every registered verb by name."""
    return _VERBS


def title(name: str) -> str:
    """Return what a verb is called; an unknown one is shown as it is."""
    verb = _VERBS.get(name)
    return str(verb.title) if verb is not None else name


class _Gaps(dict[str, object]):
    """What an old event does not say is shown as a dash, never as an error."""

    def __missing__(self, key: str) -> str:
        return "—"


def sentence(event: Event) -> str:
    """Tell an event in words."""
    verb = _VERBS.get(event.verb)
    if verb is None:
        return event.verb
    data = {key: _plain(value) for key, value in event.data.items()}
    return str(verb.sentence) % _Gaps({**data, "title": event.object_title})


def _plain(value: object) -> object:
    """Write lists and days as people do; everything else as it is."""
    return "、".join(map(str, value)) if isinstance(value, list) else spoken(value)
