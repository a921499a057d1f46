"""Addresses of monthly bulletins, below ``/office/bulletins/``."""

from django.urls import path

from gongkai.office.bulletins import issuing, page

urlpatterns = [
    path("", page.index, name="bulletins"),
    path("new/", issuing.new, name="bulletin-new"),
    path("new/units/<str:code>/", issuing.records, name="bulletin-new-unit"),
    path("<str:key>/", page.bulletin, name="bulletin"),
    path("<str:key>/units/<str:code>/", page.records, name="bulletin-unit"),
    path("<str:key>/bulletin.docx", page.word, name="bulletin-word"),
    path("<str:key>/bulletin.xlsx", page.excel, name="bulletin-excel"),
]
