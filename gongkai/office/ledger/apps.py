"""The application of the screens of the work ledger."""

from django.apps import AppConfig


class OfficeLedgerConfig(AppConfig):
    """Registers the screens under a label of their own."""

    name = "gongkai.office.ledger"
    label = "office_ledger"
