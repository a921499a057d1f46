"""Tables of assessment: facts as people establish them, never totals, grades or ranks."""

from gongkai.assessment.models.appeals import Appeal, AppealOutcome
from gongkai.assessment.models.bulletins import MonthlyBulletin
from gongkai.assessment.models.desk import ItemComment, ItemLook
from gongkai.assessment.models.evidence import Evidence, Verdict
from gongkai.assessment.models.indicators import IndicatorCount, IndicatorRun
from gongkai.assessment.models.judging import (
    ComponentScore,
    DecidedGrade,
    Deduction,
    DeductionKind,
    EstablishedFinding,
    ItemScore,
    NotApplicable,
    Origin,
    PollBallot,
    TieDecision,
)
from gongkai.assessment.models.ledger import LedgerEntry, LedgerKind
from gongkai.assessment.models.mending import (
    AccountabilityProposal,
    LineFile,
    MendingSource,
    OrderLine,
    OrderMove,
    OrderMoveKind,
    RectificationOrder,
)
from gongkai.assessment.models.results import Approval, ApprovalOutcome, Revision, Snapshot
from gongkai.assessment.models.rounds import (
    PinnedPack,
    Round,
    RoundStage,
    RoundUnit,
    Scorer,
    StageExtension,
)
from gongkai.assessment.models.selfchecks import SelfCheck
from gongkai.assessment.models.selfing import SelfItem, SelfReport, SelfState
from gongkai.assessment.models.sites import Site, SiteEvent, SiteEventKind
from gongkai.assessment.models.spot import Draw, SpotFinding, Visit
from gongkai.assessment.models.surveys import (
    Answer,
    PaperBatch,
    Question,
    QuestionKind,
    Survey,
    Ticket,
)

__all__ = [
    "AccountabilityProposal",
    "Answer",
    "Appeal",
    "AppealOutcome",
    "Approval",
    "ApprovalOutcome",
    "ComponentScore",
    "DecidedGrade",
    "Deduction",
    "DeductionKind",
    "Draw",
    "EstablishedFinding",
    "Evidence",
    "IndicatorCount",
    "IndicatorRun",
    "ItemComment",
    "ItemLook",
    "ItemScore",
    "LedgerEntry",
    "LedgerKind",
    "LineFile",
    "MendingSource",
    "MonthlyBulletin",
    "NotApplicable",
    "OrderLine",
    "OrderMove",
    "OrderMoveKind",
    "Origin",
    "PaperBatch",
    "PinnedPack",
    "PollBallot",
    "Question",
    "QuestionKind",
    "RectificationOrder",
    "Revision",
    "Round",
    "RoundStage",
    "RoundUnit",
    "Scorer",
    "SelfCheck",
    "SelfItem",
    "SelfReport",
    "SelfState",
    "Site",
    "SiteEvent",
    "SiteEventKind",
    "Snapshot",
    "SpotFinding",
    "StageExtension",
    "Survey",
    "Ticket",
    "TieDecision",
    "Verdict",
    "Visit",
]
