"""Addresses of the disclosure screens, below ``/office/disclosure/``."""

from django.urls import path

from gongkai.office.disclosure import (
    acts,
    bulk,
    bundle,
    bundles,
    duties,
    duty_views,
    editing,
    item,
    listing,
    papers,
    reading,
    starting,
    validity,
    waiving,
)

urlpatterns = [
    path("", listing.index, name="items"),
    path("bulk/", bulk.bulk, name="items-bulk"),
    path("bulk/done/", bulk.done, name="items-bulk-done"),
    path("new/", starting.start, name="item-start"),
    path("items/<str:key>/", item.item, name="item"),
    path("items/<str:key>/edit/", editing.edit, name="item-edit"),
    path("items/<str:key>/draft/", editing.change_draft, name="item-draft"),
    path("items/<str:key>/upload/", editing.upload, name="item-upload"),
    path("items/<str:key>/files/<int:file_id>/", editing.change_file, name="item-file"),
    path("items/<str:key>/download/<int:file_id>/", reading.download, name="item-download"),
    path("items/<str:key>/preview/", reading.preview, name="item-preview"),
    path("items/<str:key>/act/", acts.act, name="item-act"),
    path("items/<str:key>/new-edition/", acts.start_edition, name="item-new-edition"),
    path("items/<str:key>/page/", acts.page, name="item-page"),
    path("items/<str:key>/validity/", validity.note, name="item-validity"),
    path("items/<str:key>/validity/<int:event_id>/void/", validity.void, name="item-validity-void"),
    path("items/<str:key>/approval/<int:number>/", papers.approval, name="item-approval"),
    path("bundles/", bundles.index, name="bundles"),
    path("bundles/new/", bundles.new, name="bundle-new"),
    path("bundles/<int:bundle_id>/", bundle.bundle, name="bundle"),
    path("bundles/<int:bundle_id>/act/", bundles.act, name="bundle-act"),
    path("bundles/<int:bundle_id>/list/", bundle.work_list, name="bundle-list"),
    path("duties/", duties.index, name="duties"),
    path("duties/month/", duty_views.month, name="duties-month"),
    path("duties/units/", duty_views.by_unit, name="duties-units"),
    path("duties/waive/", waiving.waive, name="duty-waive"),
]
