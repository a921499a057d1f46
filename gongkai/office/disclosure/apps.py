"""The application of the disclosure screens."""

from django.apps import AppConfig


class OfficeDisclosureConfig(AppConfig):
    """Registers the screens under a label of their own: ``disclosure`` is the app below them."""

    name = "gongkai.office.disclosure"
    label = "office_disclosure"

    def ready(self) -> None:
        """Add disclosure to the dashboard, and matters to what the search of the office finds."""
        from gongkai.office.disclosure import panels, searching

        del panels, searching
