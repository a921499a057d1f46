"""Addresses of the events."""

from django.urls import path

from gongkai.office.audit import events, verifying

urlpatterns = [
    path("", events.index, name="audit"),
    path("verify/", verifying.verify, name="audit-verify"),
    path("objects/<str:object_type>/<str:object_id>/", events.history, name="audit-object"),
]
