"""The application of the screens of spot checks."""

from django.apps import AppConfig


class OfficeSpotConfig(AppConfig):
    """Registers the screens under a label of their own."""

    name = "gongkai.office.spot"
    label = "office_spot"
