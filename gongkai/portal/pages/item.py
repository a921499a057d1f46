"""The page of one item, its history, and its twin as JSON."""

import json
from dataclasses import replace
from typing import Any

import segno
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from gongkai.disclosure.drawn_details import drawn
from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.site import site
from gongkai.disclosure.open_data.values import Change, Named, PublicItem
from gongkai.disclosure.queries.validity import KINDS
from gongkai.portal.pages.markup import Tags, draw
from gongkai.ui import components as ui

_MINUTE = "%Y-%m-%d %H:%M"


def item_page(item: PublicItem) -> bytes:
    """Return the page of an item."""
    key = item.listed.key
    context: dict[str, object] = {
        "item": item,
        "details": drawn(item.details, is_document=item.is_document),
        "breadcrumb": _way(item),
        "related": _related(item),
        "updated": item.listed.updated_at != item.listed.published_at,
        "history": to.item_history(key),
        "twin": to.item_twin(key),
        "linked_data": linked_data(item),
        "code": _code(site().base, to.item(key)),
    }
    return draw("portal/item.html", to.item(key), _tags(item), context)


def _code(base: str, address: str) -> SafeString:
    """The address to be read by a telephone, as a drawing: for paper on a notice board.

    Empty while the site has no domain, for then there is no address that holds elsewhere.
    """
    if not base:
        return SafeString("")
    drawn = segno.make(base + address, error="m").svg_inline(scale=3, border=2, light="#fff")
    return mark_safe(drawn)  # noqa: S308 - drawn from an address of ours


def history_page(item: PublicItem) -> bytes:
    """Return the page that lists an item's published editions."""
    table = ui.Table(
        caption=gettext("历次版本"),
        columns=(
            ui.Column("number", gettext("版本"), header=True),
            ui.Column("at", gettext("发布时间"), nowrap=True),
            ui.Column("note", gettext("变动说明")),
        ),
        rows=tuple(
            ui.Row.of(
                gettext("第 %(number)s 版（现行）") % {"number": one.number}
                if one.is_current
                else gettext("第 %(number)s 版") % {"number": one.number},
                one.published_at.strftime(_MINUTE),
                one.note or gettext("首次发布"),
            )
            for one in reversed(item.editions)
        ),
        caption_hidden=True,
    )
    address = to.item_history(item.listed.key)
    context: dict[str, object] = {
        "item": item,
        "table": table,
        "breadcrumb": _way(item, gettext("历次版本")),
        "twin": to.item_twin(item.listed.key),
    }
    return draw("portal/history.html", address, _tags(item), context)


def _way(item: PublicItem, last: str = "") -> ui.Breadcrumb:
    links = [
        (gettext("首页"), to.HOME),
        (item.site_column.name, item.site_column.href),
        *((one.name, one.href) for one in item.ancestors),
        (item.listed.column.name, item.listed.column.href),
    ]
    if last:
        links.append((item.listed.title, item.listed.href))
    return ui.Breadcrumb.to(last or gettext("正文"), *links)


def _tags(item: PublicItem) -> Tags:
    listed = item.listed
    return Tags(
        column=listed.column.name,
        column_type=item.site_column.name,
        description=gettext("%(column)s：%(unit)s公开的信息")
        % {"column": listed.column.name, "unit": listed.unit.name},
        keywords=listed.column.name,
        article=(
            ("ArticleTitle", listed.title),
            ("PubDate", listed.published_at.strftime(_MINUTE)),
            ("ContentSource", listed.unit.name),
            ("Keywords", "，".join(item.keywords)),
            ("Author", item.issuer),
            ("Description", listed.summary or listed.title),
            ("Url", site().base + listed.href),
        ),
    )


def _related(item: PublicItem) -> tuple[tuple[str, tuple[Named, ...]], ...]:
    listed = (
        (gettext("解读的文件"), item.interprets),
        (gettext("政策解读"), item.interpretations),
        (gettext("澄清的信息"), item.clarifies),
        (gettext("有关澄清"), item.clarifications),
        (gettext("由本文件废止、修改或者延期的文件"), tuple(map(_changed, item.changes))),
    )
    return tuple((title, links) for title, links in listed if links)


def _changed(one: Change) -> Named:
    """A document this one changed, and how."""
    what = str(dict(KINDS)[one.kind])
    name = gettext("%(title)s（%(what)s）") % {"title": one.document.name, "what": what}
    return replace(one.document, name=name)


def linked_data(item: PublicItem) -> SafeString:
    """Return the item as schema.org JSON-LD, safe to stand inside a script element."""
    base = site().base
    listed = item.listed
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation" if item.listed.number else "Article",
        "name": listed.title,
        "url": base + listed.href,
        "inLanguage": "zh-CN",
        "datePublished": listed.published_at.isoformat(),
        "dateModified": listed.updated_at.isoformat(),
        "publisher": {"@type": "GovernmentOrganization", "name": listed.unit.name},
    }
    if listed.number:
        data["legislationIdentifier"] = listed.number
    if listed.issued_on:
        data["dateCreated"] = listed.issued_on.isoformat()
    text = json.dumps(data, ensure_ascii=False)
    # Inside a script element only the closing tag could end it: "<" as its JSON escape cannot.
    return mark_safe(text.replace("<", "\\u003c").replace("&", "\\u0026"))  # noqa: S308
