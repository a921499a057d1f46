"""What a reader must be told above a document that is not simply in force."""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.rules.publishing.validity import (
    Validity,
    ValidityEvent,
    ValidityKind,
    ValidityReading,
)

_TOUCHING = frozenset({ValidityKind.AMENDED, ValidityKind.REPEALED_IN_PART})


@dataclass(frozen=True, slots=True)
class Banner:
    """``ended``: the document is no longer in force. ``told`` is a sentence each, in order."""

    ended: bool
    told: tuple[ValidityEvent, ...]


def banner(reading: ValidityReading) -> Banner | None:
    """Return the banner of a document on a day; None where there is nothing to say."""
    told = tuple(_told(reading))
    return Banner(reading.state.ended, told) if told else None


def _told(reading: ValidityReading) -> Iterator[ValidityEvent]:
    if reading.state is Validity.AMENDED:
        yield from (event for event in reading.effects if event.kind in _TOUCHING)
    elif reading.state is not Validity.EFFECTIVE and reading.because is not None:
        yield reading.because
