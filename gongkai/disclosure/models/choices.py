"""Choices of a column from the one enumeration the rules use."""

from enum import StrEnum

from django.utils.functional import Promise

from gongkai.ui.known import in_language_lazy


def choices(kind: type[StrEnum]) -> list[tuple[str, str | Promise]]:
    """Return value and label of every member of an enumeration of ``gongkai.rules``."""
    return [(member.value, _label(member)) for member in kind]


def _label(member: StrEnum) -> str | Promise:
    label = getattr(member, "label", None)
    if not isinstance(label, str):
        raise TypeError(f"{type(member).__name__} has no labels")
    return in_language_lazy(label)
