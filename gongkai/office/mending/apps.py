"""The application of the screens of rectification."""

from django.apps import AppConfig


class OfficeMendingConfig(AppConfig):
    """Registers the screens under a label of their own, and orders with the search."""

    name = "gongkai.office.mending"
    label = "office_mending"

    def ready(self) -> None:
        """Register what the search of the office finds."""
        from gongkai.office.mending import searching

        del searching
