"""A round of some size on the scoring desk, for ``benchmarks.desk``; in a process of its own.

``desk_site N`` begins a round of N units with 60 items and 40 scorers, half of it judged already,
measures, and prints JSON. ``GONGKAI_VAR`` names the folder; the round is made once.
"""

import json
import os
import random
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from time import process_time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
django.setup()

from django.conf import settings  # noqa: E402 - after the set-up
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from gongkai.assessment.actions import judging, notifying, setting_up, staffing  # noqa: E402
from gongkai.assessment.actions.setting_up import Listed  # noqa: E402
from gongkai.assessment.current import current, forget  # noqa: E402
from gongkai.assessment.models import Deduction, ItemLook, Round, RoundUnit  # noqa: E402
from gongkai.assessment.snapshots import take  # noqa: E402
from gongkai.core.access import Viewer, viewer_of  # noqa: E402
from gongkai.core.actions.sessions import start_session  # noqa: E402
from gongkai.core.models import Assignment, Person, Role, Unit  # noqa: E402
from gongkai.core.roles import install_roles  # noqa: E402

DIMENSIONS, ITEMS, SCORERS = 6, 10, 40
REPEATS = 15
SINCE = date(2020, 1, 1)


def pack() -> str:
    """Return the text of a pack with sixty items."""
    lines = ["pack: {id: liushi, version: 1.0.0, title: 六十项考评, period: year}"]
    lines += ["readings:", '  deduct_step: {value: "0.5", why: 测量}']
    lines += ["rubric:", f"  points: {DIMENSIONS * ITEMS * 2}", "  dimensions:"]
    for d in range(1, DIMENSIONS + 1):
        lines += [f"    - id: d{d}", f"      title: 第 {d} 方面", f"      points: {ITEMS * 2}"]
        lines += ["      cite: xx#1", "      items:"]
        lines += [
            f"        - {{id: d{d}.i{n}, title: 第 {d}.{n} 项, points: 2, cite: xx#1}}"
            for n in range(1, ITEMS + 1)
        ]
    lines += ["grades:", "  - {id: pass, title: 合格, min: 60, cite: xx#1}"]
    lines += ["  - {id: fail, title: 不合格, min: 0, cite: xx#1}"]
    text = "\n".join(lines).replace("pack: {", f"pack: {{max: {DIMENSIONS * ITEMS * 2}, ")
    return text + "\n"


def person(name: str, role: str, unit: Unit) -> Person:
    """Make somebody with a role at a unit."""
    made = Person(username=name, name=name, unit=unit, created_at=timezone.now())
    made.set_unusable_password()
    made.save()
    granted = Role.objects.get(code=role)
    Assignment.objects.create(person=made, role=granted, unit=unit, subtree=True, since=SINCE)
    return made


def build(count: int) -> tuple[Round, float]:
    """Make the county, the round, its scorers, and half of their work.

    The second part is how long opening the round took: set up with its units, units told.
    """
    call_command("migrate", verbosity=0)
    install_roles()
    folder = Path(settings.GONGKAI_DATA) / "packs" / "liushi"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(pack(), encoding="utf-8")
    source = 'xx: {title: 测量办法, file: xx.txt, anchors: ["1"]}\n'
    (folder / "sources.yaml").write_text(source, encoding="utf-8")
    now = timezone.now()
    county = _unit("xian", "示例县人民政府", None)
    units = [_unit(f"u{n:04}", f"示例单位{n:04}", county) for n in range(count)]
    office = person("office", "openness_office", county)
    by = viewer_of(office, now)
    before = process_time()
    round_ = setting_up.create_round(
        county.pk,
        pack="liushi",
        title="年度考核",
        year=now.year,
        units=[Listed(unit.pk) for unit in units],
        by=by,
    )
    notifying.notify_round(round_.pk, by=by)
    opening = process_time() - before
    rows = list(RoundUnit.objects.filter(round=round_))
    people = [person(f"scorer{n:02}", "assessor", county) for n in range(SCORERS)]
    for n, one in enumerate(people):
        staffing.add_scorer(round_.pk, person=one, units=rows[n::SCORERS], by=by)
    _judge(rows, people)
    return round_, opening


def _unit(code: str, name: str, parent: Unit | None) -> Unit:
    kind = "bureau" if parent else "government"
    unit = Unit.objects.create(
        code=code, name=name, short_name=name, kind=kind, level="county", parent=parent,
        path="/", position=0, since=SINCE,
    )  # fmt: skip
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    return unit


def _judge(rows: list[RoundUnit], people: list[Person]) -> None:
    """Look at half of everything; take something off every fifth item."""
    chance, now = random.Random(20261116), timezone.now()
    deductions, looks = [], []
    for n, row in enumerate(rows):
        who = people[n % SCORERS]
        for d in range(1, DIMENSIONS + 1):
            for i in range(1, ITEMS + 1):
                luck = chance.random()
                if luck < 0.2:
                    deductions.append(
                        Deduction(
                            round_unit=row, item=f"d{d}.i{i}", points=Decimal("0.5"),
                            reason="更新不及时", evidence="网页记录", on=now.date(), at=now,
                            person=who, name=who.name,
                        )
                    )  # fmt: skip
                elif luck < 0.6:
                    looks.append(
                        ItemLook(
                            round_unit=row, item=f"d{d}.i{i}", person=who, name=who.name, at=now
                        )
                    )
    Deduction.objects.bulk_create(deductions, batch_size=2000)
    ItemLook.objects.bulk_create(looks, batch_size=2000)


def took(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return the median of the processor times of some runs."""
    times = []
    for _ in range(repeats):
        before = process_time()
        work()
        times.append(process_time() - before)
    return median(times)


def client(who: Person) -> Client:
    """Return somebody's browser."""
    made = Client(HTTP_HOST="127.0.0.1")
    made.force_login(who, "django.contrib.auth.backends.ModelBackend")
    by = viewer_of(who, timezone.now())
    start_session(who.pk, key=str(made.session.session_key), agent="bench", by=by)
    return made


def page(browser: Client, path: str) -> Callable[[], object]:
    """Return the reading of a page that must be there."""

    def read() -> object:
        answer = browser.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code}")
        return answer.content

    return read


def measure(round_: Round, opening: float) -> dict[str, float]:
    """Return the seconds of what people do at the desk."""
    office = Person.objects.get(username="office")
    scorer = Person.objects.get(username="scorer00")
    row = RoundUnit.objects.filter(round=round_, scorers__person=scorer).first()
    if row is None:
        raise RuntimeError("nothing is assigned")
    base = f"/office/rounds/{round_.key}/scoring/"
    at_office, at_desk = client(office), client(scorer)
    current(round_)
    found = {
        "open": opening,
        "save": took(_saving(row, viewer_of(scorer, timezone.now()))),
        "recompose": took(lambda: _recompose(round_, row, viewer_of(scorer, timezone.now()))),
        "matrix": took(page(at_office, f"{base}matrix/")),
        "unit": took(page(at_desk, f"{base}units/{row.unit.code}/")),
        "list": took(page(at_desk, base)),
        "progress": took(page(at_office, f"{base}progress/")),
        "result": took(lambda: _result(round_, row, at_office, scorer), 5),
    }
    found["matrix bytes"] = len(at_office.get(f"{base}matrix/").content)

    def whole() -> object:
        forget()
        return current(round_)

    found["whole"] = took(whole, 3)
    found["propose"] = took(lambda: take(round_, timezone.now()), 3)
    found["peak"] = getrusage(RUSAGE_SELF).ru_maxrss / 1024
    return found


def _result(round_: Round, row: RoundUnit, office: Client, scorer: Person) -> object:
    """Take something off and read the page of results, all units ranked and graded anew."""
    _saving_once(row, viewer_of(scorer, timezone.now()))
    return page(office, f"/office/rounds/{round_.key}/results/")()


def _saving(row: RoundUnit, by: Viewer) -> Callable[[], object]:
    numbers = iter(range(1_000_000))

    def save() -> object:
        return judging.deduct(
            row.pk,
            item="d1.i1",
            points=Decimal("0.5"),
            reason=f"第 {next(numbers)} 处",
            evidence="网页记录",
            beyond=True,
            by=by,
        )

    return save


def _recompose(round_: Round, row: RoundUnit, by: Viewer) -> object:
    """Take something off and look at the result of the whole round."""
    _saving_once(row, by)
    return current(round_)


def _saving_once(row: RoundUnit, by: Viewer) -> None:
    count = Deduction.objects.filter(round_unit=row).count()
    judging.deduct(
        row.pk, item="d1.i2", points=Decimal("0.5"), reason=f"又第 {count} 处",
        evidence="网页记录", beyond=True, by=by,
    )  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(measure(*build(int(sys.argv[1])))))
