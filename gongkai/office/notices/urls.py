"""Addresses of notices."""

from django.urls import path

from gongkai.office.notices import mine

urlpatterns = [
    path("", mine.index, name="notices"),
    path("read/", mine.read_all, name="notices-read"),
    path("<int:notice_id>/", mine.open_notice, name="notice-open"),
]
