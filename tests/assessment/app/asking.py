"""A survey of a round as an office builds and holds it, and people who answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.assessment.actions.surveys import answering, building, paper, running, tickets
from gongkai.assessment.models import PaperBatch, Round, Survey
from gongkai.core.access import Viewer
from gongkai.rules.rounds.questionnaires import Asked, Asks
from tests.assessment.app.board import Board

DAYS = (date(2026, 11, 10), date(2026, 11, 25))
STRATA = {"群众": "0.5", "企业": "0.3", "代表": "0.2"}
WORDS = ("非常不满意", "不满意", "一般", "满意", "非常满意")
QUESTIONS = (
    Asked(name="q1", asks=Asks.SCALE, text="您能方便地找到需要的政务信息吗？", options=WORDS),
    Asked(name="q2", asks=Asks.SCALE, text="您的意见得到回应了吗？", options=WORDS),
    Asked(name="q3", asks=Asks.SCALE, text="您对公开的内容满意吗？", options=WORDS),
    Asked(name="q4", asks=Asks.SCALE, text="您对公开的及时性满意吗？", options=WORDS),
    Asked(
        name="way",
        asks=Asks.CHOICE,
        text="您主要从哪里看到政务信息？",
        options=("网站", "公示栏", "办事大厅"),
        required=False,
    ),
    Asked(name="more", asks=Asks.TEXT, text="您还有什么建议？", required=False),
)


@dataclass
class Asking:
    """A survey, and what one does with it."""

    board: Board
    survey: Survey

    @classmethod
    def built(
        cls,
        board: Board,
        round_: Round | None = None,
        *,
        strata: Mapping[str, str] = STRATA,
        questions: Iterable[Asked] = QUESTIONS,
        name: str = "satisfaction",
        to_all: bool = False,
    ) -> "Asking":
        """A questionnaire with its people and days, not yet open."""
        by, round_ = board.office, round_ or board.running()
        survey = building.create_survey(
            round_.pk, survey=name, title="政务公开群众满意度问卷", intro="问卷不记名。", by=by
        )
        for question in questions:
            building.set_question(survey.pk, question, by=by)
        building.set_people(
            survey.pk,
            strata=strata,
            open_strata=[one for one in strata if one != "代表"] if to_all else [],
            is_open_to_all=to_all,
            by=by,
        )
        running.set_days(survey.pk, opens_on=DAYS[0], closes_on=DAYS[1], by=by)
        return cls(board, Survey.objects.get(pk=survey.pk))

    @classmethod
    def held(cls, board: Board, round_: Round | None = None, **about: object) -> "Asking":
        """A survey people can answer."""
        made = cls.built(board, round_, **about)  # type: ignore[arg-type]
        running.publish_survey(made.survey.pk, by=board.office)
        return made.fresh()

    def fresh(self) -> "Asking":
        """The same, as it stands in the database."""
        return Asking(self.board, Survey.objects.get(pk=self.survey.pk))

    def unit_pk(self, code: str = "caizheng") -> int:
        """Return the row of a unit in the round."""
        return self.board.unit(self.survey.round, code).pk

    def codes(
        self, count: int, stratum: str = "群众", *units: str, together: bool = False
    ) -> list[str]:
        """Make codes about one unit, or several."""
        batch = tickets.make_tickets(
            self.survey.pk,
            units=[self.unit_pk(code) for code in units or ("caizheng",)],
            stratum=stratum,
            count=count,
            together=together,
            by=self.board.office,
        )
        return [slip.code for slip in batch.slips]

    def answer(
        self, code: str = "", unit: str = "caizheng", stratum: str = "", **typed: str
    ) -> None:
        """Answer as a reader does: four fives, unless said otherwise."""
        answering.answer_survey(
            self.survey.key,
            unit=unit,
            code=code,
            stratum=stratum,
            typed={"q1": "5", "q2": "5", "q3": "5", "q4": "5", **typed},
            by=Viewer.public(self.board.now),
        )

    def people(
        self, count: int, stratum: str = "群众", unit: str = "caizheng", **typed: str
    ) -> None:
        """Let so many people with codes answer alike."""
        for code in self.codes(count, stratum, unit):
            self.answer(code, unit, **typed)

    def paper(self, *sheets: str, stratum: str = "群众", unit: str = "caizheng") -> PaperBatch:
        """Enter sheets of paper: the digits of the four scales, such as ``5443``."""
        return paper.enter_paper(
            self.survey.pk,
            unit=self.unit_pk(unit),
            stratum=stratum,
            sheets=[dict(zip(("q1", "q2", "q3", "q4"), one, strict=False)) for one in sheets],
            by=self.board.office,
        )

    def close(self) -> "Asking":
        """End the survey."""
        running.close_survey(self.survey.pk, by=self.board.office)
        return self.fresh()
