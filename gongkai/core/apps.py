"""The application that holds units, people, events, files and jobs."""

from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig
from django.db.models.signals import pre_save


class CoreConfig(AppConfig):
    """Registers the core with Django under the label ``core``."""

    name = "gongkai.core"
    label = "core"
    verbose_name = "基础"

    def ready(self) -> None:
        """Register the core's own jobs, the words of its events, and what columns hold."""
        from gongkai.core import actions, housekeeping
        from gongkai.core.limits import refuse_what_does_not_fit
        from gongkai.core.notices import mail, webhooks

        del housekeeping, mail, webhooks
        pre_save.connect(refuse_what_does_not_fit, dispatch_uid="gongkai.core.limits")
        for module in iter_modules(actions.__path__, f"{actions.__name__}."):
            import_module(module.name)
