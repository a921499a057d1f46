"""The 政府信息公开审批表: what is to be open, why, and everybody who answered for it."""

from collections.abc import Iterator

from gongkai.reports.disclosure.values import AnsweredFinding, ApprovalForm, ReviewRecord
from gongkai.reports.disclosure.words import DASH, day_text, minute_text, safe
from gongkai.reports.official_document import (
    Block,
    Form,
    FormCell,
    FormRow,
    OfficialDocument,
    build,
)
from gongkai.rules.publishing.signatures import Outcome

TITLE = "政府信息公开审批表"
_WIDTHS = (27, 51, 27, 51)
_SIGNING = 18


def approval_form(form: ApprovalForm) -> bytes:
    """Return the form as ``.docx``."""
    return build(document(form))


def document(form: ApprovalForm) -> OfficialDocument:
    """Return the form as values, before it is laid out."""
    rows = (*_item_rows(form), *_finding_rows(form), *_review_rows(form), *_end_rows(form))
    blocks: list[Block] = [Form(widths=_WIDTHS, rows=rows)]
    return OfficialDocument(
        title=TITLE, recipients="", blocks=blocks, issuer=form.unit, issued_on=None, signed=False
    )


def _item_rows(form: ApprovalForm) -> Iterator[FormRow]:
    yield _wide("信息标题", safe(form.title))
    yield _pair("公开单位", form.unit, "起草人", form.drafted_by)
    yield _pair("索引号", form.index_number, "发文字号", form.document_number)
    yield _pair("成文日期", day_text(form.issued_on), "体裁", form.content_type)
    yield _pair("公开目录", form.category, "公开渠道", "、".join(form.channels))
    yield _wide("公开属性", _attribute(form))
    yield _pair(
        "拟公开时间", minute_text(form.release_at, "审核通过后"), "版次", f"第{form.edition}版"
    )
    if form.change_note:
        yield _wide("修改说明", safe(form.change_note))
    if form.files:
        lines = [f"{number}. {safe(name)}" for number, name in enumerate(form.files, start=1)]
        yield _wide("附件", "\n".join(lines))


def _attribute(form: ApprovalForm) -> str:
    basis = [f"依据：{safe(form.basis)}"] if form.basis else []
    note = [f"说明：{safe(form.basis_note)}"] if form.basis_note else []
    return "\n".join((form.attribute.label, *basis, *note))


def _finding_rows(form: ApprovalForm) -> Iterator[FormRow]:
    if not form.findings:
        yield _wide("公开前检查", "没有需要说明的提示。")
        return
    lines = (_finding(number, one) for number, one in enumerate(form.findings, start=1))
    yield _wide("公开前检查\n提示及处理", "\n".join(lines))


def _finding(number: int, one: AnsweredFinding) -> str:
    when = minute_text(one.at)
    said = f"{safe(one.place)}：{safe(one.title)}。处理：{safe(one.reason).rstrip('。')}。"
    return f"{number}. {said}（{one.name}，{when}）"


def _review_rows(form: ApprovalForm) -> Iterator[FormRow]:
    for record in form.secrecy or (ReviewRecord(step="保密审查"),):
        yield _signed(record)
    for record in form.reviews:
        yield _signed(record)


def _signed(record: ReviewRecord) -> FormRow:
    label = FormCell(text=record.step, label=True)
    if record.outcome is None:
        blank = FormCell(text="", span=3, signed="签名：              年    月    日")
        return FormRow(cells=(label, blank), least=_SIGNING)
    opinion = safe(record.opinion)
    said = record.outcome.label + (f"：{opinion}" if opinion else "")
    if record.outcome is Outcome.SIGN and opinion.startswith(record.outcome.label):
        said = opinion
    void = f"\n（{record.void}）" if record.void else ""
    name = record.name + (f"（代{record.on_behalf_of}）" if record.on_behalf_of else "")
    signed = f"{name}  {minute_text(record.at)}"
    return FormRow(cells=(label, FormCell(text=said + void, span=3, signed=signed)), least=_SIGNING)


def _end_rows(form: ApprovalForm) -> Iterator[FormRow]:
    if form.urgent_reason:
        yield _wide("紧急公开", f"先公开后补审。理由：{safe(form.urgent_reason)}")
    if form.printed_at is not None:
        yield _wide("打印时间", f"{minute_text(form.printed_at)}。签批记录以系统所存为准。")


def _wide(label: str, text: str) -> FormRow:
    cells = (FormCell(text=label, label=True), FormCell(text=text or DASH, span=3))
    return FormRow(cells=cells)


def _pair(one: str, text: str, two: str, other: str) -> FormRow:
    return FormRow(
        cells=(
            FormCell(text=one, label=True),
            FormCell(text=text or DASH),
            FormCell(text=two, label=True),
            FormCell(text=other or DASH),
        )
    )
