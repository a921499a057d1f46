"""Drawing pages from templates with the portal's frame, in a language, without a request."""

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from gongkai.disclosure.open_data.site import Site, site
from gongkai.portal.frame import Footer, footer, frame
from gongkai.portal.serving.text_size import LARGE, NORMAL, switch_link
from gongkai.ui.chrome import Chrome

# Where the switches stand in a header that is drawn for many pages.
_SWITCHES: Final = SafeString("<!--switches-->")


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of 政府网站发展指引 附件 2: of the column, and of the article where there is one.

    ``article`` holds ``(name, content)`` pairs in the order of the guide.
    """

    column: str
    column_type: str
    description: str
    keywords: str
    article: tuple[tuple[str, str], ...] = field(default=())

    def on(self, here: Site) -> tuple[tuple[str, str], ...]:
        """Return every tag as ``(name, content)``, the site's first; empty ones left out."""
        listed = (
            ("SiteName", here.name),
            ("SiteDomain", here.domain),
            ("SiteIDCode", here.id_code),
            ("ColumnName", self.column),
            ("ColumnDescription", self.description),
            ("ColumnKeywords", self.keywords),
            ("ColumnType", self.column_type),
            *self.article,
        )
        return tuple((name, content) for name, content in listed if content)


def exports_of(address: str, query: str = "") -> tuple[tuple[str, str], ...]:
    """Return where the open data at an address is had as files: ``(name, address)``."""
    return tuple((kind.upper(), f"{address}.{kind}{query}") for kind in ("csv", "xlsx"))


@dataclass(frozen=True, slots=True)
class Around:
    """Header and footer, which only differ from page to page in the switches."""

    above: SafeString
    below: SafeString
    foot: SafeString


def draw(template: str, address: str, tags: Tags, context: dict[str, object]) -> bytes:
    """Return a page as bytes, in the language that is active.

    Pages without an address of their own have a ``chrome`` of their own in the context.
    """
    here = site()
    chrome, foot = frame(address, here), footer(here)
    page = get_template(template).render(
        {
            "chrome": chrome,
            "footer": foot,
            "around": _around(replace(chrome, languages=()), foot, get_language()),
            "tags": tags.on(here),
            "canonical": here.base + address,
            "address": address,
            "sizes": (switch_link(LARGE, address), switch_link(NORMAL, address)),
            **context,
        }
    )
    return page.encode()


@lru_cache(maxsize=64)
def _around(chrome: Chrome, foot: Footer, language: str | None) -> Around:
    """Draw what is around the pages of one column once, for that is a third of the work of each."""
    del language  # part of the key alone: the words of the templates are in it
    head = get_template("ui/header.html").render({"chrome": chrome, "switches": _SWITCHES})
    above, _, below = head.partition(_SWITCHES)
    drawn = get_template("ui/footer.html").render({"chrome": chrome, "footer": foot})
    return Around(SafeString(above), SafeString(below), SafeString(drawn))
