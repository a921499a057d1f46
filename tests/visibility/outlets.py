"""Every place where something can come to be seen, and what of a live item stands there."""

import io
import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core import mail

from gongkai.core.models import Notice, Person
from gongkai.disclosure.models import Attachment, Item
from tests.visibility.planted import FILE, WORDS
from tests.visibility.reading import Cache


@dataclass(frozen=True)
class Seen:
    """What a reader has: the cache, the item, and the sessions of people of the office."""

    cache: Cache
    item: Item
    stranger: str
    own: str
    insiders: frozenset[int]

    def pages(self, *paths: str, cookie: str = "") -> bytes:
        """Return everything at some addresses, one after the other."""
        return b"\n".join(self.cache.get(path, cookie) for path in paths)


def parts_in(body: bytes) -> frozenset[str]:
    """Return the parts of the item whose words stand in a text."""
    text = body.decode("utf-8", "replace")
    with suppress(ValueError):
        text += json.dumps(json.loads(text), ensure_ascii=False)
    return frozenset(part for part, word in WORDS.items() if word in text)


def item_page(seen: Seen) -> bytes:
    key = seen.item.key
    return seen.pages(f"/item/{key}/", f"/item/{key}/history/")


def english(seen: Seen) -> bytes:
    key = seen.item.key
    return seen.pages(f"/en/item/{key}/", "/en/column/others/", "/en/", "/en/unit/caizheng/")


def twin(seen: Seen) -> bytes:
    return seen.pages(f"/item/{seen.item.key}/item.json")


def lists(seen: Seen) -> bytes:
    return seen.pages(
        "/",
        "/column/others/",
        "/column/others/2026/",
        "/column/others/2026-03/",
        "/unit/caizheng/",
        "/unit/caizheng/2026/",
        "/unit/caizheng/2026-03/",
        "/catalogue/",
        "/units/",
    )


def file(seen: Seen) -> bytes:
    return seen.pages(f"/files/{seen.item.key}/{FILE}")


def feeds(seen: Seen) -> bytes:
    return seen.pages("/feed.atom", "/column/others/feed.atom", "/unit/caizheng/feed.atom")


def sitemap(seen: Seen) -> bytes:
    """The sitemap names addresses, never words: ``test_keys`` looks for the key."""
    return seen.pages("/sitemap.xml", "/sitemap-2026-03.xml", "/robots.txt")


def search_hits(seen: Seen) -> bytes:
    """The words the item is found by. The page repeats the word, so the link is looked for."""
    href = f"/item/{seen.item.key}/".encode()
    found = [
        word
        for word in WORDS.values()
        if href in seen.pages(f"/search/?q={word}&validity=all")
        or href in seen.pages(f"/api/search?q={word}&validity=all")
    ]
    return "".join(found).encode()


def excerpts(seen: Seen) -> bytes:
    return seen.pages("/search/?q=农资补贴", "/search/", "/api/search?q=农资补贴", "/api/search")


def suggestions(seen: Seen) -> bytes:
    begin, slip = WORDS["title"], f"{WORDS['title'][0]}啊补贴名单"
    return seen.pages(
        f"/search/suggest/?q={begin}",
        f"/search/suggest/?q={begin[0]}",
        f"/search/?q={slip}",
        f"/api/search?q={slip}",
    )


def api_lists(seen: Seen) -> bytes:
    return seen.pages(
        "/api/items",
        "/api/items?order=updated",
        "/api/items?unit=caizheng&year=2026",
        "/api/items?column=others",
        "/api/items?unit=caizheng&month=2026-03",
        "/api/removals",
        "/api/units",
        "/api/columns",
    )


def api_item(seen: Seen) -> bytes:
    return seen.pages(f"/api/items/{seen.item.key}")


def surveys(seen: Seen) -> bytes:
    """Forms of the public tell of no item; what they tell of surveys is ``test_surveys``."""
    return seen.pages("/survey/", f"/survey/{seen.item.key}/", f"/survey/{seen.item.key}/thanks/")


def told(seen: Seen) -> bytes:
    """Pages that explain tell of units and of no item; nor do the lists of what there is."""
    places = ("/guide/", "/unit/caizheng/guide/", "/request/", "/about/")
    books = [
        zipfile.ZipFile(io.BytesIO(seen.pages(f"/api/{name}.xlsx")))
        for name in ("units", "columns", "registers")
    ]
    sheets = b"".join(book.read(name) for book in books for name in book.namelist())
    return sheets + seen.pages(
        *places,
        *(f"{place}page.json" for place in places),
        *(f"/api/{name}.csv" for name in ("units", "columns", "registers")),
    )


def sites(seen: Seen) -> bytes:
    """Demonstration sites tell of no item; what they tell is ``portal/pages/test_sites``."""
    return seen.pages("/sites/", "/sites/caizheng/", "/en/sites/")


def results(seen: Seen) -> bytes:
    """Results of assessments tell of no item; what they tell is ``portal/pages/test_results``."""
    return seen.pages("/results/", "/results/none/", "/en/results/")


def assessments(seen: Seen) -> bytes:
    """Nor does the open data of both; what that tells is ``api/test_assessments``."""
    book = zipfile.ZipFile(io.BytesIO(seen.pages("/api/sites.xlsx")))
    sheets = b"".join(book.read(name) for name in book.namelist())
    return sheets + seen.pages(
        *("/api/results", "/api/results.csv", f"/api/results/{seen.item.key}"),
        *("/api/sites", "/api/sites?unit=caizheng", "/api/sites.csv"),
    )


def register_pages(seen: Seen) -> bytes:
    return seen.pages(
        "/registers/",
        "/registers/flow-chart/",
        "/registers/flow-chart/caizheng/",
        "/en/registers/flow-chart/",
    )


def register_files(seen: Seen) -> bytes:
    book = zipfile.ZipFile(io.BytesIO(seen.pages("/api/registers/flow_chart.xlsx")))
    sheets = b"".join(book.read(name) for name in book.namelist())
    return sheets + seen.pages(
        "/api/registers",
        "/api/registers/flow_chart",
        "/api/registers/flow_chart?unit=caizheng",
        "/api/registers/flow_chart.csv",
    )


def exports(seen: Seen) -> bytes:
    book = zipfile.ZipFile(io.BytesIO(seen.pages("/api/items.xlsx?unit=caizheng")))
    sheets = b"".join(book.read(name) for name in book.namelist())
    return sheets + seen.pages("/api/items.csv?column=others", "/api/items.jsonl")


def _office(seen: Seen, cookie: str) -> bytes:
    key = seen.item.key
    files = [
        f"/office/disclosure/items/{key}/download/{pk}/"
        for pk in Attachment.objects.filter(edition__item=seen.item).values_list("pk", flat=True)
    ]
    return seen.pages(
        "/office/",
        "/office/disclosure/",
        "/office/disclosure/?export=csv",
        "/office/disclosure/registers/",
        "/office/disclosure/registers/flow_chart/",
        "/office/disclosure/registers/flow_chart/?export=csv",
        "/office/disclosure/registers/flow_chart/units/",
        f"/office/disclosure/items/{key}/chart/chart/",
        f"/office/disclosure/items/{key}/",
        f"/office/disclosure/items/{key}/edit/",
        f"/office/disclosure/items/{key}/preview/",
        f"/office/find/?q={key}",
        f"/office/find/suggest/?q={key}",
        "/office/notices/",
        *files,
        cookie=cookie,
    )


def other_unit(seen: Seen) -> bytes:
    return _office(seen, seen.stranger)


def own_unit(seen: Seen) -> bytes:
    return _office(seen, seen.own)


def nobody(seen: Seen) -> bytes:
    return _office(seen, "")


def notices_outside(seen: Seen) -> bytes:
    others = Person.objects.exclude(pk__in=seen.insiders)
    told = Notice.objects.filter(person__in=others)
    return "\n".join(f"{one.title} {one.text}" for one in told).encode()


def mails(seen: Seen) -> bytes:
    return "\n".join(f"{one.subject} {one.body}" for one in mail.outbox).encode()


def handed_on(seen: Seen) -> bytes:
    """What the folders of other systems hold."""
    root = Path(settings.GONGKAI_DATA) / "outgoing"
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return b"\n".join(str(path).encode() + path.read_bytes() for path in files)


Outlet = Callable[[Seen], bytes]
_LINE: Final = frozenset({"title"})
_WORDS: Final = frozenset({"title", "body", "detail", "chart"})
"""What is read for the index: title and text, the fields of the content type among it."""
_CONTENT: Final = frozenset(
    {"title", "summary", "body", "keyword", "contact", "detail", "chart", "file_name"}
)

OPEN: Final[dict[Outlet, frozenset[str]]] = {
    item_page: _CONTENT,
    english: _CONTENT,
    twin: _CONTENT,
    api_item: _CONTENT,
    lists: _LINE,
    file: frozenset({"file_text"}),
    feeds: frozenset({"title", "summary"}),
    sitemap: frozenset(),
    search_hits: _WORDS | {"keyword"},
    excerpts: _WORDS,
    suggestions: _WORDS,
    api_lists: frozenset({"title", "summary"}),
    exports: _LINE,
    register_pages: frozenset({"detail"}),
    register_files: frozenset({"title", "summary", "detail", "chart"}),
    surveys: frozenset(),
    told: frozenset(),
    sites: frozenset(),
    results: frozenset(),
    assessments: frozenset(),
    handed_on: _CONTENT - {"contact"} | {"file_text"},
    other_unit: frozenset({"file_text"}),
    nobody: frozenset(),
    notices_outside: frozenset(),
    mails: frozenset(),
}
"""Of a live item, what stands where. Of every other level: nothing, but for ``EXCEPT``."""
