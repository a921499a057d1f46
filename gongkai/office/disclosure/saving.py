"""Saving a draft: what the buttons of the editor and its script share (``office.autosaving``).

422 ``edition.invalid`` is answered for what is typed wrongly, 409 for a refusal with the code of
the action, ``edition.overtaken`` and ``edition.state`` among them.
"""

from typing import TYPE_CHECKING

from django.http import HttpRequest, JsonResponse, QueryDict
from django.utils.translation import gettext

from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.disclosure.actions import drafting
from gongkai.disclosure.queries.items import edition_in_work
from gongkai.office.autosaving import opened_on, refusal, saved
from gongkai.office.disclosure import drafts
from gongkai.office.disclosure.finding import item_of
from gongkai.rules.publishing.values import EditionState
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.disclosure.models import Edition, Item


def basis(post: QueryDict, edition: "Edition") -> tuple[tuple[str, str], ...]:
    """Return what the form sends along of what it was opened on.

    A form shown again keeps what it came with: told once that others saved in between, nobody
    overwrites them by pressing again.
    """
    present = {"version": str(edition.version), "edition": str(edition.number)}
    return tuple((name, post.get(name, value)) for name, value in present.items())


def save(post: QueryDict, edition: "Edition", draft: drafts.Draft, by: Viewer) -> "Edition":
    """Save what was typed, unless the editor was opened on another edition of the item.

    Raises:
        Refused: see :func:`gongkai.disclosure.actions.drafting.save_draft`.
    """
    number = str(edition.number)
    if post.get("edition", number) != number:
        raise Refused(
            gettext(
                "您打开的那一版已办结，现在起草的是第 %(number)s 版，没有保存。"
                "请复制您修改的文字，刷新页面后再改。"
            )
            % {"number": number},
            code="edition.overtaken",
        )
    version = opened_on(post.get("version", ""))
    return drafting.save_draft(edition.pk, version=version, said=draft.said, by=by)


def answer(request: HttpRequest, key: str) -> JsonResponse:
    """Save for the script: the new version and the moment (HH:MM of the office), or why not.

    Raises:
        Http404: there is no such item, or not for this viewer.
    """
    item = item_of(request, key)
    edition = edition_in_work(item)
    if edition is None:
        return refusal("edition.state", gettext("这一版已办结，没有保存。请回到事项页查看。"))
    draft = drafts.typed(request.POST, item, edition)
    if draft.errors and edition.state == EditionState.DRAFT:
        return _wrong(draft, item, edition)
    try:
        made = save(request.POST, edition, draft, viewer(request))
    except Refused as refused:
        return refusal(refused.code or "refused", refused.message)
    return saved(made.version, made.saved_at)


def _wrong(draft: drafts.Draft, item: "Item", edition: "Edition") -> JsonResponse:
    """Name each field that is typed wrongly, with the mend."""
    fields = [one for one in ui.leaves(drafts.parts(draft, item, edition)) if one.error]
    words = "；".join(
        gettext("%(label)s：%(error)s") % {"label": one.label, "error": one.error} for one in fields
    )
    return refusal(
        "edition.invalid",
        f"{ui.ErrorSummary.of(fields).heading}。{words}",
        status=422,
        errors={one.name: one.error for one in fields},
    )
