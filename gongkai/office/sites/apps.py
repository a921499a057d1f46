"""The application of the screens of demonstration sites."""

from django.apps import AppConfig


class OfficeSitesConfig(AppConfig):
    """Registers the screens under a label of their own."""

    name = "gongkai.office.sites"
    label = "office_sites"
