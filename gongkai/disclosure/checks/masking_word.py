"""A masked Word file: characters are changed inside their runs, so the format stays."""

from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from gongkai.disclosure.checks.packages import Element, Package, broken, local, open_package
from gongkai.disclosure.checks.scanning import personal_of
from gongkai.disclosure.checks.values import Piece
from gongkai.disclosure.checks.word_reader import word_pieces
from gongkai.disclosure.checks.word_text import Stretch, W
from gongkai.rules.text import Detected

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NAMES = ("creator", "lastModifiedBy", "Manager")
_AUTHORS = (f"{W}author", f"{W}initials")
ANONYMOUS = "经办人"
ROUNDS = 6
"""A mask may let something else show; after this many readings the copy is given up."""


class _Trees:
    """The parsed parts, each parsed once and kept to be written back."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.held: dict[str, Element] = {}

    def __call__(self, name: str) -> Element | None:
        if name not in self.held:
            root = self.package.tree(name)
            if root is None:
                return None
            self.held[name] = root
        return self.held[name]


def masked_word(path: Path, name: str) -> bytes:
    """Return the ``.docx`` with personal data masked in text, comments and tracked changes.

    Names of authors go too. Raises :class:`ProblemsError` where it cannot be opened.
    """
    package = open_package(path, name)
    trees = _Trees(package)
    try:
        for _ in range(ROUNDS):
            if not _mask_round(package, trees):
                break
        for part in package.parts:
            if part.endswith(".xml") and part.startswith(("word/", "docProps/")):
                _forget_authors(trees(part))
    except etree.XMLSyntaxError as error:
        raise broken(name, path) from error
    return package.rebuilt({part: serialised(root) for part, root in trees.held.items()})


def serialised(root: Element) -> bytes:
    """Return a part as Office writes it."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _mask_round(package: Package, trees: _Trees) -> bool:
    """Mask what one reading finds; deleted text in a reading of its own, once the rest is done."""
    pieces = list(word_pieces(package, trees))
    found = list(zip(pieces, personal_of(pieces), strict=True))
    plain = [(piece, detected) for piece, detected in found if not piece.only_marked and detected]
    todo = plain or [(piece, detected) for piece, detected in found if detected]
    for piece, detected in todo:
        _mask_piece(piece, detected)
    return bool(todo)


def _mask_piece(piece: Piece, detected: Iterable[Detected]) -> None:
    parts = piece.source if isinstance(piece.source, list) else []
    for one in sorted(detected, key=lambda one: one.start, reverse=True):
        _mask_span(parts, one)


def _mask_span(parts: list[Stretch], one: Detected) -> None:
    """Put the mask where the finding stands, character for character where the lengths agree."""
    same = len(one.mask) == one.end - one.start
    start, written = 0, False
    for part in parts:
        end = start + len(part.text)
        left, right = max(one.start, start), min(one.end, end)
        if left < right and part.node is not None:
            mask = one.mask[left - one.start : right - one.start] if same else ""
            if not same and not written:
                mask, written = one.mask, True
            text = part.node.text or ""
            part.node.text = text[: left - start] + mask + text[right - start :]
            part.node.set(_SPACE, "preserve")
        start = end


def _forget_authors(root: Element | None) -> None:
    for element in () if root is None else root.iter():
        if local(element) in _NAMES:
            element.text = ""
        for key in _AUTHORS:
            if element.get(key):
                element.set(key, ANONYMOUS)
