"""Addresses of self-checks, below ``/office/selfchecks/``."""

from django.urls import path

from gongkai.office.selfchecks import listing, page

urlpatterns = [
    path("", listing.index, name="selfchecks"),
    path("<str:code>/<int:year>/", page.check, name="selfcheck"),
    path("<str:code>/<int:year>/sign/", page.sign, name="selfcheck-sign"),
    path("<str:code>/<int:year>/report.docx", page.word, name="selfcheck-word"),
]
