"""The part of the page that is the report: its texts, its way, its paper."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.queries.selfing import SelfView
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of, moment_words
from gongkai.office.selfing.finding import anchor
from gongkai.rules.numbers import plain
from gongkai.rules.rounds import ReportState
from gongkai.ui import components as ui

TEXTS = ("done", "problems", "plans")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPart:
    """What the page shows of the report: a form to fill in or what is written, and what to do."""

    form: ui.Form | None
    said: ui.Summary | None
    papers: tuple[ui.Link, ...]
    signed: str
    submit: ui.Form | None
    waits: str
    sign: ui.Form | None
    give_back: ui.Form | None


def report_part(
    request: HttpRequest,
    view: SelfView,
    form: ui.Form | None = None,
    give_back: ui.Form | None = None,
) -> ReportPart:
    """Return the report's part of the page; ``form`` is one shown again after a refusal."""
    where = _where(view)
    return ReportPart(
        form=(form or text_form(view)) if view.may_fill else None,
        said=_said(view) if view.shows_self and not view.may_fill else None,
        papers=_papers(view),
        signed=_signed(view),
        submit=ui.Form(
            (),
            (ui.Button.primary(gettext("提交，请负责人签发")),),
            # A refusal is shown where the button is.
            action=f"{reverse('self-submit', args=where)}#submit",
            panel=False,
        )
        if view.may_fill
        else None,
        waits=gettext("已提交，等本单位负责人签发。")
        if view.owns and view.state is ReportState.SUBMITTED and not view.may_sign
        else "",
        sign=_sign_form(view) if view.may_sign else None,
        give_back=(give_back or return_form(request, view)) if view.may_return else None,
    )


def _where(view: SelfView) -> list[str]:
    return [view.unit.round.key, view.unit.unit.code]


def text_form(view: SelfView, given: Mapping[str, str] | None = None) -> ui.Form:
    """Return the form of the written parts; ``given`` stands in place of what is empty."""
    report, given = view.report, given or {}
    texts = {name: str(getattr(report, name)) if report else "" for name in TEXTS}
    return ui.Form(
        (*_score_field(view), *_text_fields({n: t or given.get(n, "") for n, t in texts.items()})),
        (
            ui.Button(gettext("保存"), "save", "1"),
            ui.Button(gettext("按台账和自评起草"), "draft", "1"),
        ),
        # What is drafted or refused is shown at the report and not at the head of the page.
        action=f"{reverse('self-text', args=_where(view))}#report",
        label=gettext("自评报告"),
        hidden=(("version", str(report.version if report else 0)),),
        panel=False,
        autocomplete="off",
    )


def submit_errors(view: SelfView, refused: Refused) -> ui.ErrorSummary:
    """Say why a report was not submitted, leading to what is missing."""
    target = ""
    if view.missing:
        target = anchor(view.missing[0].question.id)
    elif refused.field:
        target = next(one.target for one in text_form(view).fields if one.name == refused.field)
    return ui.ErrorSummary((ui.ErrorItem(refused.message, target),), gettext("还不能提交"))


def draft_note(view: SelfView, drafted: Mapping[str, str]) -> ui.Notice:
    """Say which parts were drafted, which stay as they were written, and that none is saved."""
    report = view.report
    blank = [one for one in TEXTS if report is None or not str(getattr(report, one)).strip()]
    labels = {one.name: one.label for one in _text_fields(dict.fromkeys(TEXTS, ""))}
    made = "、".join(labels[name] for name in blank if drafted.get(name))
    unknown = "、".join(labels[name] for name in blank if not drafted.get(name))
    notes = []
    if made and len(blank) < len(TEXTS):
        notes.append(gettext("已写的部分没有改动。"))
    if unknown:
        words = gettext("台账和已公开的事项里没有记录，“%(parts)s”没有起草，请自己写。")
        notes.append(words % {"parts": unknown})
    if not made:
        if not unknown:
            notes.append(gettext("各部分都已写了内容。要重新起草的，先清空那一部分，再按一次。"))
        return ui.Notice(gettext("没有起草"), "".join(notes), ui.Tone.WARN, urgent=True)
    notes.append(gettext("请核对、修改，再按“保存”。"))
    title = gettext("已起草，还没有保存：%(parts)s") % {"parts": made}
    return ui.Notice(title, "".join(notes), ui.Tone.GOOD, urgent=True)


def _score_field(view: SelfView) -> tuple[ui.Field, ...]:
    most = view.form.total_most
    if most is None:
        return ()
    score = view.report.score if view.report is not None else None
    return (
        ui.Field(
            "score",
            gettext("自评总分"),
            ui.FieldKind.NUMBER,
            (plain(score) if score is not None else "",),
            suffix=gettext("分，满分 %(most)s 分") % {"most": plain(most)},
            hint=gettext("办法没有给各项定分，由本单位按总体落实情况打一个分。"),
            short=True,
        ),
    )


def _text_fields(texts: Mapping[str, str]) -> tuple[ui.Field, ...]:
    labels = {
        "done": (gettext("主要做法和成效"), gettext("做了什么，成效怎样，用数字说话。")),
        "problems": (gettext("存在的问题"), gettext("没有的写“无”。")),
        "plans": (gettext("下一步打算"), ""),
    }
    return tuple(
        ui.Field(name, label, ui.FieldKind.TEXTAREA, (texts[name],), hint=hint)
        for name, (label, hint) in labels.items()
    )


def _said(view: SelfView) -> ui.Summary:
    report = view.report
    rows: list[tuple[str, ui.Value]] = []
    if report is not None and report.score is not None:
        rows.append((gettext("自评总分"), report.score))
    for field in _text_fields(dict.fromkeys(TEXTS, "")):
        text = str(getattr(report, field.name)) if report is not None else ""
        rows.append((field.label, ui.Prose(text) if text else None))
    return ui.Summary.of(*rows)


def _papers(view: SelfView) -> tuple[ui.Link, ...]:
    if not view.shows_self:
        return ()
    address = reverse("self-paper", args=_where(view))
    if view.state is ReportState.SIGNED:
        return (ui.Link(gettext("下载签发的报告（Word）"), address),)
    words = gettext("下载报告（Word）") if view.may_sign else gettext("下载草稿（Word）")
    return (ui.Link(words, f"{address}?draft=1"),)


def _signed(view: SelfView) -> str:
    report = view.report
    if report is None or report.signed_at is None:
        return ""
    return gettext("%(who)s 于 %(on)s 签发") % {
        "who": report.signed_by,
        "on": moment_words(report.signed_at),
    }


def _sign_form(view: SelfView) -> ui.Form:
    version = view.report.version if view.report is not None else 0
    return ui.Form(
        (),
        (ui.Button.primary(gettext("同意，签发报送")),),
        action=reverse("self-sign", args=_where(view)),
        hidden=(("version", str(version)),),
        panel=False,
    )


def return_form(request: HttpRequest, view: SelfView) -> ui.Form:
    """Return the form that gives a report back: with a day where the office has to give time."""
    reason = ui.Field("reason", gettext("要补充什么"), ui.FieldKind.TEXTAREA, required=True)
    until = ui.Field(
        "until",
        gettext("补交的截止日期"),
        ui.FieldKind.DATE,
        hint=gettext("自评阶段已结束，要给补交的时间。"),
        required=True,
        short=True,
    )
    today = day_of(viewer(request).at)
    late = view.may_decide and view.until is not None and view.until < today
    return ui.Form(
        (reason, until) if late else (reason,),
        (ui.Button(gettext("退回补充"), kind=ui.ButtonKind.DANGER),),
        action=reverse("self-return", args=_where(view)),
        panel=False,
    )
