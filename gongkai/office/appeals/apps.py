"""The application of the screens of appeals."""

from django.apps import AppConfig


class OfficeAppealsConfig(AppConfig):
    """Registers the screens under a label of their own."""

    name = "gongkai.office.appeals"
    label = "office_appeals"
