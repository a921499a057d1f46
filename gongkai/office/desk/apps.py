"""The application of the office's shell; it holds the templates of lists, notices and jobs too."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Registers the shell with Django under the label ``desk``."""

    name = "gongkai.office.desk"
    label = "desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        """Add the shell's own part of the to-do list, the search and the dashboard."""
        from gongkai.office.desk import pages
        from gongkai.office.jobs import watching

        del pages, watching
