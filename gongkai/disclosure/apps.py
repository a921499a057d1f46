"""The application of proactive disclosure."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """Registers proactive disclosure with Django under the label ``disclosure``."""

    name = "gongkai.disclosure"
    label = "disclosure"
    verbose_name = "主动公开"

    def ready(self) -> None:
        """Register jobs, verbs of events, notices, and what goes on to-do lists."""
        from gongkai.disclosure import draft_todos, import_todos, jobs, telling, todos, verbs

        del draft_todos, import_todos, jobs, telling, todos, verbs
