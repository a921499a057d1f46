"""Addresses of orders to rectify, below ``/office/rectifications/``."""

from django.urls import path

from gongkai.office.mending import drafting, files, listing, order, papers

urlpatterns = [
    path("", listing.index, name="orders"),
    path("new/", drafting.new, name="order-new"),
    path("statistics/", listing.figures, name="order-figures"),
    path("<int:order_id>/", order.order, name="order"),
    path("<int:order_id>/edit/", drafting.edit, name="order-edit"),
    path("<int:order_id>/notice/", papers.notice, name="order-notice"),
    path("<int:order_id>/lists.docx", papers.lists, name="order-lists"),
    path("<int:order_id>/lists.xlsx", papers.workbook, name="order-workbook"),
    path("<int:order_id>/report/", papers.report, name="order-report"),
    path("files/<int:file_id>/", files.file, name="order-file"),
    path("proposals/<int:proposal_id>/", papers.proposal, name="order-proposal"),
]
