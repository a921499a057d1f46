"""Addresses of the portal that are computed on demand; all others are files."""

from django.urls import path

from gongkai.portal.english import english
from gongkai.portal.searching import views

urlpatterns = [
    path("search/", views.search_view, name="search"),
    path("search/suggest/", views.suggest, name="search-suggest"),
    path("en/<path:address>", english, name="english"),
    path("en/", english, {"address": ""}, name="english-home"),
]
