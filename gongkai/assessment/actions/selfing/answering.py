"""Answers, saved one by one so that several people can fill in one form at once."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.actions.common import told
from gongkai.assessment.actions.selfing.desk import SelfDesk, own_desk
from gongkai.assessment.intake import refuse_secrets
from gongkai.assessment.models import NotApplicable, SelfItem, SelfReport, SelfState
from gongkai.assessment.selfform import Question
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.rules.numbers import plain

# Words, not a file: what is longer belongs into the evidence.
MOST_WORDS: Final = 5000
_HUNDREDTH: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a unit says of one item: its points or its state, and the reason."""

    score: Decimal | None = None
    state: str = ""
    reason: str = ""


def save_answer(round_unit_id: int, item: str, said: Said, *, version: int, by: Viewer) -> SelfItem:
    """Save what was typed at one item. ``version`` is the one the person began from, 0 for none.

    Saving what is there already changes nothing, so saving by itself may call this as often as it
    likes.

    Raises:
        Refused: somebody saved this item in between (``self.overtaken``), more points than it
            has, an inapplicable item, a secrecy marking (``edition.secret``), or the report is
            handed in (``self.state``).
    """
    with acting(by) as act:
        desk = own_desk(act, round_unit_id)
        question = desk.question(item)
        words = _checked(question, said)
        row = SelfItem.objects.filter(round_unit=desk.unit, item=item).first()
        if row is None:
            row = SelfItem(round_unit=desk.unit, item=item, version=0)
        before = (row.score, row.state, row.reason)
        after = (said.score, said.state, words)
        if before == after:
            act.unchanged()
            return row
        if row.version != version:
            raise Refused(_overtaken(row, by), code="self.overtaken")
        _refuse_claimed(desk, question, said)
        row.score, row.state, row.reason = after
        row.version += 1
        row.at, row.name, row.person_id = by.at, by.name, by.person_id
        row.save()
        told(act, "self.save", desk.unit, item=item, about=question.title, said=_counts(said))
        return row


def _checked(question: Question, said: Said) -> str:
    """Refuse what does not fit the question; return the reason as it is kept."""
    if len(said.reason) > MOST_WORDS:
        words = gettext("太长，不超过 %(most)s 个字。请缩短，详细材料作为佐证上传。")
        raise Refused(words % {"most": MOST_WORDS}, "reason")
    refuse_secrets(said.reason)
    if said.state and (question.scored or said.state not in SelfState.values):
        raise Refused(gettext("没有这种落实情况。请重新选择。"), "state")
    if said.score is not None:
        _check_score(question, said.score)
    return said.reason.strip()


def _check_score(question: Question, score: Decimal) -> None:
    if not question.scored:
        raise Refused(gettext("这一项没有分值，不用打分。请选择落实情况。"), "score")
    if not 0 <= score <= question.most:
        words = gettext("应在 0 到 %(most)s 分之间。请改正。")
        raise Refused(words % {"most": plain(question.most)}, "score")
    if score != score.quantize(_HUNDREDTH):
        raise Refused(gettext("最多写两位小数。请改正。"), "score")


def _overtaken(row: SelfItem, by: Viewer) -> str:
    name = row.name if row.person_id != by.person_id else gettext("您（在另一个窗口）")
    return gettext(
        "%(name)s 在您打开之后保存过这一项，为免互相覆盖没有保存。"
        "请复制您修改的文字，刷新页面后再改。"
    ) % {"name": name}


def _refuse_claimed(desk: SelfDesk, question: Question, said: Said) -> None:
    """No points where the unit says it cannot have any; the words may still be added to."""
    if said.score is None:
        return
    for claim in NotApplicable.objects.filter(round_unit=desk.unit).exclude(approved=False):
        if question.id in desk.form.under(claim.item):
            raise Refused(
                gettext("这一项已申请不适用，不用打分。要打分的，请先撤回申请。"), "score"
            )


def _counts(said: Said) -> str:
    """Return what counts of an answer, for its event; not every keystroke of the words."""
    if said.score is not None:
        return gettext("%(points)s 分") % {"points": plain(said.score)}
    return str(SelfState(said.state).label) if said.state else gettext("说明")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportText:
    """The written parts of a report, and the one score where the pack has no rubric."""

    done: str = ""
    problems: str = ""
    plans: str = ""
    score: Decimal | None = None


def save_report(round_unit_id: int, text: ReportText, *, version: int, by: Viewer) -> SelfReport:
    """Save the written parts of a report. ``version`` is the one the person began from.

    Raises:
        Refused: see :func:`save_answer`.
    """
    with acting(by) as act:
        desk = own_desk(act, round_unit_id)
        _check_text(desk, text)
        row = desk.kept()
        before = (row.done, row.problems, row.plans, row.score)
        after = (text.done.strip(), text.problems.strip(), text.plans.strip(), text.score)
        if before == after:
            act.unchanged()
            return row
        if row.version != version:
            raise Refused(
                gettext(
                    "报告在您打开之后被保存过，为免互相覆盖没有保存。"
                    "请复制您修改的文字，刷新页面后再改。"
                ),
                code="self.overtaken",
            )
        row.done, row.problems, row.plans, row.score = after
        row.version += 1
        row.saved_at = by.at
        row.save(update_fields=["done", "problems", "plans", "score", "version", "saved_at"])
        told(act, "self.report", desk.unit)
        return row


def _check_text(desk: SelfDesk, text: ReportText) -> None:
    for name in ("done", "problems", "plans"):
        if len(getattr(text, name)) > MOST_WORDS:
            words = gettext("太长，不超过 %(most)s 个字。请缩短。")
            raise Refused(words % {"most": MOST_WORDS}, name)
    refuse_secrets("\n".join((text.done, text.problems, text.plans)))
    if text.score is None:
        return
    most = desk.form.total_most
    if most is None:
        raise Refused(gettext("总分由各项相加，不用另填。"), "score")
    if not 0 <= text.score <= most or text.score != text.score.quantize(_HUNDREDTH):
        words = gettext("应在 0 到 %(most)s 分之间，最多两位小数。请改正。")
        raise Refused(words % {"most": plain(most)}, "score")
