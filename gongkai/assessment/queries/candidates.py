"""What a new round may be made of: packs, units of the register, rounds before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.assessment.actions.setting_up import Listed
from gongkai.assessment.models import Round, Site
from gongkai.assessment.pinning import library
from gongkai.core.access import Viewer
from gongkai.core.models import Person, Unit, UnitKind, in_force
from gongkai.policy.loading import ASSESSMENT, Pack, kind_of_folder, load_pack
from gongkai.policy.problems import ProblemsError
from gongkai.rules.scheme import Scheme

# What the sources call the kinds of unit they assess (000 二).
_GROUPS: Final[Mapping[str, str]] = {
    UnitKind.TOWNSHIP: "乡镇政府",
    UnitKind.BUREAU: "县政府直属单位",
    UnitKind.VERTICAL: "中省直驻县单位",
    UnitKind.ENTERPRISE: "公共企事业单位",
    UnitKind.PARTY: "党委部门",
    UnitKind.SECTION: "内设机构",
    UnitKind.AGENCY: "派出机构",
    UnitKind.VILLAGE: "村（社区）",
    UnitKind.GOVERNMENT: "人民政府",
}


@dataclass(frozen=True, slots=True)
class PackChoice:
    """A pack that can be used, with what is chosen by."""

    id: str
    title: str
    version: str
    summary: str


def packs() -> list[PackChoice]:
    """Return the assessment packs of this installation that are sound, by title."""
    found = []
    for folder in library().folders():
        try:
            if kind_of_folder(folder) != ASSESSMENT:
                continue
            pack: Pack = load_pack(folder.path.name, library())
        except ProblemsError:
            continue
        scheme = pack.scheme
        found.append(PackChoice(scheme.id, scheme.title, scheme.version, scheme.summary))
    return sorted(found, key=lambda one: one.title)


def organs(viewer: Viewer) -> list[Unit]:
    """Return the organs whose office a viewer is: they may run rounds."""
    rows = Unit.objects.filter(viewer.reach("assessment.run"), in_force(viewer.at.date()))
    return [unit for unit in rows.order_by("path") if unit.kind != UnitKind.VILLAGE]


def candidates(organ: Unit, day: date) -> list[Unit]:
    """Return the units below an organ that are in force on a day, in the order of the register."""
    rows = Unit.objects.filter(in_force(day), path__startswith=organ.path).exclude(pk=organ.pk)
    return list(rows.order_by("kind", "position", "id"))


def sites_of(organ: Unit, day: date) -> list[Unit]:
    """Return the units below an organ that are demonstration sites on a day, once each."""
    rows = Site.objects.filter(organ=organ, ended_on=None, voided_at=None, designated_on__lte=day)
    named = set(rows.values_list("unit", flat=True))
    return [unit for unit in candidates(organ, day) if unit.pk in named]


def kinds_of(units: Iterable[Unit]) -> list[tuple[str, str, int]]:
    """Return kind, label and number of units, in the order of ``UnitKind``."""
    counts: dict[str, int] = {}
    for unit in units:
        counts[unit.kind] = counts.get(unit.kind, 0) + 1
    return [(kind.value, str(kind.label), counts[kind]) for kind in UnitKind if kind in counts]


def group_of(unit: Unit, scheme: Scheme) -> str:
    """Return the group a unit enters a round in: what the pack calls its kind, else its own."""
    named = {group for rubric in scheme.rubrics for group in rubric.groups}
    named |= {form.group for form in scheme.forms if form.group} | set(scheme.assessed)
    usual = _GROUPS.get(unit.kind, "")
    if unit.group in named or not (usual in named or unit.group == ""):
        return unit.group
    return usual if usual in named or not scheme.rubrics else unit.group


def listed(units: Iterable[Unit], scheme: Scheme) -> list[Listed]:
    """Return units as they enter a round."""
    return [Listed(unit.pk, group_of(unit, scheme)) for unit in units]


def scheme_of(pack: str) -> Scheme:
    """Return the scheme of a pack of this installation.

    Raises:
        ProblemsError: there is none, or it is not sound.
    """
    return load_pack(pack, library()).scheme


def earlier_rounds(viewer: Viewer) -> list[Round]:
    """Return rounds a new one may continue."""
    rows = Round.objects.filter(viewer.reach_of("assessment.run", "unit__path"))
    return list(rows.filter(cancelled_at=None).order_by("-year", "-id"))


def scoring_people(organ: Unit, day: date) -> list[tuple[int, str]]:
    """Return who may be asked to score for an organ: id and name with unit."""
    people = Person.objects.filter(
        in_force(day, "assignments__"),
        is_active=True,
        assignments__role__permissions__icontains="assessment.score",
        assignments__unit__path__startswith=organ.path,
    ).select_related("unit")
    seen = {one.pk: f"{one.name}（{one.unit.label}）" for one in people.order_by("name", "id")}
    return list(seen.items())
