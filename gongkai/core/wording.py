"""Short texts people type: taken whole or refused, never cut."""

from django.db import models
from django.utils.translation import gettext

from gongkai.core.actions import Refused


def brief(text: str, model: type[models.Model], column: str, field: str = "") -> str:
    """Return a typed text without the spaces around it, as it fits into a column.

    ``field`` is the form field the message belongs to, where it is not called like the column.

    Raises:
        Refused: longer than the column holds.
    """
    kept = text.strip()
    most = getattr(model._meta.get_field(column), "max_length", None)
    if most is not None and len(kept) > most:
        raise Refused(
            gettext("太长，不超过 %(most)s 个字。请缩短。") % {"most": most}, field or column
        )
    return kept
