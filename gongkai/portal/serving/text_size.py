"""Large type (长者模式) on pages that are files: one small style sheet, chosen by a cookie.

A page is one file for all readers. It links ``/text-size.css`` after the style sheet of the
platform; the server answers with one of two files of the tree, by the cookie ``text_size``. The
switch is a link, ``/text-size/large/<the page's address>``, which sets the cookie and leads back.
It needs no script, survives from page to page, works with nginx and with the office down, and
costs one request of some hundred bytes, mostly answered 304.

What was weighed against it: two files for each page doubles every publication and the disk, for a
class on one element; a marker replaced in passing rules out files compressed beforehand; a script
leaves out readers without scripts, for whom the mode exists; ``:target`` and check boxes forget
the choice on the next page. The language is no such setting: a page in another language is
another page with its own address, so a page that is a file has no switch of language by cookie.

The large rules are not written twice: they are the rules of the platform's style sheet that hang
on the class ``large``, with ``:root`` in its place, which weighs the same. A page shows only the
right one of its two switches by the classes ``when-large`` and ``when-normal``.
"""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qs, quote

from gongkai.portal.serving.answers import Answer, empty
from gongkai.portal.serving.requests import Request
from gongkai.portal.tree import AddressError, location_of

STYLE_SHEET: Final = "/text-size.css"
COOKIE: Final = "text_size"
LARGE: Final = "large"
NORMAL: Final = "normal"
SIZES: Final = (NORMAL, LARGE)
_SWITCH: Final = "/text-size/"
_YEAR: Final = 365 * 24 * 3600
_LARGE_CLASS: Final = re.compile(r"\.large(?![\w-])")
_GROUPING: Final = ("@media", "@supports", "@container", "@layer")
_RULE: Final = re.compile(r"(?:[^{};\"']|\"[^\"]*\"|'[^']*')*[{;]")
_TOKEN: Final = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[{}]")
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)


def style_sheets(compiled: str) -> dict[str, str]:
    """Return, by the address in the tree it has to be written to, the style sheet of each size.

    ``compiled`` is the style sheet of the platform. Raises ValueError if it has no large rules.
    """
    large = _large_rules(_COMMENT.sub("", compiled))
    if not large:
        raise ValueError("样式表中没有长者模式（.large）的规则，请先构建前端文件。")
    return {
        file_of_size(NORMAL): ".when-large{display:none !important}\n",
        file_of_size(LARGE): large + ".when-normal{display:none !important}\n",
    }


def file_of_size(size: str) -> str:
    """Return the address in the tree of the style sheet of a size."""
    return f"{_SWITCH}{size}.css"


def switch_link(size: str, address: str) -> str:
    """Return the link by which a page switches to a size and comes back to itself."""
    page = location_of(address)
    return f"{_SWITCH}{size}{page if page != '/' else '/index.html'}"


def chosen_size(request: Request) -> str:
    """Return the size the reader chose."""
    return LARGE if request.cookie(COOKIE) == LARGE else NORMAL


def switch(request: Request, path: str) -> Answer | None:
    """Answer a switch, or None if the path is none: remember the size and lead back."""
    size, _, rest = path.removeprefix(_SWITCH).partition("/")
    if not path.startswith(_SWITCH) or size not in SIZES or "/" not in path[len(_SWITCH) :]:
        return None
    try:
        target = location_of("/" + rest) if rest else _asked(request.query)
    except AddressError:
        return None
    headers = {
        "Location": target,
        "Set-Cookie": f"{COOKIE}={size}; Max-Age={_YEAR}; Path=/; HttpOnly; SameSite=Lax",
        "Cache-Control": "no-store",
    }
    return empty(HTTPStatus.FOUND, headers)


def _asked(query: str) -> str:
    """Return ``?next=`` if it is a place of this site, and the home page if not.

    Pages of the office come with a query of their own. A second slash or a backslash at the
    start would lead a browser to another site.
    """
    target = parse_qs(query).get("next", ["/"])[0]
    inside = target.startswith("/") and not target.startswith("//")
    if not inside or "\\" in target or not target.isprintable():
        return "/"
    return quote(target, safe="/?&=%+,:;@!*'()~-._")


def _large_rules(css: str) -> str:
    return "".join(_kept(head, body) for head, body in _rules(css))


def _kept(head: str, body: str) -> str:
    if head.startswith(_GROUPING):
        inner = _large_rules(body)
        return f"{head}{{{inner}}}" if inner else ""
    if head.startswith("@"):
        return ""
    selectors = [one for one in _selectors(head) if _LARGE_CLASS.search(one)]
    large = ",".join(_LARGE_CLASS.sub(":root", one) for one in selectors)
    return f"{large}{{{body}}}\n" if large else ""


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Head and body of each rule at the top; statements without a body are passed over."""
    place = 0
    while found := _RULE.match(css, place):
        head, place = found.group()[:-1].strip(), found.end()
        if found.group().endswith("{"):
            end = _closing(css, place)
            yield head, css[place:end]
            place = end + 1


def _closing(css: str, place: int) -> int:
    """Return where the block ends that is open at a place."""
    depth = 1
    for token in _TOKEN.finditer(css, place):
        depth += {"{": 1, "}": -1}.get(token.group(), 0)
        if depth == 0:
            return token.start()
    return len(css)


def _selectors(head: str) -> list[str]:
    """Split a list of selectors at the commas that stand outside brackets."""
    found, depth = [""], 0
    for character in head:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            found.append("")
        else:
            found[-1] += character
    return found
