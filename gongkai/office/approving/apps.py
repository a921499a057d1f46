"""The application of the screens of approval."""

from django.apps import AppConfig


class OfficeApprovingConfig(AppConfig):
    """Registers the screens under a label of their own."""

    name = "gongkai.office.approving"
    label = "office_approving"
