"""What a round tells its units: that it has begun, and that its results are out.

Told by a job: a round of three thousand units would hold up who presses the button.
"""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Final

from django.utils.translation import gettext_lazy as _

from gongkai.assessment.models import Round, RoundUnit
from gongkai.assessment.round_telling import address_of, by_units, named
from gongkai.core.actions import Act
from gongkai.core.notices import NoticeKind, notice_kind, tell
from gongkai.rules.rounds import Phase

Batch = tuple[tuple[tuple[RoundUnit, ...], set[int]], ...]
"""Units, and the people whose units just these are."""
_AT_ONCE: Final = 100
"""How much is told in one transaction: the round is locked meanwhile."""
NEWS: Final = "assessment.news"
"""The kind of the job; its key is the round and the name of the notice."""
BEGUN: Final = notice_kind(
    "assessment.begun",
    _("考核开始"),
    title="“${考核}”开始，请签收通知",
    text="${单位}列入这次考核。请签收通知，按期限办理。",
    sample={"考核": "2026 年度考核", "单位": "示例县财政局"},
)
RESULTS: Final = notice_kind(
    "assessment.results",
    _("考核结果通报"),
    title="“${考核}”的结果已通报，请签收",
    text="可以查看${单位}的得分、扣分理由和依据。",
    sample={"考核": "2026 年度考核", "单位": "示例县财政局"},
)
KINDS: Final = {one.name: one for one in (BEGUN, RESULTS)}
_NEWS_IN: Final = {BEGUN.name: Phase.RUNNING, RESULTS.name: Phase.ANNOUNCED}


def order(act: Act, round_: Round, kind: NoticeKind) -> None:
    """Have the units told once what has just happened."""
    act.enqueue(NEWS, f"{round_.pk}:{kind.name}")


def is_news(round_: Round, kind: NoticeKind) -> bool:
    """Whether something is still news: what a round has gone on from is told to nobody."""
    return round_.phase is _NEWS_IN[kind.name]


def whom(round_: Round, on: date) -> Iterator[Batch]:
    """Yield the people of the units, each once with all units that are theirs, some at a time."""
    units = round_.units.filter(exempt=False).select_related("unit", "round__unit")
    theirs = iter(by_units(on, "assessment.self", units).items())
    while batch := tuple(islice(theirs, _AT_ONCE)):
        yield batch


def tell_batch(act: Act, round_: Round, kind: NoticeKind, batch: Batch) -> int:
    """Tell people who have not been told yet; return how many."""
    home, told = f"/office/rounds/{round_.key}/", 0
    for mine, people in batch:
        told += tell(
            act,
            people,
            kind,
            key=f"{kind.name}:{round_.pk}",
            context={"考核": round_.title, "单位": named(mine)},
            href=home if kind is RESULTS else address_of(kind, mine, round_),
        )
    return told
