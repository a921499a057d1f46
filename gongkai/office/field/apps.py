"""The application of the inspector's pages."""

from django.apps import AppConfig


class OfficeFieldConfig(AppConfig):
    """Registers the pages under a label of their own."""

    name = "gongkai.office.field"
    label = "office_field"
