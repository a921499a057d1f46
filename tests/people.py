"""People for tests: the units of 示例县, persons with roles, and signing them in."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.test import Client
from django.utils import timezone

from gongkai.core.access import Viewer, viewer_of
from gongkai.core.actions.sessions import start_session
from gongkai.core.models import Assignment, Person, Role, Unit
from gongkai.core.roles import install_roles

SINCE = date(2020, 1, 1)
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai
PASSWORD = "Shifan-2026"
SYSTEM = Viewer.system("测试", NOW)

# code, name, short name, kind, level, code of the unit above
TREE = (
    ("xian", "示例县人民政府", "示例县", "government", "county", ""),
    ("caizheng", "示例县财政局", "县财政局", "bureau", "county", "xian"),
    ("yusuan", "示例县财政局预算股", "预算股", "section", "county", "caizheng"),
    ("minzheng", "示例县民政局", "县民政局", "bureau", "county", "xian"),
    ("qingshan", "青山乡人民政府", "青山乡", "township", "township", "xian"),
    ("qingshan-dongcun", "青山乡东村村民委员会", "东村", "village", "township", "qingshan"),
)


def plant(*rows: tuple[str, str, str, str, str, str]) -> dict[str, Unit]:
    """Make units as they stand in a table, the higher ones first."""
    units = {
        code: Unit(
            code=code,
            name=name,
            short_name=short,
            kind=kind,
            level=level,
            path="/",
            position=position,
            since=SINCE,
        )
        for position, (code, name, short, kind, level, _) in enumerate(rows)
    }
    Unit.objects.bulk_create(units.values())
    for code, *_, above in rows:
        unit, parent = units[code], units.get(above)
        unit.parent = parent
        unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    Unit.objects.bulk_update(units.values(), ["parent", "path"])
    return units


@dataclass
class People:
    """The units of 示例县, made when first asked for, and persons with roles in them."""

    units: dict[str, Unit] = field(default_factory=dict)

    def __post_init__(self) -> None:
        install_roles()
        self.units = plant(*TREE)

    def unit(self, code: str = "xian") -> Unit:
        """Return a unit by its code."""
        return self.units[code]

    def __call__(
        self,
        *roles: str,
        unit: str = "xian",
        name: str = "张三",
        username: str = "",
        at: str = "",
        password: str = "",
    ) -> Person:
        """Make a person of a unit with roles there (or ``at`` another unit).

        A password is only set where one is given: hashing one is slow, as it should be.
        """
        person = Person(
            username=username or f"u{Person.objects.count() + 1:03}",
            name=name,
            unit=self.units[unit],
            created_at=NOW,
        )
        person.set_unusable_password()
        if password:
            person.set_password(password)
        person.save()
        for code in roles:
            self.grant(person, code, at or unit)
        return person

    def grant(self, person: Person, role: str, unit: str) -> Assignment:
        """Give a person a role at a unit and below it."""
        return Assignment.objects.create(
            person=person,
            role=Role.objects.get(code=role),
            unit=self.units[unit],
            subtree=True,
            since=SINCE,
        )

    def viewer(self, *roles: str, unit: str = "xian", name: str = "张三", at: str = "") -> Viewer:
        """Return the viewer a new person with roles is."""
        return viewer_of(self(*roles, unit=unit, name=name, at=at), NOW)


def sign_in(client: Client, person: Person) -> str:
    """Open a session of a person in a test client as the sign-in page does; return its key."""
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    key = str(client.session.session_key)
    start_session(person.pk, key=key, agent="test", by=viewer_of(person, timezone.now()))
    return key
