"""What no column holds is refused in words before any database sees it.

SQLite keeps a text of any length in a column of sixty characters, PostgreSQL answers with a fault
of its own. Whatever an action forgot to look at is told the same way on both.
"""

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils.translation import gettext

from gongkai.core.actions import Refused

if TYPE_CHECKING:
    AnyField = models.Field[Any, Any]

# The same on every database; SQLite alone would take larger ones.
_RANGES: Final = BaseDatabaseOperations.integer_field_ranges
_SHOWN: Final = 12  # characters of what was typed, enough to find it on the page


def refuse_what_does_not_fit(sender: type[models.Model], instance: models.Model, **_: Any) -> None:
    """Refuse to save a row with a text too long or a number too large for its column.

    Raises:
        Refused: naming the column as the field, and how the text begins.
    """
    values = instance.__dict__  # what was not loaded is not looked at
    for field in _limited(sender):
        match values.get(field.attname):
            case str() as text:
                _check_text(field, text)
            case bool() | None:
                pass
            case int() | Decimal() as number:
                _check_number(field, number)


@cache
def _limited(model: type[models.Model]) -> "tuple[AnyField, ...]":
    """Return the columns of a model of ours that hold so much and no more."""
    if not model.__module__.startswith("gongkai."):
        return ()
    kinds = (models.CharField, models.IntegerField, models.DecimalField)
    return tuple(field for field in model._meta.concrete_fields if isinstance(field, kinds))


def _check_text(field: "AnyField", text: str) -> None:
    most = field.max_length
    if most is not None and len(text) > most:
        raise Refused(
            gettext("“%(start)s…”太长，不超过 %(most)s 个字。请缩短。")
            % {"start": text[:_SHOWN], "most": most},
            field.name,
        )


def _check_number(field: "AnyField", number: int | Decimal) -> None:
    if isinstance(field, models.DecimalField):
        beyond = Decimal(10) ** (field.max_digits - field.decimal_places)
        fits = Decimal(number).is_finite() and abs(Decimal(number)) < beyond
    else:
        least, most = _RANGES[field.get_internal_type()]
        fits = least <= number <= most
    if not fits:
        raise Refused(gettext("数太大或者太小，记不下。请核对。"), field.name)
