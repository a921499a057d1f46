"""The closed schema of imported text, enforced last and on every import.

Whatever the file, the converter or our own passes did, only these elements, these classes and
these addresses leave. Scripts, styles, handlers and foreign schemes cannot.
"""

import re

import lxml.html
import nh3
from lxml import etree

_TAGS = {
    "h2", "h3", "h4", "p", "br", "strong", "em", "s", "sup", "sub", "ul", "ol", "li", "a", "figure",
    "figcaption", "img", "table", "caption", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "id"},
    "li": {"id"},
    "img": {"src", "alt"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
_SCOPES = {"th": {"scope": {"col", "row"}}}
_CLASSES = {"p": {"right", "center", "note"}, "ol": {"notes"}}
_NOTE_ID = re.compile(r"note-(?:foot|end)note-(?:ref-)?-?\d{1,6}")
_IMAGE = re.compile(r"images/[0-9a-f]{20}\.(?:png|jpg|gif)")
_SPAN = re.compile(r"[1-9]\d{0,2}")
SCHEMES = frozenset({"http", "https", "mailto"})
_FORMS = {"id": _NOTE_ID, "src": _IMAGE, "colspan": _SPAN, "rowspan": _SPAN}
_LINK = re.compile(r"(?:https?://|mailto:).+", re.IGNORECASE)


_MANY_TAGS = 4_000


def sanitised(html: str) -> str:
    """Return the text with nothing in it but the closed schema.

    What is nested deeper than any document (256) is left out where there are very many tags.
    """
    return nh3.clean(
        _shallow(html) if html.count("<") > _MANY_TAGS else html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        tag_attribute_values=_SCOPES,
        allowed_classes=_CLASSES,
        attribute_filter=_attribute,
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


def _shallow(html: str) -> str:
    """Return a text of bounded depth: the time of the cleaner grows with its square."""
    try:
        body = lxml.html.fragment_fromstring(html, create_parent="div")
    except (etree.ParserError, ValueError):
        return ""
    inner = (etree.tostring(part, encoding="unicode", method="html") for part in body)
    return (body.text or "").replace("&", "&amp;").replace("<", "&lt;") + "".join(inner)


def is_link(href: str) -> bool:
    """Whether an address may stay: the web, mail, or a note of the same text."""
    return _LINK.fullmatch(href) is not None or is_note(href)


def is_image_path(path: str) -> bool:
    """Whether a text may show a picture of this name."""
    return _IMAGE.fullmatch(path) is not None


def is_note(href: str) -> bool:
    """Whether an address is that of a footnote or of its mark."""
    return href.startswith("#") and _NOTE_ID.fullmatch(href[1:]) is not None


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Keep an attribute only where its value has the one form we write."""
    pattern = _FORMS.get(name)
    if name == "href":
        return value if is_link(value) else None
    return value if pattern is None or pattern.fullmatch(value) else None
