"""The application of the organisation's screens."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Registers what the search of the office finds of units and people."""

    name = "gongkai.office.organisation"
    label = "organisation"
    verbose_name = "组织机构"

    def ready(self) -> None:
        """Register the providers."""
        from gongkai.office.organisation import finding

        del finding
