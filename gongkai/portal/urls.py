"""Addresses of the portal that are computed on demand; all others are files."""

from django.urls import path

from gongkai.portal.searching import views

urlpatterns = [
    path("search/", views.search_view, name="search"),
    path("search/suggest/", views.suggest, name="search-suggest"),
]
