"""The text of a Word paragraph as stretches: what is seen, inserted, deleted, hidden.

Reader and masker share this, so that what is found is exactly what is masked.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.disclosure.checks.packages import Element, local
from gongkai.disclosure.checks.values import Mark

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{WORD}}}"
READ_TEXT = frozenset({f"{W}t", f"{W}delText"})

_DELETED = {f"{W}del", f"{W}moveFrom"}
_INSERTED = {f"{W}ins", f"{W}moveTo"}
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n"}
_HYPHEN = f"{W}noBreakHyphen"
_OFF = {"0", "false", "off"}
DELETED, INSERTED, HIDDEN = "修订（删除）", "修订（插入）", "隐藏文字"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of characters with one fate; ``node`` holds them, or is None for tabs and breaks."""

    node: Element | None
    text: str
    deleted: bool
    inserted: bool
    hidden: bool

    @property
    def labels(self) -> Iterator[str]:
        """The words for what a reader of the page does not see at once."""
        if self.deleted:
            yield DELETED
        if self.inserted:
            yield INSERTED
        if self.hidden:
            yield HIDDEN


def stretches(paragraph: Element) -> list[Stretch]:
    """Return the characters of a paragraph, without those of text boxes anchored in it."""
    return list(_walk(paragraph, False, False, False))


def final_view(parts: list[Stretch]) -> list[Stretch]:
    """Return the text as it reads once every change is accepted."""
    return [part for part in parts if not part.deleted]


def original_view(parts: list[Stretch]) -> list[Stretch]:
    """Return the text as it was before the changes: what a reader can bring back."""
    return [part for part in parts if not part.inserted]


def text_of(parts: list[Stretch]) -> str:
    """Return the characters of the stretches."""
    return "".join(part.text for part in parts)


def marks_of(parts: list[Stretch]) -> tuple[Mark, ...]:
    """Return where text is deleted, inserted or hidden."""
    found: list[Mark] = []
    start = 0
    for part in parts:
        end = start + len(part.text)
        found += (Mark(start, end, label) for label in part.labels)
        start = end
    return tuple(found)


def _walk(element: Element, deleted: bool, inserted: bool, hidden: bool) -> Iterator[Stretch]:
    for child in element:
        tag = child.tag
        if tag == f"{W}p" or not isinstance(tag, str):
            continue
        if tag in READ_TEXT or (local(child) == "t" and "/math" in tag):
            yield Stretch(child, child.text or "", deleted, inserted, hidden)
        elif tag in _SIGNS or tag == _HYPHEN:
            yield Stretch(None, _SIGNS.get(tag, "-"), deleted, inserted, hidden)
        else:
            yield from _walk(
                child,
                deleted or tag in _DELETED,
                inserted or tag in _INSERTED,
                hidden or (tag == f"{W}r" and _vanishes(child)),
            )


def _vanishes(run: Element) -> bool:
    for name in ("vanish", "webHidden", "specVanish"):
        mark = run.find(f"{W}rPr/{W}{name}")
        if mark is not None and mark.get(f"{W}val", "1").lower() not in _OFF:
            return True
    return False
