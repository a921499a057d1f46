"""What the public knows of assessments: announced results of rounds that are open to it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from gongkai.assessment.models import Round
from gongkai.assessment.results import Assessment
from gongkai.assessment.snapshots import assessment_of, official


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicResult:
    """An announced result. ``corrections`` are the reasons of those made since, oldest first."""

    key: str
    title: str
    year: int
    organ: str
    organ_code: str
    number: str
    announced_at: datetime
    changed_at: datetime
    corrections: tuple[str, ...]
    result: Assessment


def public_rounds() -> QuerySet[Round]:
    """Return the rounds whose results the public may see, the newest bulletin first."""
    rows = Round.objects.filter(is_public=True, announced_at__isnull=False, cancelled_at=None)
    return rows.select_related("unit", "pack").order_by("-announced_at", "-id")


def public_result(key: str) -> PublicResult | None:
    """Return a round's result as it stands; ``None`` where the public may not see one."""
    round_ = public_rounds().filter(key=key).first()
    snapshot = official(round_) if round_ is not None else None
    if round_ is None or snapshot is None or round_.announced_at is None:
        return None
    revisions = list(round_.revisions.filter(after__isnull=False).order_by("id"))
    return PublicResult(
        key=round_.key,
        title=round_.title,
        year=round_.year,
        organ=round_.unit.name,
        organ_code=round_.unit.code,
        number=round_.bulletin_number,
        announced_at=round_.announced_at,
        changed_at=max(round_.announced_at, snapshot.at),
        corrections=tuple(row.reason for row in revisions),
        result=assessment_of(snapshot),
    )
