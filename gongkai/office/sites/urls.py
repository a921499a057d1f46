"""Addresses of demonstration sites, below ``/office/sites/``."""

from django.urls import path

from gongkai.office.sites import designating, listing, page, papers, recording

urlpatterns = [
    path("", listing.index, name="sites"),
    path("new/", designating.new, name="site-new"),
    path("record/", recording.record, name="site-record"),
    path("evaluations/<str:key>/", listing.take, name="site-evaluations"),
    path("<int:site_id>/", page.site, name="site"),
    path("events/<int:event_id>/file/", papers.file, name="site-file"),
    path("events/<int:event_id>/notice.docx", papers.notice, name="site-notice"),
]
