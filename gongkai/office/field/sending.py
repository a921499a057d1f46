"""Taking what an inspector's page sends, by its buttons or by its script, once for each key.

The script asks for JSON. Kept or known already: ``{"state": "kept", "at", "notes"}``. Not taken:
409 with a ``code`` and the ``message`` a person reads; ``field`` names where it belongs.
"""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse, QueryDict
from django.utils.timezone import localtime
from django.utils.translation import gettext

from gongkai.assessment.actions.spot import hold_visit, record_finding, record_visit
from gongkai.assessment.current import pack_of
from gongkai.assessment.inspection import form_of
from gongkai.assessment.queries.spot import visits_seen
from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.core.files import FileRefused
from gongkai.office.field.forms import OTHER
from gongkai.office.posting import number
from gongkai.office.spot.typed import read_moment, read_people, read_plan
from gongkai.office.spot.words import lacks

if TYPE_CHECKING:
    from gongkai.assessment.models import RoundUnit, Visit

_OWN_KEY = "key:"


def by_script(request: HttpRequest) -> bool:
    """Whether the page's script sends and wants JSON."""
    return request.headers.get("Accept", "").startswith("application/json")


def take(request: HttpRequest, found: "RoundUnit") -> tuple[str, ...]:
    """Take what was sent; return what it has to be told besides, such as missing kinds of people.

    Raises:
        Refused: with the reason.
        PermissionDenied: not this person's to record.
    """
    if request.POST.get("do") == "finding":
        _take_finding(request, found)
        return ()
    return lacks(pack_of(found.round).scheme, _take_visit(request, found))


def _take_visit(request: HttpRequest, found: "RoundUnit") -> "Visit":
    post, by = request.POST, viewer(request)
    scheme = pack_of(found.round).scheme
    planned = _visit(post, found, by)
    form = form_of(scheme, found.group, planned.form if planned else post.get("form", ""))
    if form is None:
        raise Refused(gettext("这个单位没有这种检查形式。请刷新页面后重选。"), "form")
    people, plan, key = read_people(post, form), read_plan(post), post.get("key", "")
    if planned is not None:
        return hold_visit(planned.pk, key=key, plan=plan, people=people, by=by)
    return record_visit(found.pk, key=key, form=form.id, plan=plan, people=people, by=by)


def _take_finding(request: HttpRequest, found: "RoundUnit") -> None:
    post, by = request.POST, viewer(request)
    photo = request.FILES.get("photo")
    try:
        record_finding(
            found.pk,
            key=post.get("key", ""),
            text=post.get("text", ""),
            item=post.get("item", ""),
            is_problem=post.get("kind") != OTHER,
            place=post.get("place", ""),
            seen_at=read_moment(post),
            visit=_visit(post, found, by),
            photo=(photo.read(), photo.name or "photo.jpg") if photo is not None else None,
            by=by,
        )
    except FileRefused as refused:
        raise Refused(refused.message, "photo") from refused


def _visit(post: QueryDict, found: "RoundUnit", by: Viewer) -> "Visit | None":
    """Return the visit that is named: by its number, or by the key the phone gave it.

    One the phone made and that never arrived is left out; what was found counts all the same.
    """
    named = post.get("visit", "")
    rows = visits_seen(by, found.round).filter(round_unit=found)
    if named.startswith(_OWN_KEY):
        return rows.filter(held_key=named.removeprefix(_OWN_KEY)).exclude(held_key="").first()
    return rows.filter(pk=number(named)).first() if number(named) else None


def answer(request: HttpRequest, found: "RoundUnit") -> JsonResponse:
    """Take what the script sent and say how it went."""
    try:
        notes = take(request, found)
    except Refused as refused:
        said = {
            "code": refused.code or "refused",
            "message": refused.message,
            "field": refused.field,
        }
        return JsonResponse(said, status=409)
    except PermissionDenied as denied:
        return JsonResponse({"code": "denied", "message": str(denied), "field": ""}, status=409)
    at = f"{localtime(viewer(request).at):%H:%M}"
    return JsonResponse({"state": "kept", "at": at, "notes": notes})
