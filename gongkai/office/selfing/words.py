"""Words and badges of self-assessment."""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext

from gongkai.assessment.queries.selfing import ItemView, SelfView
from gongkai.rules.numbers import plain
from gongkai.rules.rounds import ReportState
from gongkai.ui import components as ui
from gongkai.ui.known import in_language

if TYPE_CHECKING:
    from datetime import date

_TONES: Final = {
    ReportState.OPEN: ui.Tone.NEUTRAL,
    ReportState.SUBMITTED: ui.Tone.FAIR,
    ReportState.SIGNED: ui.Tone.GOOD,
    ReportState.RETURNED: ui.Tone.WARN,
}
Mark = tuple[str, str]
"""What stands at the head of an item: the words and their state (good, warn, todo)."""


def state_badge(state: ReportState) -> ui.Badge:
    """Return the badge of a report's state."""
    return ui.Badge(in_language(state.label), _TONES[state])


def mark_of(one: ItemView) -> Mark:
    """Return how an item stands, in two or three words."""
    claim = one.claim
    if claim is not None and claim.approved is not False:
        words = gettext("不适用") if claim.approved else gettext("申请不适用")
        return words, "good"
    if one.lack is None:
        return _answered(one), "good"
    blank = one.row is None and not one.pieces
    return (gettext("未填"), "todo") if blank else (one.lack.label, "warn")


def _answered(one: ItemView) -> str:
    row = one.row
    if row is None or (row.score is None and not row.state):
        return gettext("可不填")
    if row.score is not None:
        return gettext("自评 %(points)s 分") % {"points": plain(row.score)}
    return str(row.get_state_display())


def done_words(view: SelfView) -> str:
    """Return how far a unit is: 已填 12 / 27 项."""
    return gettext("已填 %(done)s / %(asked)s 项") % {"done": view.done, "asked": view.asked}


def part_words(items: tuple[ItemView, ...]) -> str:
    """Return how many items of a part are answered; never to be taken for points."""
    return gettext("已填 %(done)s / %(asked)s 项") % {
        "done": sum(1 for one in items if one.lack is None),
        "asked": len(items),
    }


def report_words(view: SelfView) -> Mark:
    """Return whether the report is written."""
    return (gettext("已写"), "good") if view.report_is_written else (gettext("未写完"), "todo")


def missing_words(view: SelfView) -> str:
    """Return how many questions are still to be answered, or what comes next."""
    count = len(view.missing)
    if count:
        return gettext("还有 %(count)s 项没有填完：") % {"count": count}
    if not view.report_is_written:
        return gettext("各项都已填完，自评报告还没有写完。写好报告后才能提交。")
    return gettext("各项都已填完，报告也已写好。提交后由本单位负责人签发，再报送考核办公室。")


def next_words(view: SelfView) -> str:
    """Return what the way on at the foot of the page is called."""
    if view.missing:
        return gettext("下一项没填的")
    return gettext("去提交") if view.report_is_written else gettext("去写自评报告")


def total_words(view: SelfView) -> str:
    """Return what a unit gave itself, with what there is beyond the rubric."""
    if not view.form.scored:
        return ""
    words = gettext("自评 %(total)s / %(most)s 分") % {
        "total": plain(view.total()),
        "most": plain(view.form.points),
    }
    bonus = view.total(bonus=True)
    more = gettext("，加分 %(bonus)s") % {"bonus": plain(bonus)} if bonus else ""
    return words + more


def until_words(until: "date | None", today: "date") -> str:
    """Return how long there is: 11月30日前报送，还有 14 天."""
    if until is None:
        return ""
    left = (until - today).days
    day = gettext("%(month)s月%(day)s日") % {"month": until.month, "day": until.day}
    if left < 0:
        return gettext("报送截止 %(day)s，已过") % {"day": day}
    if not left:
        return gettext("今天截止报送")
    return gettext("%(day)s截止报送，还有 %(left)s 天") % {"day": day, "left": left}
