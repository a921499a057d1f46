"""Addresses of appeals, below ``/office/rounds/<key>/appeals/``."""

from django.urls import path

from gongkai.office.appeals import appeal, index, papers

urlpatterns = [
    path("", index.index, name="appeals"),
    path("new/", index.new, name="appeal-new"),
    path("<int:appeal_id>/", appeal.appeal, name="appeal"),
    path("<int:appeal_id>/file/", papers.file, name="appeal-file"),
    path("<int:appeal_id>/letter/", papers.letter, name="appeal-letter"),
]
