"""Going through the product as a person does: by its links, to its forms."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote_plus, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from tests.hostile.forms import Control, PageForm, PageReader

PAGES_OF_A_KIND: Final = 2
"""How many pages of one address pattern each person opens, one of each sorted or filtered list."""
PAGES_FOR_ALL: Final = 12
"""From how many on, whoever opened them, one more for each further person is enough."""
STARTS: Final = (
    "/office/",
    "/office/units/",
    "/office/rounds/",
    "/office/disclosure/",
    "/office/login/",
    "/surveys/",
)
PLAUSIBLE: Final = {"date": "2026-11-16", "number": "1", "time": "09:00"}
# One's own session must last; a language or a size changes nothing but the page.
LEFT_ALONE: Final = frozenset({"sign-out", "language", "text-size"})


@dataclass
class Walk:
    """What was found: pages and forms of each kind, and what went wrong."""

    client: Client
    kinds: Counter[str] = field(default_factory=Counter)
    opened: list[str] = field(default_factory=list)
    forms: dict[tuple[str, ...], tuple[str, PageForm]] = field(default_factory=dict)
    by_all: Counter[str] = field(default_factory=Counter)
    """Pages of each kind whoever walked opened; one counter for all of them."""

    def through(self, starts: tuple[str, ...]) -> None:
        """Follow the links of the product from some pages on."""
        waiting, known = list(starts), set(starts)
        while waiting:
            path = waiting.pop(0)
            answer = self.client.get(path)
            if answer.status_code == 200 and "?" not in path:
                self.opened.append(path)
            if not answer.get("Content-Type", "").startswith("text/html"):
                continue
            page = PageReader(b"".join(answer).decode())
            for form in page.forms:
                self.note(path, form)
            for link in page.links:
                to = urlsplit(urljoin(path, link))
                address = to.path + (f"?{to.query}" if to.query else "")
                if not to.netloc and address not in known and self.wanted(to.path, to.query):
                    known.add(address)
                    waiting.append(address)

    def wanted(self, path: str, query: str) -> bool:
        """Whether to open a page: few of each kind are enough."""
        name = named(path)
        if not name or name in LEFT_ALONE:
            return False
        kind = f"{name}{'?' if query else ''}"
        is_known = query or self.by_all[kind] >= PAGES_FOR_ALL
        if self.kinds[kind] >= (1 if is_known else PAGES_OF_A_KIND):
            return False
        self.kinds[kind] += 1
        self.by_all[kind] += 1
        return True

    def note(self, path: str, form: PageForm) -> None:
        """Keep one form of each kind."""
        target = urlsplit(urljoin(path, form.action)).path
        name = named(target)
        if name in LEFT_ALONE or not name:
            return
        buttons = {f"{key}={unnumbered(value)}" for key, value in form.buttons}
        fields = {unnumbered(one.name) for one in form.controls}
        key = (form.method, name, *sorted(fields), *sorted(buttons))
        self.forms.setdefault(key, (target, form))


def unnumbered(name: str) -> str:
    """Return a name without its numbers: the fields of twenty rows are the field of one row."""
    return re.sub(r"[0-9]+|[0-9a-f]{16,}", "0", name)


def named(path: str) -> str:
    """Return the name of the view behind a path, empty where there is none."""
    try:
        return resolve(path).view_name or ""
    except Resolver404:
        return ""


def encoded(controls: list[Control], button: tuple[str, str], worst: dict[str, bytes]) -> bytes:
    """Return a form's body with some fields at their worst and all others as they were."""
    pairs: dict[str, bytes] = {}
    for one in controls:
        usual = one.values[0] if one.values else PLAUSIBLE.get(one.kind, "示例")
        pairs.setdefault(one.name, worst.get(one.name, usual.encode()))
    if button[0]:
        pairs[button[0]] = button[1].encode()
    return "&".join(
        f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs.items()
    ).encode()
