"""Drawing pages from templates with the portal's frame, in a language, without a request."""

from dataclasses import dataclass, field

from django.template.loader import get_template

from gongkai.disclosure.open_data.site import Site, site
from gongkai.portal.frame import footer, frame
from gongkai.portal.serving.text_size import LARGE, NORMAL, switch_link


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


def draw(template: str, address: str, tags: Tags, context: dict[str, object]) -> bytes:
    """Return a page as bytes, in the language that is active."""
    here = site()
    page = get_template(template).render(
        {
            "chrome": frame(address, here),
            "footer": footer(here),
            "tags": tags.on(here),
            "canonical": here.base + address,
            "address": address,
            "sizes": (switch_link(LARGE, address), switch_link(NORMAL, address)),
            **context,
        }
    )
    return page.encode()
