"""Rows of people. Accounts are opened with temporary passwords; roles are granted elsewhere."""

from collections.abc import Callable

from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.core.actions.people import create_person, edit_person
from gongkai.core.importing.reading import Row
from gongkai.core.importing.units import unit_of
from gongkai.core.models import Person


def doing(
    passwords: list[tuple[str, str, str]], *, with_passwords: bool
) -> Callable[[Row, Viewer], tuple[bool, bool]]:
    """Return what does a row; temporary passwords of new accounts are added to ``passwords``.

    Hashing one is slow, as it should be, so trying out does without.
    """

    def do(row: Row, by: Viewer) -> tuple[bool, bool]:
        unit = unit_of(row.text("unit"), "unit")
        username = row.text("username").lower()
        present = Person.objects.select_related("unit").filter(username__iexact=username).first()
        if present is not None:
            return False, _edit(row, present, unit.pk, by)
        opened = create_person(
            username,
            name=row.text("name"),
            unit_id=unit.pk,
            phone=row.text("phone"),
            email=row.text("email"),
            with_password=with_passwords,
            by=by,
        )
        passwords.append((username, opened.person.name, opened.password))
        return True, False

    return do


def _edit(row: Row, present: Person, unit_id: int, by: Viewer) -> bool:
    if present.unit_id != unit_id:
        raise Refused(
            gettext("他现在属于“%(unit)s”；调动请在人员页面办理，角色会随之结束。")
            % {"unit": present.unit},
            "unit",
        )
    about = {
        "name": row.text("name"),
        "phone": row.text("phone") or present.phone,
        "email": row.text("email") or present.email,
    }
    edit_person(present.pk, by=by, **about)
    return any(getattr(present, key) != value for key, value in about.items())
