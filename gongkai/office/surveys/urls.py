"""Addresses of the surveys of a round."""

from django.urls import path

from gongkai.office.surveys import (
    grid,
    index,
    overview,
    paper,
    people,
    questions,
    results,
    roster,
    tickets,
)

urlpatterns = [
    path("", index.index, name="surveys"),
    path("new/", index.new, name="survey-new"),
    path("<slug:survey>/", overview.page, name="survey"),
    path("<slug:survey>/questions/", questions.page, name="survey-questions"),
    path("<slug:survey>/people/", people.page, name="survey-people"),
    path("<slug:survey>/tickets/", tickets.page, name="survey-tickets"),
    path("<slug:survey>/roster/", roster.page, name="survey-roster"),
    path("<slug:survey>/paper/", paper.page, name="survey-paper"),
    path("<slug:survey>/paper/new/", grid.page, name="survey-grid"),
    path("<slug:survey>/results/", results.page, name="survey-results"),
]
