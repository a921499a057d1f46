"""Whatever is typed into any form of the product, the answer is a page and never a fault.

Pages are found by following links as each person of the county, forms by reading the pages; a new
form is covered without a word here.
"""

import sys
from collections.abc import Iterator
from itertools import cycle, islice
from traceback import extract_tb
from typing import Final
from urllib.parse import quote

import pytest
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import Client

from tests.hostile.forms import PageForm
from tests.hostile.walking import Walk, encoded, unnumbered

# Sent as they stand in the body: half a pair, NUL, a turned line, a formula, a script.
MARKS: Final = (
    b"=cmd|'/C calc'!A0"
    b"\x00\x01\x0b\xed\xa0\x80\xef\xbf\xbf"
    + "\u202e<script>alert(1)</script>{{7*7}}%s'\"\\".encode()
)
LONG: Final = ("长" * 3000).encode()
NUMBER: Final = b"99999999999999999999999999"
TOKEN: Final = "csrfmiddlewaretoken"
VALUES: Final = (MARKS, LONG, NUMBER, b"-1", b"1e999", b"NaN", b"0001-01-01", b"9999-12-31", b"")


def bodies(form: PageForm) -> Iterator[tuple[str, bytes]]:
    """Yield what to send: every field alone at its worst, then all of them, each with another."""
    sent = [one for one in form.controls if one.kind != "file" and one.name != TOKEN]
    fields = list({unnumbered(one.name): one for one in sent}.values())
    buttons = list({unnumbered("=".join(one)): one for one in form.buttons}.values()) or [("", "")]
    for turn, one in enumerate(fields):
        # What is chosen is no choice whichever it is; some hold numbers, some words.
        worst = MARKS + LONG if one.typed or turn % 2 else NUMBER
        yield one.name, encoded(sent, buttons[0], {one.name: worst})
    typed = [one.name for one in sent if one.typed]
    for place, button in enumerate(buttons):
        # Other buttons of a form read the same fields: once with everything at its worst is enough.
        for turn in range(0, len(VALUES), 2) if typed and place == 0 else (0,):
            values = islice(cycle(VALUES), turn, turn + len(typed))
            yield "*", encoded(sent, button, dict(zip(typed, values, strict=True)))


class Faults:
    """Requests that ended in an exception nobody turned into words."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self.last = ""

    def send(self, client: Client, path: str, form: PageForm, what: str, body: bytes) -> None:
        """Send a form and take back what it did."""
        kind = "application/x-www-form-urlencoded"
        with transaction.atomic():
            if form.method == "post":
                answer = client.generic("POST", path, body, content_type=kind)
            else:
                answer = client.generic("GET", f"{path}?{body.decode()}")
            self.judge(answer.status_code, f"{form.method} {path} [{what}]", body)
            transaction.set_rollback(True)

    def judge(self, status: int, where: str, body: bytes) -> None:
        """Note an answer that is none."""
        if status >= 500 and status != 503:
            self.found.setdefault(f"{where} {self.last}", body[:200].decode())
        self.last = ""

    def note(self, **_: object) -> None:
        """Remember where an exception came from."""
        error = sys.exc_info()[1]
        if error is not None:
            ours = [one for one in extract_tb(error.__traceback__) if "/gongkai/" in one.filename]
            place = (
                f"{ours[-1].filename.rpartition('/gongkai/')[2]}:{ours[-1].lineno}" if ours else ""
            )
            self.last = f"{type(error).__name__}: {str(error)[:100]} @ {place}"


@pytest.fixture
def faults() -> Iterator[Faults]:
    """What went wrong in the test."""
    made = Faults()
    got_request_exception.connect(made.note)
    yield made
    got_request_exception.disconnect(made.note)


@pytest.mark.xdist_group("county at work")
def test_no_text_in_any_form_is_a_fault(walks: dict[str, Walk], faults: Faults) -> None:
    done: set[tuple[str, ...]] = set()
    opened: set[str] = set()
    for walk in walks.values():
        opened |= walk.kinds.keys()
        for key in walk.forms.keys() - done:
            target, form = walk.forms[key]
            for what, body in bodies(form):
                faults.send(walk.client, quote(target), form, what, body)
        done |= walk.forms.keys()
    assert faults.found == {}
    assert len(opened) > 120, sorted(opened)
    assert len(done) > 150


def test_an_address_or_a_cookie_with_such_marks_leads_nowhere(db: None) -> None:
    client = Client(HTTP_HOST="127.0.0.1")
    for path in ("/office/rounds/%00/", "/item/a%00b/", "/unit/%E2%80%AEexe/", "/api/items/%01/"):
        assert client.get(path).status_code == 404, path
    # Written as octal, a cookie may hold what no header may.
    client.cookies.load('sessionid="\\000abcdefgh"')
    assert client.get("/office/").status_code == 302


@pytest.mark.xdist_group("county at work")
def test_more_than_a_page_of_text_is_told_in_words(county: dict[str, Client]) -> None:
    body = b"username=" + b"a" * (11 * 1024 * 1024)
    kind = "application/x-www-form-urlencoded"
    answer = county[""].generic("POST", "/office/login/", body, content_type=kind)
    assert answer.status_code == 413
    assert "一次发来的内容太多" in answer.content.decode()
