"""What if: the same facts under another reading, weight or rule, unit by unit."""

from dataclasses import dataclass
from decimal import Decimal

from gongkai.assessment.results import Assessment
from gongkai.rules.grading import Graded


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One unit before and after a change."""

    before: Graded
    after: Graded

    @property
    def difference(self) -> Decimal | None:
        """Return the change of the total, where both exist."""
        old, new = self.before.score.total, self.after.score.total
        return None if old is None or new is None else new - old

    @property
    def regraded(self) -> bool:
        """Whether the unit holds another grade; a grade with a new line is still the same one."""
        return _grade_id(self.before) != _grade_id(self.after)

    @property
    def moved(self) -> bool:
        """Whether total, grade or rank changed."""
        old, new = self.before, self.after
        return self.regraded or (old.score.total, old.rank) != (new.score.total, new.rank)

    def to_json(self) -> dict[str, object]:
        """Return the shift as the command line prints it."""
        return {
            "id": self.after.score.unit.id,
            "name": self.after.score.unit.name,
            "moved": self.moved,
            "before": _short(self.before),
            "after": _short(self.after),
        }


def _grade_id(unit: Graded) -> str | None:
    return unit.grade.id if unit.grade else None


def _short(unit: Graded) -> dict[str, object]:
    total = unit.score.total
    return {
        "total": None if total is None else format(total, "f"),
        "grade": _grade_id(unit),
        "rank": unit.rank,
    }


def shifts(before: Assessment, after: Assessment) -> tuple[Shift, ...]:
    """Return every unit that both assessments hold, in the order of ``after``'s ranking."""
    old = {unit.score.unit.id: unit for unit in before.units}
    return tuple(
        Shift(before=old[unit.score.unit.id], after=unit)
        for unit in after.ranked()
        if unit.score.unit.id in old
    )
