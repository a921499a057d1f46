"""What was posted to one form of an order and refused, for the page that shows it again."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import QueryDict

from gongkai.core.actions import Refused

if TYPE_CHECKING:
    from gongkai.assessment.models import RectificationOrder


@dataclass(frozen=True, slots=True)
class Typed:
    """What was posted to one form and refused; nothing for all others."""

    post: QueryDict | None = None
    refused: Refused | None = None

    def value(self, name: str, known: str = "") -> str:
        """Return what was typed, else what is known."""
        return self.post.get(name, "") if self.post is not None else known

    def error(self, name: str) -> str:
        """Return the error of a field."""
        refused = self.refused
        return refused.message if refused is not None and refused.field == name else ""

    def general(self, known: set[str]) -> tuple[str, ...]:
        """Return the error that belongs to no field of the form."""
        refused = self.refused
        return () if refused is None or refused.field in known else (refused.message,)


def with_version(order: "RectificationOrder", typed: Typed) -> tuple[tuple[str, str], ...]:
    """Return the version of the order a form was made from, to be sent along."""
    return (("version", typed.value("version", str(order.version))),)
