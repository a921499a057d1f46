"""Addresses of background jobs."""

from django.urls import path

from gongkai.office.jobs import screens

urlpatterns = [
    path("", screens.index, name="jobs"),
    path("<int:job_id>/", screens.job_page, name="job"),
]
