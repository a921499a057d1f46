"""The application of the public portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Registers the portal with Django under the label ``portal``."""

    name = "gongkai.portal"
    label = "portal"
    verbose_name = "门户"

    def ready(self) -> None:
        """Register the jobs that keep pages and index fresh."""
        from gongkai.portal import assessing, jobs, reorganising

        del assessing, jobs, reorganising
