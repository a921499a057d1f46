"""Addresses of the scoring desk, below ``/office/rounds/<key>/scoring/``."""

from django.urls import path

from gongkai.office.scoring import ballot, desk, gaps, matrix, progress, sheet, votes, worklist

urlpatterns = [
    path("", worklist.index, name="scoring"),
    path("next/", worklist.next_left, name="scoring-next"),
    path("units/<str:code>/", desk.unit_page, name="scoring-unit"),
    path("matrix/", matrix.index, name="scoring-matrix"),
    path("progress/", progress.index, name="scoring-progress"),
    path("gaps/", gaps.index, name="scoring-gaps"),
    path("votes/", votes.index, name="scoring-votes"),
    path("sheet/", sheet.page, name="scoring-sheet"),
    path("sheet/file/", sheet.file, name="scoring-sheet-file"),
    path("ballot/", ballot.index, name="scoring-ballot"),
]
