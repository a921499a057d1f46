"""The head of a document in its text: what the page of the item shows above the text by itself.

A file begins with the name of the organ, the number and the title; the page has them in its
heading and its table. Left in the text they would stand there twice, one under the other.
"""

import lxml.html
from lxml.etree import ParserError, tostring
from lxml.html import HtmlElement

from gongkai.rules.document_numbers import parse
from gongkai.rules.recognition import Recognised

_LINES = frozenset({"p", "h1", "h2", "h3", "h4"})
_MOST = 12  # lines of a head; what goes on longer is no head


def without_head(html: str, found: Recognised) -> tuple[str, int]:
    """Return the text without the lines of its head, and how many they were.

    Nothing goes unless the whole title stands there with nothing but the organ and the number
    around it: a line that says anything else ends the head.
    """
    if found.title is None or not html.strip():
        return html, 0
    try:
        root = lxml.html.fragment_fromstring(html, create_parent="div")
    except ParserError:
        return html, 0
    organs = found.issuers.value if found.issuers is not None else ()
    names = frozenset(map(_bare, organs))
    marks = frozenset(f"{one}文件" for one in names)
    title = found.title.value
    # The name of the organ may stand above the title, or be its first line.
    head = _head(root, found, title, names | marks) or _head(root, found, title, marks)
    if not head:
        return html, 0
    for line in head:
        line.drop_tree()
    rest = (tostring(one, encoding="unicode", method="html") for one in root)
    return (root.text or "") + "".join(rest), len(head)


def _head(
    root: HtmlElement, found: Recognised, title: str, organs: frozenset[str]
) -> list[HtmlElement]:
    """Return the lines up to the last of title and number; none where the title is not whole."""
    left = _bare(title)
    number = found.number.value if found.number is not None else None
    seen: list[HtmlElement] = []
    last = 0
    for line in list(root)[:_MOST]:
        text = _bare(line.text_content())
        if line.tag not in _LINES or line.find(".//img") is not None:
            break
        is_organ = text in organs
        if not is_organ and left and text and left.startswith(text):
            left = left.removeprefix(text)
            last = len(seen) + 1
        elif number is not None and parse(line.text_content().strip()) == number:
            last = len(seen) + 1
        elif text and not is_organ:
            break
        seen.append(line)
    return seen[:last] if not left else []


def _bare(text: str) -> str:
    return "".join(text.split())
