"""Official documents in the layout of GB/T 9704-2012, internal form without red head.

A letter, bulletin or notice is described by values (:class:`OfficialDocument`) and written by
:func:`build`; what is in it is decided elsewhere.
"""

from gongkai.reports.official_document.building import build
from gongkai.reports.official_document.values import (
    Annex,
    Block,
    Form,
    FormCell,
    FormRow,
    Heading,
    Imprint,
    OfficialDocument,
    Paragraph,
    Picture,
    Table,
    checked_number,
    placeholder,
)

__all__ = [
    "Annex",
    "Block",
    "Form",
    "FormCell",
    "FormRow",
    "Heading",
    "Imprint",
    "OfficialDocument",
    "Paragraph",
    "Picture",
    "Table",
    "build",
    "checked_number",
    "placeholder",
]
