"""The page of an item in the office: where it stands, who must act, what was done."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from gongkai.core import verbs
from gongkai.core.access import Viewer, viewer
from gongkai.disclosure import rulebook
from gongkai.disclosure.queries.items import (
    edition_in_work,
    editions_of,
    live_edition,
    timeline,
)
from gongkai.disclosure.readable import shown_files
from gongkai.disclosure.workflow import Standing, standing
from gongkai.office.disclosure.changing import note_form, reassessment_part, requests_part
from gongkai.office.disclosure.channel_record import channels_part
from gongkai.office.disclosure.comparing import compared
from gongkai.office.disclosure.editor_parts import findings
from gongkai.office.disclosure.finding import item_of
from gongkai.office.disclosure.item_forms import (
    page_forms,
    release_forms,
    review_forms,
    urgent_forms,
)
from gongkai.office.disclosure.reading import body_in_office, details_in_office
from gongkai.office.disclosure.relating import relations_part, why_closed
from gongkai.office.disclosure.validity import validity_part
from gongkai.office.disclosure.words import (
    attribute_label,
    category_title,
    page_badge,
    state_badge,
    type_title,
)
from gongkai.rules.publishing.editions import Transition
from gongkai.rules.publishing.reviews import Phase
from gongkai.rules.publishing.values import Attribute, Availability, EditionState
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.known import in_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongkai.disclosure.models import Edition, Item


@requires("disclosure.view")
def item(request: HttpRequest, key: str) -> HttpResponse:
    """Show an item with its edition in work and its live one."""
    found, asker = item_of(request, key), viewer(request)
    work, live = edition_in_work(found), live_edition(found)
    shown = work or live or next(iter(editions_of(asker, found)), None)
    owed = live if live is not None and live.urgent_reason and not live.reviewed_after_at else None
    acted_on = work or owed
    stands = standing(found, acted_on) if acted_on is not None else None
    context = {
        "item": found,
        "edition": shown,
        "heading": str(shown) if shown is not None else found.key,
        "badges": _badges(found, work),
        "summary": _summary(found, shown),
        "breadcrumb": ui.Breadcrumb.to(
            str(shown or found.key), (gettext("公开事项"), reverse("items"))
        ),
        "timeline": _timeline(asker, found),
        "public_href": f"/item/{found.key}/" if live is not None else "",
        "pages": page_forms(found, asker),
        "may_file": not why_closed(found, work, asker),
        "relations": relations_part(found, work, asker),
        "validity": validity_part(found, live, asker),
        "channels": channels_part(found, asker) if found.first_published_at else None,
        "may_write": asker.decide("disclosure.write", found.unit.path),
        "requests": requests_part(found, asker),
        "change": _change(found, work, live, asker),
        "change_title": _change_title(work, live),
        "reassessment": reassessment_part(found, asker),
        **(_work(stands, live, asker) if stands is not None else {}),
    }
    return render(request, "disclosure/item.html", context)


def _change(
    found: "Item", work: "Edition | None", live: "Edition | None", asker: Viewer
) -> ui.Form | None:
    """Return the form that begins a new edition, or notes a request while one is in work."""
    may_start = _may_start(found, work, live, asker)
    may_note = live is not None and asker.may("disclosure.write", found.unit.path)
    return note_form(found, asker, may_start=may_start) if may_start or may_note else None


def _change_title(work: "Edition | None", live: "Edition | None") -> str:
    if live is not None:
        return gettext("登记修改请求") if work else gettext("修改已公开的内容")
    return gettext("重新起草")


def _may_start(
    found: "Item", work: "Edition | None", live: "Edition | None", asker: Viewer
) -> bool:
    """Whether a new edition may be begun: of what is live, or may be public by now."""
    is_open = live is not None or (
        found.availability == Availability.UNPUBLISHED and found.attribute == Attribute.PUBLIC
    )
    return work is None and is_open and asker.may("disclosure.write", found.unit.path)


def _work(stands: Standing, live: "Edition | None", asker: Viewer) -> dict[str, object]:
    """What an edition in work adds to the page: steps, change, findings, what may be done."""
    kind = rulebook.pack().content_type(stands.item.content_type)
    edition = stands.edition
    base = live if live is not None and live.pk != edition.pk else None
    review, release = review_forms(stands, asker), release_forms(stands, asker)
    return {
        "stands": stands,
        "steps": steps(stands),
        "body": body_in_office(stands.item, edition),
        "details": details_in_office(edition, level=3),
        "is_draft": edition.state == EditionState.DRAFT,
        "compared": compared(base, edition, kind),
        "is_first": base is None,
        "findings": findings(stands, stands.item),
        "checked": stands.findings.checked,
        "review": review,
        "release": release,
        "urgent": urgent_forms(stands, asker),
        "handles": any(_open(form) for form in (*review, *release)),
        "files": _files(edition, stands.item),
    }


def _open(form: ui.Form) -> bool:
    """Whether a form decides something now; taking one's own submission back decides nothing."""
    return any(
        isinstance(one, ui.Button)
        and not one.disabled_reason
        and one.value != Transition.WITHDRAW_SUBMISSION
        for one in form.buttons
    )


def steps(stands: Standing) -> ui.Steps:
    """Return the chain with what is signed, whose turn it is, and what is still to come."""
    review = stands.review
    drafting = ui.StepState.CURRENT if review.phase in _AT_DESK else ui.StepState.DONE
    made = [ui.Step(stands.chain.drafting, drafting)]
    for one in review.steps:
        if not one.needed:
            continue
        who = in_language(one.step.who.label)
        if one.signature is not None:
            note = f"{timezone.localtime(one.signature.at):%m-%d %H:%M}"
            made.append(ui.Step(one.step.title, ui.StepState.DONE, note))
        elif review.awaited is not None and review.awaited.id == one.step.id:
            made.append(ui.Step(one.step.title, ui.StepState.CURRENT, who))
        else:
            made.append(ui.Step(one.step.title, note=who))
    done = stands.facts.state is EditionState.LIVE
    waiting = review.phase is Phase.COMPLETE and not done
    last = ui.StepState.DONE if done else ui.StepState.CURRENT if waiting else ui.StepState.TODO
    return ui.Steps(gettext("审核流程"), (*made, ui.Step(stands.chain.publishing, last)))


_AT_DESK = frozenset({Phase.NOT_SUBMITTED, Phase.RETURNED})


def _badges(found: "Item", work: "Edition | None") -> ui.Cluster:
    shown = [page_badge(found.availability)]
    if work is not None:
        shown.append(state_badge(work.state))
    return ui.Cluster(tuple(shown))


def _summary(found: "Item", shown: "Edition | None") -> ui.Summary:
    rows: list[tuple[str, ui.Value]] = [
        (gettext("单位"), found.unit.name),
        (gettext("类别"), category_title(found.category)),
        (gettext("体裁"), type_title(found.content_type)),
        (gettext("公开属性"), _attribute(found)),
        (gettext("索引号"), found.index_number or gettext("发布时编号")),
    ]
    if shown is not None:
        rows += [
            (gettext("文号"), shown.document_number),
            (gettext("成文日期"), shown.issued_on),
            (gettext("版本"), gettext("第 %(number)s 版") % {"number": shown.number}),
        ]
    if found.availability in {Availability.WITHDRAWN, Availability.GONE}:
        rows.append((gettext("撤下说明"), found.notice))
    return ui.Summary.of(*((term, value) for term, value in rows if value))


def _attribute(found: "Item") -> str:
    words = [attribute_label(found.attribute)]
    if found.attribute_reason:
        words.append(rulebook.pack().reason(found.attribute_reason).title)
    return "：".join(words)


def _files(edition: "Edition", found: "Item") -> ui.FileList:
    shown = shown_files(edition)
    return ui.FileList(
        tuple(
            ui.Attached(
                one.name,
                reverse("item-download", args=[found.key, one.pk]),
                one.file.size,
                one.shown_as,
            )
            for one in shown
        ),
        gettext("附件"),
    )


def _timeline(asker: Viewer, found: "Item") -> ui.Timeline:
    """What was done, the newest first, with what reviewers said."""
    moments = [
        ui.Moment(
            at=event.at,
            title=told,
            who=_who(event.actor_name, event.on_behalf_of),
            note=_note(event.verb, event.data, told),
        )
        for event in timeline(asker, found)
        for told in (verbs.sentence(event),)
    ]
    return ui.Timeline(tuple(reversed(moments)), gettext("办理记录"))


def _note(verb: str, data: "Mapping[str, object]", told: str) -> str:
    """Return what somebody gave as a reason; of an attribute it is a ground of the pack.

    Nothing where the sentence above says it already.
    """
    reason = str(data.get("reason", ""))
    if reason and reason in told:
        return ""
    if verb not in {"item.attribute", "item.reassess"}:
        return reason
    known = {one.id: one.title for one in rulebook.pack().reasons}
    attribute = str(data.get("attribute", ""))
    label = attribute_label(attribute) if attribute in set(Attribute) else ""
    return "：".join(word for word in (label, known.get(reason, reason)) if word)


def _who(name: str, on_behalf_of: str) -> str:
    return (
        gettext("%(name)s（代%(other)s）") % {"name": name, "other": on_behalf_of}
        if (on_behalf_of)
        else name
    )
