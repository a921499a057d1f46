"""Reading and changing WordprocessingML with lxml: names, children, values, safe parsing."""

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "o": "urn:schemas-microsoft-com:office:office",
    "v": "urn:schemas-microsoft-com:vml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", NAMESPACES["r"].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", NAMESPACES["wp"].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", NAMESPACES["a"].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/picture", NAMESPACES["pic"].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", NAMESPACES["m"].encode()),
)
_OFF = ("0", "false", "off", "none")


def parse(data: bytes) -> _Element:
    """Parse a part without entities, network or unbounded depth.

    The strict dialect's names are turned into the usual ones. Raises :class:`etree.XMLSyntaxError`.
    """
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    return etree.fromstring(data, parser)


def serialise(root: _Element) -> bytes:
    """Return a part as Word writes it."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def q(name: str) -> str:
    """Return ``w:p`` as lxml names it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def child(element: _Element | None, *path: str) -> _Element | None:
    """Follow a path of first children; None where a step is missing."""
    for name in path:
        if element is None:
            return None
        element = element.find(q(name))
    return element


def value(element: _Element | None, *path: str) -> str | None:
    """Return the ``w:val`` at the end of a path, or None."""
    found = child(element, *path)
    return None if found is None else _text(found.get(q("w:val")))


def is_on(element: _Element | None) -> bool | None:
    """Read an on/off property: None where it is not given, true where it has no value."""
    if element is None:
        return None
    return (_text(element.get(q("w:val"))) or "1").lower() not in _OFF


def each(element: _Element, *names: str) -> Iterator[_Element]:
    """Give all descendants of the names, in document order."""
    yield from element.iter(*(q(name) for name in names))


def make(name: str, **attributes: str) -> _Element:
    """Return a new element of the Word namespace; attributes are Word's too."""
    element = etree.Element(q(f"w:{name}"), None, None)
    for key, text in attributes.items():
        element.set(q(f"w:{key}"), text)
    return element


def drop(element: _Element) -> None:
    """Remove an element; text after it stays."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def unwrap(element: _Element) -> None:
    """Put an element's children in its place."""
    parent = element.getparent()
    if parent is None:
        return
    position = parent.index(element)
    for offset, inner in enumerate(list(element)):
        parent.insert(position + offset, inner)
    parent.remove(element)


def text_of(paragraph: _Element) -> str:
    """Return the text of a paragraph as the reader sees it; a break is a new line."""
    pieces: list[str] = []
    for part in each(paragraph, "w:t", "w:tab", "w:br", "w:cr", "w:noBreakHyphen"):
        if part.tag == q("w:t"):
            pieces.append(part.text or "")
        elif part.tag == q("w:noBreakHyphen"):
            pieces.append("-")
        elif part.tag == q("w:tab"):
            parent = part.getparent()
            pieces.append("" if parent is not None and parent.tag == q("w:tabs") else " ")
        else:
            pieces.append("\n")
    return "".join(pieces)


def _text(raw: str | bytes | None) -> str | None:
    return raw.decode() if isinstance(raw, bytes) else raw
