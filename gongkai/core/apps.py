"""The application that holds units, people, events, files and jobs."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Registers the core with Django under the label ``core``."""

    name = "gongkai.core"
    label = "core"
    verbose_name = "基础"

    def ready(self) -> None:
        """Register the core's own jobs."""
        from gongkai.core import housekeeping
        from gongkai.core.notices import mail, webhooks

        del housekeeping, mail, webhooks
