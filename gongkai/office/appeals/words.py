"""Words and badges of appeals."""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext

from gongkai.assessment.current import pack_of
from gongkai.assessment.queries.appeals import appealable
from gongkai.assessment.terms import appeal_source, appeal_terms
from gongkai.assessment.wording import duration
from gongkai.rules.rounds.appeals import AppealState
from gongkai.rules.terms import Due
from gongkai.ui import components as ui
from gongkai.ui.known import in_language

if TYPE_CHECKING:
    from gongkai.assessment.models import Appeal, Round

TONES: Final = {
    AppealState.FILED: ui.Tone.WARN,
    AppealState.ADMITTED: ui.Tone.FAIR,
    AppealState.TO_CORRECT: ui.Tone.WARN,
    AppealState.CORRECTING: ui.Tone.FAIR,
    AppealState.DECIDED: ui.Tone.GOOD,
    AppealState.REFUSED: ui.Tone.NEUTRAL,
    AppealState.WITHDRAWN: ui.Tone.NEUTRAL,
}


def state_badge(row: "Appeal") -> ui.Badge:
    """Return where an appeal stands, with what was decided."""
    words = in_language(row.state.label)
    if row.state is AppealState.DECIDED:
        words = f"{words}：{row.get_outcome_display()}"
    return ui.Badge(words, TONES[row.state])


def against(row: "Appeal") -> str:
    """Return what an appeal is against, in words."""
    if row.covers == "grades":
        return gettext("等次")
    unit = row.round_unit
    titles = {one.id: one.title for one in appealable(pack_of(unit.round).scheme, unit.group)}
    return gettext("得分：%(items)s") % {
        "items": "、".join(titles.get(item, item) for item in row.items)
    }


def terms_words(round_: "Round") -> str:
    """Return the terms of appeals in a round, and where they stand."""
    terms = appeal_terms(round_)
    if terms is None:
        return ""
    decide = (
        gettext("，收到申诉后 %(term)s内决定") % {"term": duration(terms.decide_within)}
        if terms.decide_within
        else ""
    )
    return gettext("签收结果后 %(term)s内提出%(decide)s（%(source)s）") % {
        "term": duration(terms.within),
        "decide": decide,
        "source": appeal_source(terms, pack_of(round_).scheme),
    }


def reckoned(due: Due | None, title: str) -> ui.Details | None:
    """Return how a last day was reckoned, folded away."""
    return ui.Details(title, ui.Entries(due.lines())) if due is not None else None
