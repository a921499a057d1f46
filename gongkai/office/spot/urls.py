"""Addresses of the screens of spot checks, below ``/office/rounds/<key>/spot/``."""

from django.urls import path

from gongkai.office.spot import draw, draws, finding, findings, overview, unit, visit

urlpatterns = [
    path("", overview.index, name="spot"),
    path("draws/", draws.index, name="spot-draws"),
    path("draws/new/", draws.new, name="spot-draw-new"),
    path("draws/<int:draw_id>/", draw.draw, name="spot-draw"),
    path("draws/<int:draw_id>/list/", draw.listed, name="spot-draw-list"),
    path("draws/<int:draw_id>/record/", draw.record, name="spot-draw-record"),
    path("units/<str:code>/", unit.unit, name="spot-unit"),
    path("units/<str:code>/record/", unit.record, name="spot-unit-record"),
    path("visits/<int:visit_id>/", visit.visit, name="spot-visit"),
    path("findings/", findings.index, name="spot-findings"),
    path("findings/<int:finding_id>/", finding.finding, name="spot-finding"),
    path("findings/<int:finding_id>/photo/", finding.photo, name="spot-photo"),
]
