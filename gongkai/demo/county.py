"""Making the demo county: units, people, two years of items, and work under way today."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from gongkai.core.access import Viewer
from gongkai.core.actions import acting
from gongkai.core.models import (
    Assignment,
    Body,
    BodyKind,
    Membership,
    Person,
    Role,
    Unit,
)
from gongkai.core.roles import install_roles
from gongkai.demo.people import PEOPLE, PlannedPerson, planned_units
from gongkai.demo.registers import entries
from gongkai.demo.reporting import reports
from gongkai.demo.standing import standing_items
from gongkai.demo.undisclosed import keep_back
from gongkai.demo.villages import affairs
from gongkai.demo.work import begin_work
from gongkai.demo.writing import Written, write
from gongkai.disclosure.actions.taking_over import Former, take_over
from gongkai.disclosure.content import Content

ZONE = ZoneInfo("Asia/Shanghai")
SINCE = date(2020, 1, 1)


def make_county(now: datetime) -> int:
    """Make the county in an empty database and return how many items it published.

    All of it or nothing: a county half made would be taken for a finished one next time.
    """
    by = Viewer.system("示例县", now)
    with transaction.atomic():
        install_roles()
        plant_units(by)
        settle_people(by)
        until = now.astimezone(ZONE).date() - timedelta(days=1)
        # What names others by its place in the list comes first.
        published = (
            *write(until),
            *entries(until),
            *standing_items(until),
            *reports(until),
            *affairs(until),
        )
        take_over([_former(one) for one in published], by=by)
        begin_work(now)
        keep_back(now)
    return len(published)


def exists() -> bool:
    """Whether the database holds any unit: then it is somebody's, and nothing is made."""
    return Unit.objects.exists()


def plant_units(by: Viewer) -> None:
    """Make the tree of units, with what the public guide says of each."""
    made: dict[str, Unit] = {}
    with acting(by) as act:
        act.require("units.manage")
        for position, plan in enumerate(planned_units()):
            above = made.get(plan.above)
            unit = Unit.objects.create(
                code=plan.code,
                name=plan.name,
                short_name=plan.name.replace("示例县", "县", 1),
                kind=plan.kind,
                level=plan.level,
                group=plan.group,
                parent=above,
                path="/",
                position=position,
                since=SINCE,
                address=f"示例县示例路 {position + 1} 号",
                office_hours="工作日 8:30—12:00，14:00—17:30",
                phone=f"0000-1234{position + 10:03}",
                functions=plan.functions,
            )
            unit.path = f"{above.path if above else '/'}{unit.pk}/"
            unit.save(update_fields=["path"])
            made[plan.code] = unit
            act.event("unit.create", unit, unit_path=unit.path)


def settle_people(by: Viewer) -> None:
    """Make the people, their roles, and the working body the guide names."""
    units = {unit.code: unit for unit in Unit.objects.all()}
    roles = {role.code: role for role in Role.objects.all()}
    with acting(by) as act:
        act.require("people.manage")
        for plan in PEOPLE:
            person = _person(plan, units, by)
            at = units[plan.at or plan.unit]
            Assignment.objects.create(
                person=person, role=roles[plan.role], unit=at, subtree=True, since=SINCE
            )
            act.event("person.create", person, unit_path=person.unit.path)
        office = units["xian-zhengwu"]
        body = Body.objects.create(
            unit=units["xian"],
            kind=BodyKind.WORKING_BODY,
            name="示例县人民政府办公室政务公开股",
            since=SINCE,
        )
        for position, name in enumerate(("孙八", "陈三")):
            Membership.objects.create(
                body=body, unit=office, name=name, post="工作人员", position=position, since=SINCE
            )
        act.event("body.create", body, unit_path=office.path)


def _person(plan: PlannedPerson, units: dict[str, Unit], by: Viewer) -> Person:
    """Make an account without a password: demo mode signs in by a click, nothing else does."""
    person = Person(username=plan.username, name=plan.name, unit=units[plan.unit], created_at=by.at)
    person.set_unusable_password()
    person.save()
    return person


def _former(one: Written) -> Former:
    effective = one.issued_on + timedelta(days=30) if one.valid_for is not None else None
    said = Content(
        title=one.title,
        body_html=one.body_html,
        document_number=one.document_number,
        issuer=one.issuer,
        issued_on=one.issued_on,
        keywords=one.keywords,
        effective_on=effective,
        expires_on=_years_on(effective, one.valid_for),
        details=one.details,
        contact=one.contact,
    )
    return Former(
        unit=one.unit,
        category=one.category,
        content_type=one.content_type,
        said=said,
        published_at=one.published_at,
        interprets=one.interprets,
        repeals=one.repeals,
    )


def _years_on(day: date | None, years: int | None) -> date | None:
    if day is None or years is None:
        return None
    return date(day.year + years, day.month, min(day.day, 28))
