"""What is pressed: buttons, rows of buttons, whole forms, a tick box in a table cell."""

from collections.abc import Set
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count
from typing import ClassVar, Self

from gongkai.ui.components.base import Component, Link
from gongkai.ui.components.forms import ErrorSummary, Field, FieldKind, control_id


class ButtonKind(StrEnum):
    """How much a button weighs. One primary button on a page at most."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    DANGER = "danger"  # what cannot be taken back: withdraw, drop, end


@dataclass(frozen=True, slots=True)
class Button(Component):
    """A button that submits its form; ``name`` and ``value`` say which one was pressed.

    With ``disabled_reason`` it cannot be pressed, and the reason stands beside it in words.
    ``action`` sends the form to another address. ``novalidate`` leaves out the browser's own
    checks (to save an unfinished draft).
    """

    template: ClassVar[str] = "ui/button.html"
    text: str
    name: str = ""
    value: str = ""
    kind: ButtonKind = ButtonKind.SECONDARY
    disabled_reason: str = ""
    action: str = ""
    novalidate: bool = False

    @classmethod
    def primary(cls, text: str, name: str = "", value: str = "") -> Self:
        """Build the main button of a form."""
        return cls(text, name, value, ButtonKind.PRIMARY)


@dataclass(frozen=True, slots=True)
class ButtonRow(Component):
    """Buttons and links side by side, the main one first."""

    template: ClassVar[str] = "ui/button_row.html"
    parts: tuple[Button | Link, ...]

    @classmethod
    def of(cls, *parts: Button | Link) -> Self:
        """Build from positional parts: ``ButtonRow.of(Button.primary("保存"), Link(…))``."""
        return cls(parts)


@dataclass(frozen=True, slots=True)
class Form(Component):
    """A whole form that changes something: fields, errors above them, buttons below.

    Draw it with ``{% ui_form form %}``, which puts the token against forged requests in.
    ``legend`` is a heading over the fields; ``general`` are errors of the form as a whole.
    ``panel`` puts it on a white sheet. ``hidden`` are values sent along. ``autocomplete="off"``
    keeps browsers from filling in, after a reload, what was typed before it. ``drawn`` is drawn in
    place of the fields one by one, where some of them stand together in rows.
    """

    template: ClassVar[str] = "ui/form.html"
    fields: tuple[Field, ...]
    buttons: tuple[Button | Link, ...]
    action: str = ""
    general: tuple[str, ...] = ()
    legend: str = ""
    label: str = ""
    hidden: tuple[tuple[str, str], ...] = ()
    panel: bool = True
    autocomplete: str = ""
    drawn: tuple[Component, ...] = ()

    @property
    def parts(self) -> tuple[Component, ...]:
        """What is drawn between the errors and the buttons."""
        return self.drawn or self.fields

    @property
    def enter(self) -> Button | None:
        """The button that the Enter key presses, where it would press one of a row else."""
        first = (one for one in self.buttons if isinstance(one, Button))
        return next(first, None) if self.drawn else None

    @property
    def multipart(self) -> bool:
        """Whether a file is sent along."""
        return any(one.kind is FieldKind.FILE for one in self.fields)

    @property
    def errors(self) -> ErrorSummary:
        """All errors, each linked to its field."""
        return ErrorSummary.of(self.fields, general=self.general)

    def apart(self, taken: Set[str]) -> "Form":
        """Return the form with ids none of which is among those ``taken`` on its page."""
        # A page may hold two hundred forms: a name is tried before anything is made with it.
        tried = (str(number) if number > 1 else "" for number in count(1))
        of = next(
            of for of in tried if taken.isdisjoint(control_id(one.name, of) for one in self.fields)
        )
        return replace(self, fields=tuple(replace(one, of=of) for one in self.fields))

    @property
    def row(self) -> ButtonRow:
        """The buttons at the end."""
        return ButtonRow(self.buttons)


@dataclass(frozen=True, slots=True)
class Tick(Component):
    """A tick box in a table cell; ``label`` is heard, not seen; ``form`` ties it to a form."""

    template: ClassVar[str] = "ui/tick.html"
    name: str
    value: str
    label: str
    checked: bool = False
    form: str = ""
