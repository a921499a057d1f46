"""Self-checks of townships: saved while one types, signed once with the figures as they are."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.actions.sites.common import LONGEST_TEXT
from gongkai.assessment.checklist import checklist
from gongkai.assessment.intake import refuse_secrets
from gongkai.assessment.models import SelfCheck
from gongkai.assessment.queries.selfchecks import CheckFigures, figures_of, may_check, ticks_of
from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.days import day_of
from gongkai.core.files import store
from gongkai.core.models import Unit
from gongkai.rules.selfchecks import Met, Tick, lacking

_LONGEST_EVIDENCE: Final = 500
_MOST: Final = 9_999_999
TEXTS: Final = ("done", "problems", "plans")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDraft:
    """What is typed: of each point what is said and what shows it, a total, the written parts."""

    ticks: Mapping[str, Tick] = field(default_factory=dict)
    stated: int | None = None
    done: str = ""
    problems: str = ""
    plans: str = ""


def save_check(
    unit_id: int, year: int, draft: CheckDraft, *, version: int, by: Viewer
) -> SelfCheck:
    """Save a self-check as far as it is filled in; ``version`` is what the form was opened on.

    Raises:
        Refused: signed (``check.state``), others saved meanwhile (``check.overtaken``), a text too
            long, or with a secrecy marking (``check.secret``).
    """
    with acting(by) as act:
        unit = act.lock(Unit, unit_id)
        act.require("assessment.self", unit.path)
        _refuse_unit(unit, year, by)
        row = SelfCheck.objects.filter(unit=unit, year=year).first()
        _refuse_changed(row, version)
        said = _checked(draft)
        made = row or SelfCheck(unit=unit, year=year, version=0)
        if row is not None and _said(row) == said:
            act.unchanged()
            return row
        for name, value in said.items():
            setattr(made, name, value)
        made.version += 1
        made.saved_at, made.saved_by = by.at, by.name
        made.save()
        _told(act, "selfcheck.save", made)
        return made


def _refuse_unit(unit: Unit, year: int, by: Viewer) -> None:
    if not may_check(by).filter(pk=unit.pk).exists():
        raise Refused(gettext("自查由乡镇和示范点填写，这个单位不用填。"))
    if abs(year - day_of(by.at).year) > 1:
        raise Refused(gettext("只能填写去年、今年或明年的自查。请核对年份。"))


def _refuse_changed(row: SelfCheck | None, version: int) -> None:
    if row is not None and row.signed_at is not None:
        raise Refused(gettext("自查报告已经签发，不能再改。"), code="check.state")
    if (row.version if row is not None else 0) != version:
        raise Refused(
            gettext("您打开之后，别人保存过这份自查。请刷新页面，看过再填。"),
            code="check.overtaken",
        )


def _checked(draft: CheckDraft) -> dict[str, object]:
    texts = [getattr(draft, name).strip() for name in TEXTS]
    points = [point.id for point in checklist().points]
    evidence = [draft.ticks.get(point, Tick()).evidence.strip() for point in points]
    try:
        refuse_secrets("\n".join((*texts, *evidence)))
    except Refused as refused:
        raise Refused(refused.message, refused.field, code="check.secret") from refused
    for name, text in zip(TEXTS, texts, strict=True):
        if len(text) > LONGEST_TEXT:
            words = gettext("太长，不超过 %(most)s 个字。请缩短。") % {"most": LONGEST_TEXT}
            raise Refused(words, name)
    for point, text in zip(points, evidence, strict=True):
        if len(text) > _LONGEST_EVIDENCE:
            words = gettext("太长，不超过 %(most)s 个字。请缩短。") % {"most": _LONGEST_EVIDENCE}
            raise Refused(words, f"evidence-{point}")
    if draft.stated is not None and not 0 <= draft.stated <= _MOST:
        raise Refused(gettext("总数应是不超过七位的整数。请改正。"), "stated")
    ticks = {
        point: asdict(Tick(_met(draft.ticks.get(point, Tick()).met), text))
        for point, text in zip(points, evidence, strict=True)
    }
    return {"ticks": ticks, "stated": draft.stated, **dict(zip(TEXTS, texts, strict=True))}


def _met(text: str) -> str:
    return text if text in set(Met) else ""


def _said(row: SelfCheck) -> dict[str, object]:
    return {name: getattr(row, name) for name in ("ticks", "stated", *TEXTS)}


def sign_check(
    check_id: int, *, version: int, figures: CheckFigures, document: bytes, by: Viewer
) -> SelfCheck:
    """Sign a self-check: figures are fixed, and what is kept is the paper of this very text.

    ``version`` and ``figures`` are those the document was made from.

    Raises:
        Refused: something is missing, or it was changed since it was looked at.
        PermissionDenied: the actor does not sign for this unit.
    """
    with acting(by) as act:
        row = act.lock(SelfCheck, check_id)
        act.require("assessment.sign", row.unit.path)
        if row.signed_at is not None:
            act.unchanged()
            return row
        if row.version != version:
            raise Refused(gettext("自查在您打开之后有改动，没有签发。请刷新页面，看过再签。"))
        missing = lacking(checklist(), ticks_of(row))
        if missing:
            raise Refused(missing[0][1], code="check.incomplete")
        if figures != figures_of(row.unit, row.year, None, day_of(by.at)):
            raise Refused(gettext("公开记录在您打开之后有变动，没有签发。请刷新页面，看过再签。"))
        row.figures = figures.plain()
        row.file = store(document, "selfcheck.docx", at=by.at)
        row.signed_at, row.signed_by, row.signer_id = by.at, by.name, by.person_id
        row.save()
        _told(act, "selfcheck.sign", row)
        return row


def _told(act: Act, verb: str, row: SelfCheck) -> None:
    act.event(verb, row, unit_path=row.unit.path, title=row.unit.name, data={"year": row.year})
