"""Addresses of the assessment screens."""

from django.urls import path

from gongkai.office.assessment import exports, home, packs, scoreboard, unit, whatif

urlpatterns = [
    path("", home.index, name="home"),
    path("packs/", packs.index, name="packs"),
    path("packs/<str:pack_id>/", packs.pack_page, name="pack"),
    path("rounds/<str:round_id>/", scoreboard.scoreboard, name="scoreboard"),
    path("rounds/<str:round_id>/export.<str:kind>", exports.export, name="export"),
    path("rounds/<str:round_id>/what-if/", whatif.what_if, name="what-if"),
    path("rounds/<str:round_id>/units/<str:unit_id>/", unit.unit_page, name="unit"),
]
