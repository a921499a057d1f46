"""Rows of rosters: a body where there is none of this name, and a seat in it."""

from django.db.models import Q

from gongkai.core.access import Viewer
from gongkai.core.actions.bodies import BodyDraft, MemberDraft, create_body, join_body
from gongkai.core.importing.reading import Row
from gongkai.core.importing.units import unit_of, value_of
from gongkai.core.models import Body, BodyKind, Person, Unit


def do(row: Row, by: Viewer) -> tuple[bool, bool]:
    """Give the person of a row the seat it says; who has it already keeps it."""
    unit = unit_of(row.text("unit"), "unit")
    kind = value_of(row.text("kind"), BodyKind.choices, "kind")
    other = row.text("member_unit")
    member_unit = unit_of(other, "member_unit") if other else unit
    body = _body(row, unit, kind, by)
    until = row.day("until") if row.text("until") else None
    same = body.memberships.filter(name=row.text("name"), unit=member_unit, post=row.text("post"))
    open_ = Q(until=None) if until is None else Q(since=row.day("since"), until=until)
    if same.filter(open_).exists():
        return False, False
    account = Person.objects.filter(
        name=row.text("name"), unit=member_unit, is_active=True
    ).values_list("pk", flat=True)
    draft = MemberDraft(
        row.text("name"),
        row.text("post"),
        member_unit.pk,
        row.text("phone"),
        account[0] if len(account) == 1 else None,
    )
    join_body(body.pk, draft, since=row.day("since"), until=until, by=by)
    return True, False


def _body(row: Row, unit: Unit, kind: str, by: Viewer) -> Body:
    present = Body.objects.filter(unit=unit, kind=kind, name=row.text("body"), until=None).first()
    if present is not None:
        return present
    draft = BodyDraft(kind, row.text("body"))
    return create_body(unit.pk, draft, since=row.day("since"), by=by)
