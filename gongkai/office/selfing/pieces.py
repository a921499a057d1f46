"""Evidence: added, removed, carried over, sent."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from gongkai.assessment.actions.selfing import evidence as actions
from gongkai.assessment.actions.selfing.evidence import PieceText
from gongkai.assessment.queries.known import published_key
from gongkai.assessment.queries.selfing import find_piece, open_piece
from gongkai.core.access import viewer
from gongkai.office.posting import day, number, tell, uploaded
from gongkai.office.selfing.finding import address, unit_at
from gongkai.ui.access import requires


@requires("assessment.self")
@require_POST
def add(request: HttpRequest, key: str, code: str, item: str) -> HttpResponse:
    """Add what was sent: a published item, an entry of the ledger, a file, or words."""
    unit, post, asker = unit_at(request, key, code), request.POST, viewer(request)

    def step() -> str:
        file = uploaded(request)
        if post.get("published"):
            actions.add_published(unit.pk, item, key=published_key(post["published"]), by=asker)
        elif post.get("ledger"):
            actions.add_ledger(unit.pk, item, entry_id=number(post["ledger"]), by=asker)
        elif file is not None:
            actions.add_file(unit.pk, item, _text(request), file=file, by=asker)
        else:
            actions.add_words(unit.pk, item, _text(request), by=asker)
        return gettext("佐证已添加。")

    tell(request, step)
    return HttpResponseRedirect(address(unit, item))


def _text(request: HttpRequest) -> PieceText:
    post = request.POST
    on = post.get("on", "").strip()
    return PieceText(
        title=post.get("title", ""),
        on=day(on, "on") if on else None,
        note=post.get("note", ""),
    )


@requires("assessment.self")
@require_POST
def remove(request: HttpRequest, key: str, code: str, evidence_id: int) -> HttpResponse:
    """Remove a piece of evidence."""
    unit, asker = unit_at(request, key, code), viewer(request)
    piece = find_piece(asker, unit, evidence_id)
    if piece is None:
        raise Http404(gettext("没有这件佐证，或者不在您的权限范围内。"))

    def step() -> str:
        actions.remove_evidence(piece.pk, by=asker)
        return gettext("已移除。")

    tell(request, step)
    return HttpResponseRedirect(address(unit, piece.item))


@requires("assessment.self")
@require_POST
def carry(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Bring the evidence of the round before."""
    unit, asker = unit_at(request, key, code), viewer(request)

    def step() -> str:
        found = actions.carry_over(unit.pk, by=asker)
        words = gettext("带来佐证 %(count)s 件。请逐件核对是否还适用。") % {"count": found.carried}
        if not found.carried:
            words = gettext("没有可以带来的佐证，或者已经带来过。")
        if found.left:
            words += gettext("台账 %(count)s 条是上次的工作，没有带来。") % {"count": found.left}
        return words

    tell(request, step)
    return HttpResponseRedirect(address(unit))


@requires("assessment.view")
def file(request: HttpRequest, key: str, code: str, evidence_id: int) -> FileResponse:
    """Send the file of a piece of evidence."""
    piece = find_piece(viewer(request), unit_at(request, key, code), evidence_id)
    opened = open_piece(piece) if piece is not None else None
    if opened is None:
        raise Http404(gettext("没有这个文件，或者不在您的权限范围内。"))
    stored, name, handle = opened
    return FileResponse(handle, as_attachment=True, filename=name, content_type=stored.media_type)
