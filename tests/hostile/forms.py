"""The forms and links of a page as a browser without scripts has them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

_TYPED: Final = frozenset(
    {"text", "search", "date", "time", "number", "email", "tel", "url", "password", ""}
)


@dataclass(frozen=True, slots=True)
class Control:
    """Something a form sends: its name, what it is, what it holds or may hold."""

    name: str
    kind: str
    values: tuple[str, ...] = ()

    @property
    def typed(self) -> bool:
        """Whether a person types it."""
        return self.kind == "textarea" or self.kind in _TYPED


@dataclass(slots=True)
class PageForm:
    """One form: where it goes, how, what it sends, and its buttons by name and value."""

    action: str
    method: str
    controls: list[Control] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class PageReader(HTMLParser):
    """Reads a page; ``forms`` and ``links`` are what it found."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.links: list[str] = []
        self._by_id: dict[str, PageForm] = {}
        self._form: PageForm | None = None
        self._select: Control | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take up a form, a control or a link."""
        has = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in has:
            self.links.append(has["href"])
        if tag == "form":
            self._form = PageForm(has.get("action", ""), has.get("method", "get").lower())
            self.forms.append(self._form)
            self._by_id[has.get("id", "")] = self._form
        form = self._by_id.get(has.get("form", ""), self._form) if "form" in has else self._form
        if form is not None:
            self._take(form, tag, has)

    def _take(self, form: PageForm, tag: str, has: dict[str, str]) -> None:
        name = has.get("name", "")
        match tag:
            case "input" if name and has.get("type") == "submit":
                form.buttons.append((name, has.get("value", "")))
            case "input" if name:
                value = (has["value"],) if "value" in has else ()
                form.controls.append(Control(name, has.get("type", "text"), value))
            case "textarea" if name:
                form.controls.append(Control(name, "textarea"))
            case "button" if name:
                form.buttons.append((name, has.get("value", "")))
            case "select" if name:
                self._select = Control(name, "select")
                form.controls.append(self._select)
            case "option" if self._select is not None and has.get("value"):
                whole = Control(
                    name := self._select.name, "select", (*self._select.values, has["value"])
                )
                form.controls = [whole if one.name == name else one for one in form.controls]
                self._select = whole

    def handle_endtag(self, tag: str) -> None:
        """Leave a form or a choice."""
        if tag == "form":
            self._form = None
        if tag == "select":
            self._select = None
