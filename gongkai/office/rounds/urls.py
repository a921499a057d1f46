"""Addresses of the screens of rounds."""

from django.urls import path

from gongkai.office.rounds import (
    creating,
    overview,
    setup,
    setup_pack,
    setup_scorers,
    setup_units,
)

urlpatterns = [
    path("", overview.index, name="rounds"),
    path("new/", creating.new, name="round-new"),
    path("<str:key>/", overview.round_page, name="round"),
    path("<str:key>/setup/", setup.index, name="round-setup"),
    path("<str:key>/setup/pack/", setup_pack.pack, name="round-pack"),
    path("<str:key>/setup/units/", setup_units.units, name="round-units"),
    path("<str:key>/setup/scorers/", setup_scorers.scorers, name="round-scorers"),
    path("<str:key>/setup/units/<str:code>/", setup_units.unit, name="round-unit"),
    path("<str:key>/units/<str:code>/receive/", overview.receive, name="round-receive"),
]
