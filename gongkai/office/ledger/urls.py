"""Addresses of the work ledger, below ``/office/ledger/``."""

from django.urls import path

from gongkai.office.ledger import entry, importing, listing

urlpatterns = [
    path("", listing.index, name="ledger"),
    path("new/", entry.new, name="ledger-new"),
    path("import/", importing.import_page, name="ledger-import"),
    path("import/template.xlsx", importing.template, name="ledger-import-template"),
    path("<int:entry_id>/", entry.entry, name="ledger-entry"),
    path("<int:entry_id>/file/", entry.file, name="ledger-file"),
]
