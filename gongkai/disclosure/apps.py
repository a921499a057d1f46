"""The application of proactive disclosure."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """Registers proactive disclosure with Django under the label ``disclosure``."""

    name = "gongkai.disclosure"
    label = "disclosure"
    verbose_name = "主动公开"

    def ready(self) -> None:
        """Register the jobs, so that an action may enqueue them."""
        from gongkai.disclosure import jobs

        del jobs
