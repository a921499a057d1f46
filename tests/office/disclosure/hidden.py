"""Every address of the office at which a text in work could show, and what stands in the files."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from typing import Any, Final
from urllib.parse import unquote

from django.test import Client
from django.utils.http import urlencode

from gongkai.disclosure.models import Attachment, Bundle, Item, PlanLine

DISCLOSURE: Final = "/office/disclosure/"
TABS: Final = ("bundles", "duties", "plans", "channels", "changes", "undisclosed", "matters")
WORDS: Final = {"title": "麒麟", "body": "饕餮", "file": "梼杌", "text": "穷奇", "note": "应龙"}
"""One word for each part of a text in work; none of them stands anywhere else."""


def addresses(item: Item) -> Iterator[str]:
    """Yield the addresses that show an item, a list it could be in, or a trace of it."""
    here = f"{DISCLOSURE}items/{item.key}/"
    yield from ("/office/", "/office/dashboard/", "/office/notices/")
    yield from (f"{DISCLOSURE}{name}/" for name in TABS)
    yield from (f"{DISCLOSURE}duties/units/", f"{DISCLOSURE}plans/2026/units/")
    for asked in ({}, {"q": WORDS["title"]}, {"state": "draft"}, {"state": "in_review"}):
        for kind in ("", "csv", "xlsx"):
            yield f"{DISCLOSURE}?{urlencode({**asked, 'export': kind})}"
    yield f"{DISCLOSURE}bulk/?do=recheck&row={item.pk}"
    yield f"{DISCLOSURE}bulk/?do=approve&row={item.pk}"
    yield from (f"/office/find/?q={one}" for one in (WORDS["title"], item.key))
    yield from (here, f"{here}edit/", f"{here}preview/")
    yield f"{here}relations/?{urlencode({'q': WORDS['title']})}"
    for edition in item.editions.all():
        yield f"{here}approval/{edition.number}/"
    for file in Attachment.objects.filter(edition__item=item):
        yield f"{here}download/{file.pk}/"
    yield f"{DISCLOSURE}channels/new/?item={item.key}"
    for bundle in Bundle.objects.all():
        yield from (f"{DISCLOSURE}bundles/{bundle.pk}/", f"{DISCLOSURE}bundles/{bundle.pk}/list/")
    for line in PlanLine.objects.all():
        yield f"{DISCLOSURE}plans/lines/{line.pk}/"
    for kind in ("word", "excel"):
        yield f"{DISCLOSURE}plans/2026/{item.unit_id}/{kind}/"


def told(client: Client, item: Item) -> dict[str, str]:
    """Return what each address answers this person, in words; none may break."""
    found = {}
    for address in addresses(item):
        answer = client.get(address)
        assert answer.status_code in {200, 302, 403, 404}, (address, answer.status_code)
        found[address] = words_of(answer) if answer.status_code == 200 else ""
    return found


def words_of(answer: Any) -> str:
    """Return what an answer says; Word and Excel files are opened."""
    data: bytes = b"".join(answer) if answer.streaming else answer.content
    with suppress(zipfile.BadZipFile):
        book = zipfile.ZipFile(io.BytesIO(data))
        data = b"\n".join(book.read(name) for name in book.namelist())
    return unescape(data.decode("utf-8", "replace"))


def leaks(client: Client, item: Item) -> set[tuple[str, str]]:
    """Return which words this person reads where, the address they typed left out."""
    return {
        (address, part)
        for address, text in told(client, item).items()
        for part, word in WORDS.items()
        if word in text and f"q={word}" not in unquote(address)
    }
