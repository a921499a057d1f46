"""Addresses of self-assessment, below ``/office/rounds/<key>/self/``."""

from django.urls import path

from gongkai.office.selfing import choosing, claims, listing, page, pieces, reporting, saving

urlpatterns = [
    path("", listing.index, name="round-self"),
    path("<str:code>/", page.page, name="self"),
    path("<str:code>/next/", page.next_missing, name="self-next"),
    path("<str:code>/carry/", pieces.carry, name="self-carry"),
    path("<str:code>/text/", reporting.text, name="self-text"),
    path("<str:code>/submit/", reporting.submit, name="self-submit"),
    path("<str:code>/sign/", reporting.sign, name="self-sign"),
    path("<str:code>/return/", reporting.give_back, name="self-return"),
    path("<str:code>/report.docx", reporting.paper, name="self-paper"),
    path("<str:code>/items/<str:item>/", saving.save, name="self-item"),
    path("<str:code>/items/<str:item>/evidence/", pieces.add, name="self-evidence-add"),
    path("<str:code>/items/<str:item>/choose/", choosing.choose, name="self-choose"),
    path("<str:code>/items/<str:item>/claim/", claims.claim, name="self-claim"),
    path("<str:code>/claims/<int:claim_id>/", claims.settle, name="self-claim-settle"),
    path("<str:code>/evidence/<int:evidence_id>/", pieces.file, name="self-evidence"),
    path("<str:code>/evidence/<int:evidence_id>/remove/", pieces.remove, name="self-remove"),
]
