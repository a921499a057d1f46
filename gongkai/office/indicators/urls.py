"""Addresses of counted indicators, below ``/office/rounds/<key>/indicators/``."""

from django.urls import path

from gongkai.office.indicators import index, numbers, unit

urlpatterns = [
    path("", index.index, name="indicators"),
    path("count/", index.count, name="indicators-count"),
    path("numbers/", numbers.index, name="indicators-numbers"),
    path("units/<str:code>/", unit.index, name="indicators-unit"),
    path("units/<str:code>/<str:name>/", unit.records, name="indicators-records"),
]
