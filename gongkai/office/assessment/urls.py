"""Addresses of the packs, and of the results of rounds."""

from django.urls import path

from gongkai.office.assessment import comparing, exports, packs, scoreboard, unit, whatif

urlpatterns = [
    path("assessment/packs/", packs.index, name="packs"),
    path("assessment/packs/<str:pack_id>/", packs.pack_page, name="pack"),
    path("rounds/<str:key>/results/", scoreboard.scoreboard, name="round-results"),
    path("rounds/<str:key>/results/export.<str:kind>", exports.export, name="round-export"),
    path("rounds/<str:key>/results/compare/", comparing.index, name="round-compare"),
    path("rounds/<str:key>/results/compare/file/", comparing.export, name="round-compare-export"),
    path("rounds/<str:key>/results/what-if/", whatif.what_if, name="what-if"),
    path("rounds/<str:key>/results/units/<str:code>/", unit.unit_page, name="round-result"),
]
