"""The demo county's earlier rounds taken over into the database."""

import json
from collections.abc import Mapping
from pathlib import Path

from gongkai.assessment.actions.taking_over import take_over_round
from gongkai.assessment.archive import RoundFolders
from gongkai.assessment.demo.people import ENTERPRISES, TOWNSHIPS, UNITS
from gongkai.assessment.models import Round
from gongkai.core.models import Unit
from tests.people import SINCE, SYSTEM, People

_KINDS = {TOWNSHIPS: "township", ENTERPRISES: "enterprise"}


def plant_units(people: People, *more: tuple[str, str]) -> None:
    """Make the units of the demo county below 示例县; ``more`` are codes and names beside them."""
    above = people.unit("xian")
    units = [(one.id, one.name, _KINDS.get(one.group, "bureau"), one.group) for one in UNITS]
    units += [(code, name, "bureau", "") for code, name in more]
    for position, (code, name, kind, group) in enumerate(units):
        unit = Unit.objects.create(
            code=code,
            name=name,
            kind=kind,
            level="county",
            group=group,
            parent=above,
            path="/",
            position=position,
            since=SINCE,
        )
        unit.path = f"{above.path}{unit.pk}/"
        unit.save(update_fields=["path"])


def take_over(people: People, data: Path, *names: str) -> dict[str, Round]:
    """Take the named rounds of a data folder over, or all, the earlier years first."""
    folders, made = RoundFolders(data), dict[str, Round]()
    for info in sorted(folders.infos(), key=lambda one: one.year):
        if names and info.id not in names:
            continue
        made[info.id] = take_over_round(
            people.unit("xian").pk,
            read=folders.read(info),
            packs=folders.library,
            previous=made.get(info.previous),
            by=SYSTEM,
        )
    return made


def write_round(data: Path, name: str, about: Mapping[str, object], facts: object) -> Path:
    """Write a round into a data folder."""
    folder = data / "rounds" / name
    folder.mkdir(parents=True)
    for file, body in (("round.json", about), ("facts.json", facts)):
        (folder / file).write_text(json.dumps(body), encoding="utf-8")
    return folder
