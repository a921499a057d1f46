"""Addresses of the inspector's pages, below ``/office/rounds/<key>/field/``."""

from django.urls import path

from gongkai.office.field import page, worker

urlpatterns = [
    path("", page.index, name="field"),
    path("worker.js", worker.worker, name="field-worker"),
    path("<str:code>/", page.unit, name="field-unit"),
]
