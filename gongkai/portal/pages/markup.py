"""Drawing pages from templates with the portal's frame, in a language, without a request."""

from dataclasses import dataclass, field

from django.template.loader import get_template

from gongkai.disclosure.open_data.site import site
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

    @property
    def all(self) -> tuple[tuple[str, str], ...]:
        """Every tag as ``(name, content)``, those of the site first; empty ones left out."""
        here = site()
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


def draw(template: str, address: str, tags: Tags, context: dict[str, object]) -> bytes:
    """Return a page as bytes, in the language that is active."""
    here = site()
    page = get_template(template).render(
        {
            "chrome": frame(address),
            "footer": footer(),
            "tags": tags.all,
            "canonical": here.base + address,
            "address": address,
            "sizes": (switch_link(LARGE, address), switch_link(NORMAL, address)),
            **context,
        }
    )
    return page.encode()
