"""Addresses of the shell of the office."""

from django.urls import include, path

from gongkai.office.desk import calendar, dashboard, finding, home, preferences

urlpatterns = [
    path("", home.home, name="desk"),
    path("find/", finding.find_view, name="find"),
    path("find/suggest/", finding.suggest, name="find-suggest"),
    path("dashboard/", dashboard.dashboard_view, name="dashboard"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("calendar/<str:key>.ics", calendar.feed, name="calendar"),
    path("filters/", include("gongkai.office.lists.urls")),
    path("notices/", include("gongkai.office.notices.urls")),
    path("search-report/", include("gongkai.office.searching.urls")),
    path("jobs/", include("gongkai.office.jobs.urls")),
]
