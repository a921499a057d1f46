"""Addresses of the search report."""

from django.urls import path

from gongkai.office.searching import report

urlpatterns = [path("", report.index, name="search-report")]
