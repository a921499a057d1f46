"""Addresses of the whole product. Every view is marked ``public`` or ``requires``."""

from django.urls import include, path

from gongkai.ui import gallery, preferences

handler500 = "gongkai.ui.errors.server_error"

urlpatterns = [
    path("", include("gongkai.portal.urls")),
    path("api/", include("gongkai.api.urls")),
    path("office/", include("gongkai.office.desk.urls")),
    path("office/", include("gongkai.office.accounts.urls")),
    path("office/units/", include("gongkai.office.organisation.urls")),
    path("office/audit/", include("gongkai.office.audit.urls")),
    path("office/disclosure/", include("gongkai.office.disclosure.urls")),
    path("office/assessment/", include("gongkai.office.assessment.urls")),
    path("gallery/", gallery.index, name="gallery"),
    path("language/<str:code>/", preferences.language, name="language"),
    path("text-size/<str:size>/", preferences.text_size, name="text-size"),
]
