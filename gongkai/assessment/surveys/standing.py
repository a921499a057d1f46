"""Where a survey stands: its questions as rules know them, its state, why it cannot open."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from gongkai.assessment.days import plans_of
from gongkai.assessment.models import Answer, Question, Survey
from gongkai.assessment.surveys.needs import Wanted, wanted_of
from gongkai.rules.rounds import StagePlan
from gongkai.rules.rounds.questionnaires import Asked, Asks, Fault, SurveyState, state_on
from gongkai.rules.scheme import Work


def asked(row: Question) -> Asked:
    """Return a stored question."""
    return Asked(
        name=row.name,
        asks=Asks(row.kind),
        text=row.text,
        low=row.low,
        high=row.high,
        options=tuple(row.options),
        required=row.required,
    )


def questions_of(survey: Survey) -> tuple[Asked, ...]:
    """Return the questions of a survey in their order."""
    return tuple(asked(row) for row in survey.questions.all())


def state_of(survey: Survey, day: date) -> SurveyState:
    """Return where a survey stands on a day."""
    return state_on(
        day,
        published=survey.published_at is not None,
        closed=survey.closed_at is not None,
        opens_on=survey.opens_on,
        closes_on=survey.closes_on,
    )


def weights_of(survey: Survey) -> dict[str, Decimal]:
    """Return the weights of the kinds of people; empty where all count alike."""
    return {stratum: Decimal(weight) for stratum, weight in survey.strata.items()}


def answers_of(survey: Survey) -> QuerySet[Answer]:
    """Return the answers that count: those of voided piles of paper do not."""
    standing = Q(batch=None) | Q(batch__voided_at=None)
    return Answer.objects.filter(standing, survey=survey)


def why_frozen(survey: Survey) -> str:
    """Return why questions and people may not change; empty while they may."""
    if survey.closed_at is not None:
        return gettext("问卷已经结束，不能再改。")
    if not answers_of(survey).exists():
        return ""
    return gettext(
        "已经有人答题，题目和答卷人类别不能再改，否则已有的答案就说不清了。"
        "确需修改的，请结束这份问卷，另建一份。"
    )


def fault_words(question: Asked, fault: Fault) -> str:
    """Return what is wrong with an answer, and the mend."""
    match fault:
        case Fault.MISSING:
            return gettext("这一题要回答。")
        case Fault.LONG:
            return gettext("太长，不超过 %(most)s 个字。请缩短。") % {"most": 500}
        case Fault.RANGE:
            steps = question.steps
            return gettext("只能填 %(low)s 到 %(high)s。请改正。") % {
                "low": steps[0] if steps else 0,
                "high": steps[-1] if steps else 0,
            }


def hindrances(survey: Survey) -> list[str]:
    """Return what has to be mended before a survey can open, in words."""
    questions = questions_of(survey)
    return [
        *_of_questions(questions),
        *_of_pack(questions, wanted_of(survey)),
        *_of_days(survey),
    ]


def _of_questions(questions: tuple[Asked, ...]) -> Iterator[str]:
    if not questions:
        yield gettext("还没有题目。请先添加。")
    for question in questions:
        if question.asks is Asks.CHOICE and len(question.options) < 2:
            yield gettext("“%(text)s”至少要有两个选项。请补充。") % {"text": question.text}


def _of_pack(questions: tuple[Asked, ...], wanted: Wanted) -> Iterator[str]:
    """Every question the pack's items name must be there, as a scale, one scale for each item."""
    by_name = {one.name: one for one in questions}
    for name in wanted.questions:
        if name not in by_name:
            items = "、".join(item.title for item in wanted.items_of(name))
            yield gettext("缺少题目 %(name)s，考核项“%(items)s”按它计分。请添加。") % {
                "name": name,
                "items": items,
            }
        elif by_name[name].asks is not Asks.SCALE:
            yield gettext("题目 %(name)s 用来计分，要用量表。请修改题型。") % {"name": name}
    for item in wanted.items:
        names = item.survey.questions if item.survey is not None else ()
        scales = {(by_name[n].low, by_name[n].high) for n in names if n in by_name}
        if len(scales) > 1:
            yield gettext("考核项“%(item)s”的各题量表不一致。请改成一样的。") % {"item": item.title}


def _of_days(survey: Survey) -> Iterator[str]:
    if survey.opens_on is None or survey.closes_on is None:
        yield gettext("还没有定起止日期。请填写。")
    elif not (stages := survey_stages(survey)):
        yield gettext("本考核没有问卷环节，问卷不能开放。")
    elif not any(_within(survey, stage) for stage in stages):
        yield gettext("起止日期要在“%(stage)s”阶段之内（%(days)s）。请改日期，或调整阶段。") % {
            "stage": stages[0].title,
            "days": f"{stages[0].starts_on or '…'} — {stages[0].ends_on or '…'}",
        }


def survey_stages(survey: Survey) -> list[StagePlan]:
    """Return the stages of the round in which surveys are held."""
    return [plan for plan in plans_of(survey.round) if Work.SURVEY in plan.does]


def _within(survey: Survey, stage: StagePlan) -> bool:
    opens, closes = survey.opens_on, survey.closes_on
    if opens is None or closes is None:
        return False
    begins = stage.starts_on is None or stage.starts_on <= opens
    return begins and (stage.ends_on is None or closes <= stage.ends_on)
