"""Atom feeds, the sitemap and robots: what programs read."""

from collections.abc import Sequence
from datetime import datetime
from io import StringIO
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.site import site
from gongkai.disclosure.open_data.values import Listed

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


class _Feed(Atom1Feed):
    """A feed whose date never is the moment it is made: the same entries, the same bytes."""

    def latest_post_date(self) -> datetime:
        """Return when the newest entry changed; without any, since when the list can have some."""
        since: datetime = self.feed["since"]
        return super().latest_post_date() if self.items else since


def atom(address: str, title: str, items: Sequence[Listed], since: datetime) -> bytes:
    """Return the feed of a list: its newest items, the newest first.

    A feed must bear a date (RFC 4287, 4.1.1): one without entries bears ``since``.
    """
    here = site()
    feed = _Feed(
        title=f"{title} - {here.name}",
        link=here.base + address,
        feed_url=here.base + to.feed(address),
        description=title,
        language="zh-CN",
        author_name=here.name,
        since=since,
    )
    for one in items:
        feed.add_item(
            title=one.title,
            link=here.base + one.href,
            description=one.summary or one.title,
            unique_id=f"{here.base}{one.href}",
            author_name=one.unit.name,
            pubdate=one.published_at,
            updateddate=one.updated_at,
            categories=[one.column.name],
        )
    return feed.writeString("utf-8").encode()


def sitemap_index(months: Sequence[tuple[int, int, datetime]]) -> bytes:
    """Return the index over the months that have items, ``(year, month, last change)``, and the
    part with the pages that lead to them.
    """
    rows = [(to.sitemap_month(year, month), changed) for year, month, changed in months]
    return _sitemap("sitemapindex", "sitemap", [(to.SITEMAP_PAGES, None), *rows])


def sitemap(pages: Sequence[tuple[str, datetime | None]]) -> bytes:
    """Return one part of the sitemap: address and last change of each page, where it is known."""
    return _sitemap("urlset", "url", pages)


def _sitemap(root: str, element: str, rows: Sequence[tuple[str, datetime | None]]) -> bytes:
    out = StringIO()
    xml = SimplerXMLGenerator(out, "utf-8")
    xml.startDocument()
    xml.startElement(root, AttributesImpl({"xmlns": _SITEMAP}))
    for address, changed in rows:
        xml.startElement(element, AttributesImpl({}))
        xml.addQuickElement("loc", site().base + address)
        if changed is not None:
            xml.addQuickElement("lastmod", changed.isoformat(timespec="seconds"))
        xml.endElement(element)
    xml.endElement(root)
    return out.getvalue().encode()


def robots() -> bytes:
    """Return ``robots.txt``: everything published may be read, the office may not."""
    lines = ["User-agent: *", "Disallow: /office/", f"Sitemap: {site().base}{to.SITEMAP}", ""]
    return "\n".join(lines).encode()
