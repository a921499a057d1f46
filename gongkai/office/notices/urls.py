"""Addresses of notices."""

from django.urls import path

from gongkai.office.notices import mine, webhooks, wordings

urlpatterns = [
    path("", mine.index, name="notices"),
    path("read/", mine.read_all, name="notices-read"),
    path("<int:notice_id>/", mine.open_notice, name="notice-open"),
    path("wordings/", wordings.index, name="wordings"),
    path("wordings/<str:name>/", wordings.edit, name="wording"),
    path("groups/", webhooks.index, name="webhooks"),
    path("groups/new/", webhooks.new, name="webhook-new"),
    path("groups/<int:hook_id>/", webhooks.edit, name="webhook"),
    path("groups/<int:hook_id>/test/", webhooks.trial, name="webhook-trial"),
]
