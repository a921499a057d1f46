"""A masked workbook: cells are changed in the XML, so charts, pictures and formats stay."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from gongkai.disclosure.checks.masking_word import ANONYMOUS, ROUNDS, serialised
from gongkai.disclosure.checks.packages import Element, Package, broken, local, open_package
from gongkai.disclosure.checks.scanning import personal_of
from gongkai.disclosure.checks.sheet_reader import CellAt, sheet_pieces
from gongkai.policy.workbook.safety import Source
from gongkai.rules.text import mask_personal, masked

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
S = f"{{{_MAIN}}}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRINGS = "xl/sharedStrings.xml"
_COMMENTS = re.compile(r"xl/(?:comments.*|threadedComments/.*)\.xml")
_NAMES = ("creator", "lastModifiedBy", "Manager")


def masked_sheets(path: Path, name: str) -> bytes:
    """Return the ``.xlsx`` with personal data masked in cells and comments.

    Raises :class:`ProblemsError` where it cannot be opened.
    """
    package = open_package(path, name)
    try:
        for _ in range(ROUNDS):
            changed = _masked_once(package, name)
            if not changed:
                break
            package = _again(package, changed)
        package = _again(package, dict(_tidied(package)))
    except etree.XMLSyntaxError as error:
        raise broken(name, path) from error
    return package.data


def _again(package: Package, changed: dict[str, bytes]) -> Package:
    return replace(package, data=package.rebuilt(changed), parts={**package.parts, **changed})


def _masked_once(package: Package, name: str) -> dict[str, bytes]:
    """Return the sheets in which cells had to be masked."""
    source = Source(package.data, name)
    pieces = list(sheet_pieces(source.open(values=False), source.open(values=True)))
    sheets: dict[str, dict[str, str]] = {}
    for piece, detected in zip(pieces, personal_of(pieces), strict=True):
        if detected and isinstance(piece.source, CellAt):
            masks = sheets.setdefault(piece.source.sheet, {})
            masks[piece.source.name] = masked(piece.text, detected)
    parts = dict(_sheet_parts(package))
    return {
        parts[sheet]: _with_cells(package.parts[parts[sheet]], cells)
        for sheet, cells in sheets.items()
        if sheet in parts
    }


def _sheet_parts(package: Package) -> Iterator[tuple[str, str]]:
    """Yield title and part of every sheet."""
    book, relations = package.tree("xl/workbook.xml"), package.tree("xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        return
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for sheet in book.iter(f"{S}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        if part in package.parts:
            yield sheet.get("name", ""), part


def _with_cells(data: bytes, cells: dict[str, str]) -> bytes:
    """Return a sheet with some cells turned into plain text; their style stays."""
    root = _tree(data)
    for cell in root.iter(f"{S}c"):
        text = cells.get(cell.get("r", ""))
        if text is None:
            continue
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "inlineStr")
        holder = etree.SubElement(etree.SubElement(cell, f"{S}is"), f"{S}t")
        # A masked formula is shown as its text would be: it must not begin to compute again.
        holder.text = text.lstrip("=")
    return serialised(root)


def _tree(data: bytes) -> Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _tidied(package: Package) -> Iterator[tuple[str, bytes]]:
    """Yield parts without strings no cell uses any more, masked comments, no authors."""
    used = _used_strings(package)
    for name in package.parts:
        if name == _STRINGS:
            yield name, _strings(package.parts[name], used)
        elif _COMMENTS.fullmatch(name):
            yield name, _comments(package.parts[name])
        elif name in {"docProps/core.xml", "docProps/app.xml"}:
            root = _tree(package.parts[name])
            for element in root.iter():
                if local(element) in _NAMES:
                    element.text = ""
            yield name, serialised(root)


def _used_strings(package: Package) -> set[int]:
    used: set[int] = set()
    for part in package.named("xl/worksheets/"):
        if part.endswith(".xml"):
            for cell in _tree(package.parts[part]).iter(f"{S}c"):
                value = cell.findtext(f"{S}v", "")
                if cell.get("t") == "s" and value.isdigit():
                    used.add(int(value))
    return used


def _strings(data: bytes, used: set[int]) -> bytes:
    root = _tree(data)
    for index, entry in enumerate(root.iter(f"{S}si")):
        if index not in used:
            _say(entry.iter(f"{S}t"), "")
    return serialised(root)


def _comments(data: bytes) -> bytes:
    """Mask every comment as a whole, and forget who wrote it."""
    root = _tree(data)
    for element in root.iter():
        if local(element) == "author":
            element.text = ANONYMOUS
        if local(element) == "text":
            holders = [e for e in element.iter() if local(e) == "t"] or [element]
            text = "".join(holder.text or "" for holder in holders)
            covered = mask_personal(text)
            if covered != text:
                _say(holders, covered)
    return serialised(root)


def _say(holders: Iterable[Element], text: str) -> None:
    """Put a text into the first of its holders and empty the others."""
    for number, holder in enumerate(holders):
        holder.text = text if number == 0 else ""
