"""Addresses of the whole product. Every view is marked ``public`` or ``requires``."""

from django.urls import include, path

from gongkai.office.mending import listing
from gongkai.ui import earlier, gallery, preferences

handler500 = "gongkai.ui.errors.server_error"

urlpatterns = [
    path("", include("gongkai.portal.urls")),
    path("api/", include("gongkai.api.urls")),
    path("", include("gongkai.counter.urls")),
    path("office/", include("gongkai.office.desk.urls")),
    path("office/", include("gongkai.office.accounts.urls")),
    path("office/units/", include("gongkai.office.organisation.urls")),
    path("office/audit/", include("gongkai.office.audit.urls")),
    path("office/disclosure/", include("gongkai.office.disclosure.urls")),
    path("office/", include("gongkai.office.assessment.urls")),
    path("office/rounds/<str:key>/surveys/", include("gongkai.office.surveys.urls")),
    path("office/rounds/", include("gongkai.office.rounds.urls")),
    path("office/rounds/<str:key>/spot/", include("gongkai.office.spot.urls")),
    path("office/rounds/<str:key>/field/", include("gongkai.office.field.urls")),
    path("office/rounds/<str:key>/self/", include("gongkai.office.selfing.urls")),
    path("office/rounds/<str:key>/indicators/", include("gongkai.office.indicators.urls")),
    path("office/rounds/<str:key>/scoring/", include("gongkai.office.scoring.urls")),
    path("office/rounds/<str:key>/", include("gongkai.office.approving.urls")),
    path("office/rounds/<str:key>/rectifications/", listing.of_round, name="round-orders"),
    path("office/rounds/<str:key>/appeals/", include("gongkai.office.appeals.urls")),
    path("office/rectifications/", include("gongkai.office.mending.urls")),
    path("office/ledger/", include("gongkai.office.ledger.urls")),
    path("office/sites/", include("gongkai.office.sites.urls")),
    path("office/selfchecks/", include("gongkai.office.selfchecks.urls")),
    path("office/bulletins/", include("gongkai.office.bulletins.urls")),
    path("gallery/", gallery.index, name="gallery"),
    path("language/<str:code>/", preferences.language, name="language"),
    path("text-size/<str:size>/", preferences.text_size, name="text-size"),
    path("static/ui/dist/<str:name>", earlier.earlier_build, name="earlier-build"),
]
