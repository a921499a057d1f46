"""Demonstration sites for the public: who is one, and what was announced of each."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.queries.sites.public import (
    PublicEvent,
    PublicSite,
    public_codes,
    public_sites,
    was_named,
)
from gongkai.core.days import day_words
from gongkai.core.models import Unit
from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.values import Named
from gongkai.disclosure.queries.listed import INNER_KINDS
from gongkai.portal.pages.markup import Tags, draw, exports_of
from gongkai.portal.tree.outcomes import MISSING, Outcome, Rendered
from gongkai.ui import components as ui

HTML: Final = "text/html"
ANY: Final = "sites"
"""The dependency of the list: any site changed."""


def key_of(code: str) -> str:
    """Return the dependency of what shows the sites of one unit."""
    return f"site:{code}"


def render(address: str, now: datetime) -> Outcome:
    """Return what stands at an address below ``/sites/``."""
    match address.removeprefix(to.SITES).strip("/").split("/"):
        case [""]:
            return _index(now)
        case [code]:
            return _of_unit(code)
    return MISSING


def all_pages() -> Iterator[str]:
    """Yield the address of every page of sites, for a full rebuild."""
    yield to.SITES
    yield from (to.sites_of(code) for code in public_codes())


def link_of(unit: Unit) -> tuple[Named, ...]:
    """Return the way from a unit to its page as a site, where it is or was one."""
    if not was_named(unit):
        return ()
    return (Named("sites", gettext("政务公开示范点"), to.sites_of(unit.code)),)


def _index(now: datetime) -> Outcome:
    found = public_sites()
    present = [one for one in found if one.ended_on is None]
    title = gettext("政务公开示范点")
    intro = gettext("现有示范点 %(count)s 个。") % {"count": len(present)} if found else ""
    context: dict[str, object] = {
        "title": title,
        "intro": intro,
        "table": _table(title, found) if found else None,
        "twin": to.SITES_DATA,
        "exports": exports_of(to.SITES_DATA) if found else (),
        "breadcrumb": ui.Breadcrumb.to(title, (gettext("首页"), to.HOME), _units()),
    }
    content = draw("portal/register.html", to.SITES, Tags(title, title, title, title), context)
    depends = {ANY, *(key_of(one.unit.code) for one in found)}
    depends |= {f"unit:{one.unit.code}" for one in found}
    modified = max((one.changed_at for one in found), default=now)
    return Rendered(content, HTML, frozenset(depends), modified)


def _units() -> tuple[str, str]:
    return (gettext("按单位查看"), to.UNITS)


def _table(title: str, found: Sequence[PublicSite]) -> ui.Table:
    return ui.Table(
        caption=title,
        columns=(
            ui.Column("unit", gettext("单位"), header=True),
            ui.Column("level", gettext("级别"), nowrap=True),
            ui.Column("by", gettext("由谁确定")),
            ui.Column("on", gettext("确定日期"), nowrap=True),
            ui.Column("number", gettext("文号")),
            ui.Column("commended", gettext("表彰"), numeric=True, nowrap=True),
            ui.Column("ended", gettext("取消日期"), nowrap=True),
        ),
        rows=tuple(
            ui.Row.of(
                ui.Link(one.unit.name, to.sites_of(one.unit.code)),
                one.level,
                one.named_by,
                one.on,
                one.number,
                gettext("%(count)s 次") % {"count": one.commended} if one.commended else None,
                one.ended_on,
            )
            for one in found
        ),
        caption_hidden=True,
    ).trimmed()


def _of_unit(code: str) -> Outcome:
    found = public_sites(code)
    if not found:
        return MISSING
    unit = found[0].unit
    title = gettext("%(unit)s：政务公开示范点") % {"unit": unit.name}
    context: dict[str, object] = {
        "title": title,
        "sites": [_shown(one) for one in found],
        "twin": f"{to.SITES_DATA}?unit={code}",
        "unit": Named(unit.code, unit.name, to.unit(unit.code))
        if unit.kind not in INNER_KINDS
        else None,
        "breadcrumb": ui.Breadcrumb.to(
            unit.name,
            (gettext("首页"), to.HOME),
            _units(),
            (gettext("政务公开示范点"), to.SITES),
        ),
    }
    address = to.sites_of(code)
    tags = Tags(gettext("政务公开示范点"), title, title, title)
    content = draw("portal/sites.html", address, tags, context)
    depends = frozenset({key_of(code), f"unit:{code}"})
    return Rendered(content, HTML, depends, max(one.changed_at for one in found))


def _shown(one: PublicSite) -> dict[str, object]:
    words = gettext("%(level)s政务公开示范点") % {"level": one.level}
    banner = None
    if one.ended_on is not None:
        text = gettext("%(day)s 取消示范点资格。") % {"day": day_words(one.ended_on)}
        banner = ui.Banner(gettext("已取消"), text, ui.Tone.BAD)
    return {
        "title": words,
        "banner": banner,
        "summary": ui.Summary.of(
            (gettext("由谁确定"), one.named_by),
            (gettext("确定日期"), one.on),
            (gettext("文号"), one.number),
        ),
        "timeline": ui.Timeline(tuple(map(_moment, one.events)), words),
    }


def _moment(event: PublicEvent) -> ui.Moment:
    note = "\n".join(part for part in (event.number, event.text) if part)
    return ui.Moment(event.on, event.title, note=ui.Prose(note) if note else "")
