"""The editor of a draft: one form, its files, what the checks found, and submission."""

import re
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.disclosure import content
from gongkai.disclosure.actions import checking, drafting, files, importing, readable, reviewing
from gongkai.disclosure.queries.imports import underway
from gongkai.disclosure.readable import being_read
from gongkai.disclosure.rulebook import fields_of
from gongkai.disclosure.workflow import Standing, standing
from gongkai.office.autosaving import by_script
from gongkai.office.disclosure import drafts, masking, saving
from gongkai.office.disclosure.details import RowStep, drawing, step_in
from gongkai.office.disclosure.editor_parts import (
    attribute_form,
    discard_form,
    file_rows,
    findings,
    import_notice,
    pictures,
    upload_form,
)
from gongkai.office.disclosure.finding import draft_of
from gongkai.office.disclosure.relating import EDITOR, relations_part
from gongkai.office.disclosure.words import category_title, state_badge, type_title
from gongkai.policy.disclosure import FieldKind
from gongkai.rules.flows import read_flow
from gongkai.rules.publishing.editions import Transition, available
from gongkai.rules.publishing.values import Attribute, EditionState
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say
from gongkai.ui.known import in_language

if TYPE_CHECKING:
    from gongkai.disclosure.models import Edition, Item


@requires("disclosure.write")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Show the editor; save, check and submit what is typed in it."""
    if by_script(request):
        return saving.answer(request, key)
    item, edition = draft_of(request, key)
    if edition.state != EditionState.DRAFT:
        return HttpResponseRedirect(reverse("item", args=[key]))
    if request.method != "POST":
        return _page(request, item, edition, drafts.stored(edition))
    draft = drafts.typed(request.POST, item, edition)
    if draft.errors:
        return _page(request, item, edition, draft, status=422)
    try:
        return _save(request, item, edition, draft)
    except Refused as refused:
        if _sent_already(edition, draft):
            return HttpResponseRedirect(reverse("item", args=[key]))
        return _page(request, item, edition, draft, refused, status=409)


def _sent_already(edition: "Edition", draft: drafts.Draft) -> bool:
    """Whether this very text went into review meanwhile: the button was pressed twice."""
    edition.refresh_from_db()
    sent = edition.state == EditionState.IN_REVIEW
    return sent and not content.write(edition, draft.said)


def _save(
    request: HttpRequest, item: "Item", edition: "Edition", draft: drafts.Draft
) -> HttpResponse:
    asker, post = viewer(request), request.POST
    saved = saving.save(post, edition, draft, asker)
    if "submit" in post:
        return _submit(request, item, saved, asker)
    step = step_in(post.dict())
    if step is not None:
        return HttpResponseRedirect(_after_step(post, item, step))
    if "mask" in post:
        masking.mask(request, saved)
    elif "check" in post:
        found = checking.run_checks(saved.pk, by=asker)
        if being_read(saved):
            return HttpResponseRedirect(reverse("item-reading", args=[item.key]))
        words = gettext("发现 %(count)s 处，见下方。") if found.found else gettext("没有发现问题。")
        say(request, gettext("检查完毕，%(what)s") % {"what": words % {"count": len(found.found)}})
    else:
        say(request, gettext("已保存。"))
    return HttpResponseRedirect(reverse("item-edit", args=[item.key]))


def _after_step(post: QueryDict, item: "Item", step: RowStep) -> str:
    """Return where the editor is opened again: at the rows, with one more where that was asked."""
    more = ""
    if step.act == "add":
        names = re.compile(rf"{re.escape(step.name)}-(\d{{1,4}})-")
        last = max((int(found[1]) for one in post if (found := names.match(one))), default=0)
        more = "?" + urlencode({"rows": f"{step.name}:{last + 1}"})
    return f"{reverse('item-edit', args=[item.key])}{more}#{step.anchor}"


def _rows_asked_for(request: HttpRequest) -> dict[str, int]:
    name, _, number = request.GET.get("rows", "").rpartition(":")
    asked = number.isascii() and number.isdigit() and len(number) < 4
    return {name: int(number)} if asked else {}


@requires("disclosure.write")
def chart(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """Draw a flow chart of the draft as it is saved, with what is still to be mended in it."""
    item, edition = draft_of(request, key)
    specs = {one.id: one for one in fields_of(item.content_type)}
    spec = specs.get(name)
    if spec is None or spec.kind is not FieldKind.FLOW:
        raise Http404(gettext("没有这张流程图。"))
    parts = drawing(spec.title, read_flow(edition.details.get(name)))
    return render(request, "disclosure/chart.html", {"parts": parts})


def _submit(
    request: HttpRequest, item: "Item", saved: "Edition", asker: Viewer
) -> HttpResponseRedirect:
    """Check and submit; what stands in the way is said in the editor, with the mend.

    The checks are an action of their own, so their findings stay when submission is refused.
    """
    checking.run_checks(saved.pk, by=asker)
    try:
        reviewing.submit(saved.pk, version=saved.version, by=asker)
    except Refused as refused:
        if refused.code == "edition.blocking" and being_read(saved):
            return HttpResponseRedirect(reverse("item-reading", args=[item.key]))
        say(request, gettext("还不能送审"), refused.message, ui.Tone.BAD)
        return HttpResponseRedirect(reverse("item-edit", args=[item.key]))
    say(request, gettext("已送审。办理进度见本页。"))
    return HttpResponseRedirect(reverse("item", args=[item.key]))


def _page(
    request: HttpRequest,
    item: "Item",
    edition: "Edition",
    draft: drafts.Draft,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    stands = standing(item, edition)
    parts = drafts.parts(draft, item, edition, _rows_asked_for(request))
    form = ui.Form(
        ui.leaves(parts),
        _buttons(stands, viewer(request)),
        general=(refused.message,) if refused else (),
        label=gettext("稿件"),
        hidden=saving.basis(request.POST, edition),
        autocomplete="off",
        drawn=parts,
    )
    context = {
        "item": item,
        "edition": edition,
        "heading": str(edition),
        "badge": state_badge(edition.state),
        "form": form,
        "draft": f"{viewer(request).person_id}-{item.key}-{edition.number}",
        "unsaved": status != 200,
        "refusal": refused.code if refused else "",
        "steps": _chain(stands),
        "returned": stands.review.returned,
        "findings": findings(stands, item, ui.leaves(parts)),
        "checked": stands.findings.checked,
        "may_mask": masking.is_offered(stands),
        "imported": import_notice(edition, item),
        "underway": underway(viewer(request), edition),
        **_beside(stands, viewer(request)),
    }
    return render(request, "disclosure/edit.html", context, status=status)


def _beside(stands: Standing, asker: Viewer) -> dict[str, object]:
    """Return what stands around the text: the files, where the item belongs, the way here."""
    item, edition = stands.item, stands.edition
    return {
        "files": file_rows(edition, item),
        "upload": upload_form(item),
        "pictures": pictures(edition, item),
        "attribute": attribute_form(item),
        "discard": discard_form(stands),
        "relations": relations_part(item, edition, asker, EDITOR),
        "about": ui.Summary.of(
            (gettext("单位"), item.unit.name),
            (gettext("类别"), category_title(item.category)),
            (gettext("体裁"), type_title(item.content_type)),
        ),
        "breadcrumb": ui.Breadcrumb.to(
            gettext("起草"),
            (gettext("公开事项"), reverse("items")),
            (str(edition), reverse("item", args=[item.key])),
        ),
    }


def _buttons(stands: Standing, asker: Viewer) -> tuple[ui.Button | ui.Link, ...]:
    why_not = available(Transition.SUBMIT, stands.facts, stands.attempt(asker, Transition.SUBMIT))
    # What is missing may just have been typed: only what typing cannot mend disables the button.
    blocked = why_not.reason if why_not and why_not.code == "edition.permission" else ""
    return (
        ui.Button.primary(gettext("保存"), "save", "1"),
        ui.Button(gettext("保存并检查"), "check", "1", novalidate=True),
        *((masking.button(),) if masking.is_offered(stands) else ()),
        ui.Button(gettext("保存并送审"), "submit", "1", disabled_reason=blocked),
        ui.Link(gettext("预览"), reverse("item-preview", args=[stands.item.key])),
    )


def _chain(stands: Standing) -> ui.Steps:
    """Who will look at it, in order."""
    return ui.Steps(
        gettext("审核流程"),
        (
            ui.Step(stands.chain.drafting, ui.StepState.CURRENT),
            *(
                ui.Step(one.step.title, note=in_language(one.step.who.label))
                for one in stands.review.steps
                if one.needed
            ),
            ui.Step(stands.chain.publishing),
        ),
    )


@requires("disclosure.write")
@require_POST
def change_file(request: HttpRequest, key: str, file_id: int) -> HttpResponse:
    """Describe, mask, read again or remove a file of the draft."""
    item, edition = draft_of(request, key)
    asker, post = viewer(request), request.POST
    if not edition.attachments.filter(pk=file_id).exists():
        raise Refused(gettext("这一稿没有这个文件，可能已被移除。请刷新页面。"))
    try:
        if "remove" in post:
            files.remove_file(file_id, by=asker)
            say(request, gettext("已移除。"))
        elif "read" in post:
            readable.read_again(file_id, by=asker)
            return HttpResponseRedirect(reverse("item-reading", args=[item.key]))
        elif "mask" in post:
            copy = files.mask_attachment(file_id, by=asker)
            say(
                request,
                gettext("已生成脱敏副本“%(name)s”，公开时用它代替原件。") % {"name": copy.name},
            )
        else:
            files.describe_file(file_id, description=post.get("description", ""), by=asker)
            say(request, gettext("说明已保存。"))
    except Refused as refused:
        say(request, gettext("没有处理"), refused.message, ui.Tone.BAD)
    return HttpResponseRedirect(reverse("item-edit", args=[item.key]) + "#files")


@requires("disclosure.write")
@require_POST
def change_draft(request: HttpRequest, key: str) -> HttpResponse:
    """Decide the attribute, accept the import report, answer for a finding, discard the draft."""
    item, edition = draft_of(request, key)
    asker, post = viewer(request), request.POST
    target = reverse("item-edit", args=[item.key])
    try:
        if "attribute" in post:
            drafting.decide_attribute(
                edition.pk,
                attribute=Attribute(post["attribute"])
                if post["attribute"] in set(Attribute)
                else Attribute.PUBLIC,
                reason=post.get("reason", ""),
                note=post.get("note", ""),
                by=asker,
            )
            say(request, gettext("公开属性已保存。"))
        elif "accept" in post:
            importing.accept_import(edition.pk, report=post["accept"], by=asker)
            say(request, gettext("已确认导入报告。"))
        elif "finding" in post:
            checking.acknowledge_finding(
                edition.pk,
                post["finding"],
                reason=post.get(f"reason-{post['finding']}", ""),
                by=asker,
            )
            say(request, gettext("已记下保留的理由。"))
        elif "discard" in post:
            drafting.discard(edition.pk, reason=post.get("reason", ""), by=asker)
            say(request, gettext("草稿已作废。"))
            target = reverse("items")
    except Refused as refused:
        say(request, gettext("没有处理"), refused.message, ui.Tone.BAD)
    return HttpResponseRedirect(target)
