"""The application of the screens of self-assessment."""

from django.apps import AppConfig


class OfficeSelfingConfig(AppConfig):
    """Registers the screens under a label of their own."""

    name = "gongkai.office.selfing"
    label = "office_selfing"
