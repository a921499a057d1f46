"""The site everything public stands on: its name, its domain, its code."""

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Site:
    """What the tags of 政府网站发展指引 (国办发〔2017〕47号) say of the site."""

    name: str
    domain: str
    id_code: str

    @property
    def base(self) -> str:
        """The origin that canonical addresses begin with; empty where no domain is set."""
        return f"https://{self.domain}" if self.domain else ""


def site() -> Site:
    """Return the site as the settings name it."""
    return Site(str(settings.SITE_NAME), settings.SITE_DOMAIN, settings.SITE_ID_CODE)
