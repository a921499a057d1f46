"""The form of a draft: the fields every edition has, those of its type, and what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.disclosure import rulebook
from gongkai.disclosure.content import Content, content_of
from gongkai.office.disclosure import details
from gongkai.office.disclosure.typed import as_html, as_typed, is_markup
from gongkai.policy.disclosure import CommonField, ContentType, FieldSpec
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.disclosure.models import Edition, Item

_DAYS = ("issued_on", "effective_on", "expires_on")


@dataclass(frozen=True)
class Draft:
    """A draft as typed: its content, what is wrong by field, and the fields of its type as typed.

    Where nothing was typed, these are as they are stored.
    """

    said: Content
    errors: dict[str, str] = field(default_factory=dict)
    typed: Mapping[str, details.TypedValue] = field(default_factory=dict)


def stored(edition: "Edition") -> Draft:
    """Return the draft as it is stored."""
    return Draft(content_of(edition))


def typed(post: QueryDict, item: "Item", edition: "Edition") -> Draft:
    """Return the draft as the form sends it."""
    errors: dict[str, str] = {}
    kind = rulebook.content_type(item.content_type)
    found = details.read(kind.fields, post.dict(), edition.details)
    errors.update(found.errors)
    days = {name: _day(post, name, errors) for name in _DAYS}
    said = Content(
        title=post.get("title", ""),
        summary=post.get("summary", ""),
        body_html=as_html(post.get("body_html", "")),
        document_number=post.get("document_number", ""),
        issuer=post.get("issuer", ""),
        keywords=tuple(_words(post.get("keywords", ""))),
        contact=post.get("contact", ""),
        details=found.values,
        change_note=post.get("change_note", ""),
        is_major=post.get("is_major", "1") == "1",
        is_important=post.get("is_important") == "1",
        **days,
    )
    return Draft(said, errors, found.shown)


def _words(text: str) -> list[str]:
    for mark in "，、；;,":
        text = text.replace(mark, " ")
    return text.split()


def _day(post: QueryDict, name: str, errors: dict[str, str]) -> date | None:
    text = post.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        errors[name] = gettext("日期要写成 2026-03-02。请改正。")
        return None


def parts(
    draft: Draft, item: "Item", edition: "Edition", rows: Mapping[str, int] | None = None
) -> tuple[ui.Component, ...]:
    """Return the whole form. ``rows`` is how many rows are asked for, by their name."""
    kind = rulebook.content_type(item.content_type)
    shown = details.Shown(
        draft.errors, rows or {}, lambda name: reverse("item-chart", args=[item.key, name])
    )
    return (
        *_head(draft, kind),
        *(details.form_part(spec, _typed(draft, spec), shown) for spec in kind.fields),
        _body(draft, kind),
        *_tail(draft, kind, edition),
    )


def _typed(draft: Draft, spec: FieldSpec) -> details.TypedValue:
    if spec.id in draft.typed:
        return draft.typed[spec.id]
    return details.typed_as_stored(spec, draft.said.details.get(spec.id))


def _head(draft: Draft, kind: ContentType) -> tuple[ui.Field, ...]:
    said = draft.said
    made = [
        _text(draft, kind, "title", gettext("标题"), said.title),
        _text(draft, kind, "document_number", gettext("文号"), said.document_number),
        _text(draft, kind, "issuer", gettext("制发机关"), said.issuer),
        _text(draft, kind, "issued_on", gettext("成文日期"), _iso(said.issued_on)),
    ]
    if kind.validity:
        made += [
            _text(draft, kind, "effective_on", gettext("施行日期"), _iso(said.effective_on)),
            _text(draft, kind, "expires_on", gettext("有效期至"), _iso(said.expires_on)),
        ]
    summary = _text(draft, kind, "summary", gettext("内容概述"), said.summary)
    return (*made, replace(summary, kind=ui.FieldKind.TEXTAREA))


def _body(draft: Draft, kind: ContentType) -> ui.Field:
    text = as_typed(draft.said.body_html)
    hint = (
        gettext("正文有特殊格式，按网页代码显示：可以改文字，请保留尖括号里的内容。")
        if is_markup(text)
        else gettext(
            "一行一段；“一、”“（一）”开头的短行成为标题；表格可从 Excel 直接复制粘贴。"
            "行首写“→ ”靠右，“↔ ”居中，“• ”分条，“№ ”编号；[文字](网址) 是链接；"
            "表格里单独一个 < 是并入左格，^ 是并入上格。"
        )
    )
    wanted = CommonField.BODY in kind.common
    if not wanted:
        hint = gettext("这种体裁的内容填在上面各栏，正文可以不填。") + hint
    return ui.Field(
        "body_html",
        _label(kind, CommonField.BODY, gettext("正文")),
        ui.FieldKind.TEXTAREA,
        (text,),
        hint=hint,
        short=not wanted,
    )


def _tail(draft: Draft, kind: ContentType, edition: "Edition") -> tuple[ui.Field, ...]:
    said = draft.said
    made = [
        _text(draft, kind, "keywords", gettext("主题词"), "、".join(said.keywords)),
        _text(draft, kind, "contact", gettext("联系方式"), said.contact),
        ui.Field(
            "is_important",
            gettext("重要事项"),
            ui.FieldKind.SELECT,
            ("1" if said.is_important else "0",),
            (ui.Option("0", gettext("否")), ui.Option("1", gettext("是，须领导小组审定"))),
        ),
    ]
    if edition.base_id is not None:
        made.append(
            ui.Field(
                "change_note",
                gettext("变动说明（必填）"),
                values=(said.change_note,),
                hint=gettext("改了什么、为什么改，会显示在公开页面的历次版本里。"),
                error=draft.errors.get("change_note", ""),
            )
        )
    return tuple(made)


_COMMON = {
    "document_number": CommonField.DOCUMENT_NUMBER,
    "issuer": CommonField.ISSUING_ORGAN,
    "issued_on": CommonField.ISSUED_ON,
    "effective_on": CommonField.EFFECTIVE_ON,
    "expires_on": CommonField.EXPIRES_ON,
    "summary": CommonField.SUMMARY,
    "keywords": CommonField.KEYWORDS,
    "contact": CommonField.CONTACT,
}


def _text(draft: Draft, kind: ContentType, name: str, label: str, value: str) -> ui.Field:
    common = _COMMON.get(name)
    return ui.Field(
        name,
        _label(kind, common, label),
        ui.FieldKind.DATE if name in _DAYS else ui.FieldKind.TEXT,
        (value,),
        error=draft.errors.get(name, ""),
        required=name == "title",
        short=name in _DAYS,
    )


def _label(kind: ContentType, common: CommonField | None, label: str) -> str:
    if common is None or common not in kind.common:
        return label
    return gettext("%(label)s（发布前必填）") % {"label": label}


def _iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
