"""The application that holds units, people, events, files and jobs."""

from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Registers the core with Django under the label ``core``."""

    name = "gongkai.core"
    label = "core"
    verbose_name = "基础"

    def ready(self) -> None:
        """Register the core's own jobs, and the words of its events."""
        from gongkai.core import actions, housekeeping
        from gongkai.core.notices import mail, webhooks

        del housekeeping, mail, webhooks
        for module in iter_modules(actions.__path__, f"{actions.__name__}."):
            import_module(module.name)
