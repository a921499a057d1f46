"""Addresses of kept filters."""

from django.urls import path

from gongkai.office.lists import views

urlpatterns = [
    path("keep/", views.keep, name="filter-keep"),
    path("<int:filter_id>/drop/", views.drop, name="filter-drop"),
]
