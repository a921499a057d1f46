"""The fields of a content type on the form, and what was typed into them back as values."""

from gongkai.office.disclosure.details.flows import drawing
from gongkai.office.disclosure.details.forms import Shown, form_part
from gongkai.office.disclosure.details.reading import (
    Typed,
    TypedValue,
    read,
    typed_as_stored,
)
from gongkai.office.disclosure.details.rows import RowStep, step_in

__all__ = [
    "RowStep",
    "Shown",
    "Typed",
    "TypedValue",
    "drawing",
    "form_part",
    "read",
    "step_in",
    "typed_as_stored",
]
