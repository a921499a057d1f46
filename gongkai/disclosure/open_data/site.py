"""The site everything public stands on: its name, its domain, its code."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.conf import settings

from gongkai.core.models import Unit


@dataclass(frozen=True)
class Site:
    """What the tags of 政府网站发展指引 (国办发〔2017〕47号) say of the site."""

    domain: str
    id_code: str

    @cached_property
    def name(self) -> str:
        """The name the settings give the public pages, or that of the government."""
        topmost = Unit.objects.filter(parent=None).order_by("position", "id")
        return (
            settings.PORTAL_NAME
            or topmost.values_list("name", flat=True).first()
            or str(settings.SITE_NAME)
        )

    @property
    def base(self) -> str:
        """The origin that canonical addresses begin with; empty where no domain is set."""
        return f"https://{self.domain}" if self.domain else ""


_HELD: Final[ContextVar[Site | None]] = ContextVar("site", default=None)


def site() -> Site:
    """Return the site as the settings name it. Only its name asks the database."""
    return _HELD.get() or Site(settings.SITE_DOMAIN, settings.SITE_ID_CODE)


@contextmanager
def held(one: Site) -> Iterator[None]:
    """Let :func:`site` be this one meanwhile: who makes many pages asks for its name once."""
    before = _HELD.set(one)
    try:
        yield
    finally:
        _HELD.reset(before)
