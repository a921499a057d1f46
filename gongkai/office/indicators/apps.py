"""The application of the screens of counted indicators."""

from django.apps import AppConfig


class OfficeIndicatorsConfig(AppConfig):
    """Registers the screens under a label of their own."""

    name = "gongkai.office.indicators"
    label = "office_indicators"
