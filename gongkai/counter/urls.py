"""Addresses of public forms."""

from django.urls import path

from gongkai.counter.surveys import views as surveys

urlpatterns = [
    path("survey/", surveys.index, name="counter-surveys"),
    path("survey/<slug:key>/", surveys.survey, name="counter-survey"),
    path("survey/<slug:key>/thanks/", surveys.thanks, name="counter-survey-thanks"),
]
