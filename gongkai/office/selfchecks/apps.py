"""The application of the screens of self-checks."""

from django.apps import AppConfig


class OfficeSelfChecksConfig(AppConfig):
    """Registers the screens under a label of their own."""

    name = "gongkai.office.selfchecks"
    label = "office_selfchecks"
