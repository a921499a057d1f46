"""The application of the screens of rounds."""

from django.apps import AppConfig


class OfficeRoundsConfig(AppConfig):
    """Registers the screens under a label of their own."""

    name = "gongkai.office.rounds"
    label = "office_rounds"
