"""The search box: one field and one button, with what goes on from what is typed offered below."""

from dataclasses import dataclass
from typing import ClassVar

from gongkai.ui.components.base import Component


@dataclass(frozen=True, slots=True)
class SearchBox(Component):
    """A search form. ``hint`` names the field and stands in it while it is empty; ``label`` tells
    the form from another one of the page, where the words of the button do not.

    ``suggest`` is an address that answers ``?q=`` with lists of ``{"title", "url", "note"}`` by
    name; left empty, nothing is offered. ``id`` tells two boxes of one page apart.
    """

    template: ClassVar[str] = "ui/search_box.html"
    action: str
    hint: str
    button: str
    suggest: str = ""
    value: str = ""
    id: str = "q"
    label: str = ""
    max_length: int = 200
