"""Addresses of approval and what follows at once, below ``/office/rounds/<key>/``."""

from django.urls import path

from gongkai.office.approving import approval, late, papers, receiving, revision, revisions

urlpatterns = [
    path("approval/", approval.approval, name="approval"),
    path("approval/late/", late.late, name="late-finding"),
    path("approval/letters.zip", papers.letters, name="round-letters"),
    path("approval/target.xlsx", papers.target, name="round-target"),
    path("units/<str:code>/letter/", papers.letter, name="round-letter"),
    path("units/<str:code>/receive-result/", receiving.receive, name="round-receive-result"),
    path("revisions/", revisions.index, name="revisions"),
    path("revisions/<int:revision_id>/", revision.revision, name="revision"),
]
