"""A first draft of the written report, from what the system knows; a person goes on from there.

The words go into an official document, so they are Chinese whatever the screen speaks.
"""

from collections.abc import Iterator

from gongkai.assessment.models import LedgerEntry, LedgerKind
from gongkai.assessment.queries.ledger import KindSum, sums
from gongkai.assessment.queries.offers import published_by
from gongkai.assessment.queries.selfing import ItemView, SelfView
from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.rules.numbers import plain


def drafted(viewer: Viewer, view: SelfView) -> dict[str, str]:
    """Return proposed texts by field: what was done, the problems, what comes next."""
    problems = list(_problems(view))
    own = view.report is not None and view.report.problems.strip()
    plans = "巩固现有做法，按时公开，做好台账。"
    if problems or own:
        # What a person wrote of the problems cannot be counted.
        which = "以上问题" if own else f"以上 {len(problems)} 个问题"
        plans = f"对{which}，逐项明确措施、责任人和完成时限，抓好整改。"
    return {
        "done": _done(viewer, view),
        "problems": "\n".join(problems) or "对照办法逐项自查，没有发现突出问题。",
        "plans": plans,
    }


def _done(viewer: Viewer, view: SelfView) -> str:
    unit, year = view.unit, view.unit.round.year
    rows = LedgerEntry.objects.filter(unit=unit.unit_id)
    found = sums(rows, year, day_of(viewer.at))
    parts = [words for kind in LedgerKind if (words := _held(kind, found[kind]))]
    count = published_by(unit).filter(item__first_published_at__year=year).count()
    if count:
        parts.append(f"在政府网站公开信息 {count} 条")
    return f"{year} 年，{'；'.join(parts)}。" if parts else ""


def _held(kind: LedgerKind, held: KindSum) -> str:
    """Return what a year brought of one kind, in words; empty where it brought nothing."""
    if not held.held:
        return ""
    people = f"，{held.people} 人参加" if held.people else ""
    sentences = {
        LedgerKind.MEETING: f"召开领导小组会议 {held.held} 次",
        LedgerKind.REPORT_HEARD: f"主要负责人听取汇报 {held.held} 次",
        LedgerKind.TRAINING: f"举办培训 {held.held} 次{people}",
        LedgerKind.INSPECTION: f"开展督查检查 {held.held} 次",
        LedgerKind.PUBLICITY: f"开展宣传 {held.held} 次",
        LedgerKind.CONFERENCE: f"召开新闻发布会 {held.held} 次",
        LedgerKind.FUNDING: f"投入经费 {held.amount:,.2f} 元",
        LedgerKind.SUPERVISION: f"组织社会监督、评议 {held.held} 次",
    }
    return sentences.get(kind, "")


def _problems(view: SelfView) -> Iterator[str]:
    """Yield what the unit itself took points off for, or has not done, with its own words.

    Each bears its number in the form, so that it can be found there.
    """
    for one in view.items.values():
        if _is_problem(one):
            yield f"{one.question.number} {one.question.title}：{_reason(one)}"


def _is_problem(one: ItemView) -> bool:
    row = one.row
    if row is None:
        return False
    if row.score is not None:
        return one.question.required and row.score < one.question.most
    return row.state in {"partly", "not_done"}


def _reason(one: ItemView) -> str:
    """Return the unit's own reason, or how far the item is where none was asked for."""
    row = one.row
    if row is None:
        return ""
    if row.reason.strip():
        return " ".join(row.reason.split())
    if row.score is None:
        return str(row.get_state_display())
    return f"自评 {plain(row.score)} 分，满分 {plain(one.question.most)} 分"
