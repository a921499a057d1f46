"""Parts of the editor beside the form: findings with their mend, files, the import report."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext

from gongkai.disclosure import rulebook
from gongkai.disclosure.checks import MASKABLE
from gongkai.disclosure.importing.images import FOLDER
from gongkai.disclosure.importing.sanitising import is_image_path
from gongkai.disclosure.readable import copies_of, shown_files
from gongkai.disclosure.workflow import Standing
from gongkai.rules.publishing.values import Attribute
from gongkai.rules.text import Grade
from gongkai.ui import components as ui
from gongkai.ui.known import in_language

if TYPE_CHECKING:
    from gongkai.disclosure.models import Attachment, Edition, Item, ReadableCopy


# Places of findings are kept in Chinese, whatever language the page is in.
_FILES = "附件"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: where, what, how to mend it, and whether it may be kept with a reason."""

    badge: ui.Badge
    place: str
    title: str
    shown: str
    mend: str
    answered: bool
    keep: ui.Form | None
    href: str = ""


def findings(
    stands: Standing, item: "Item", fields: Iterable[ui.Field] = ()
) -> tuple[Finding, ...]:
    """Return what the checks found in the present text, the worst first.

    With the fields of the editor each finding leads to where it is mended.
    """
    order = [Grade.BLOCK, Grade.WARN, Grade.NOTE]
    found = sorted(stands.findings.found, key=lambda one: order.index(Grade(one["grade"])))
    places = {one.label.partition("（")[0]: f"#{one.target}" for one in fields}
    return tuple(_finding(one, stands, item, _leads(one["place"], places)) for one in found)


def _leads(place: str, places: Mapping[str, str]) -> str:
    """Return where a finding is mended: the field its place names first, or the files."""
    if not places:
        return ""
    if place.startswith(_FILES):
        return "#files"
    named = max((one for one in places if one and place.startswith(one)), key=len, default="")
    return places.get(named, "")


def _finding(one: dict[str, Any], stands: Standing, item: "Item", href: str) -> Finding:
    grade = Grade(one["grade"])
    answered = one["key"] in stands.findings.answered
    badges = {
        Grade.BLOCK: ui.Badge(gettext("必须处理"), ui.Tone.BAD),
        Grade.WARN: ui.Badge(gettext("请核对"), ui.Tone.WARN),
        Grade.NOTE: ui.Badge(gettext("提示"), ui.Tone.NEUTRAL),
    }
    kept = ui.Badge(gettext("已说明理由"), ui.Tone.GOOD)
    keep = _keep_form(one["key"], item) if grade is Grade.WARN and not answered else None
    return Finding(
        badge=kept if answered else badges[grade],
        place=one["place"],
        title=one["title"],
        shown=one.get("text", ""),
        mend=one.get("mend", ""),
        answered=answered,
        keep=keep,
        href=href,
    )


def _keep_form(key: str, item: "Item") -> ui.Form:
    return ui.Form(
        (ui.Field(f"reason-{key}", gettext("保留的理由")),),
        (ui.Button(gettext("保留并说明理由"), "finding", key),),
        action=reverse("item-draft", args=[item.key]),
        panel=False,
    )


def import_notice(edition: "Edition", item: "Item") -> dict[str, object] | None:
    """Return the import report where one waits to be accepted, or was."""
    report = edition.import_report
    if not report:
        return None
    rows = tuple(
        ui.Row.of(one["label"], ui.Stack.of(one["value"], f"{one['confidence']}：{one['why']}"))
        for one in report["recognised"]
    )
    accept = ui.Form(
        (),
        (ui.Button.primary(gettext("核对无误，确认导入"), "accept", report["fingerprint"]),),
        action=reverse("item-draft", args=[item.key]),
        panel=False,
    )
    return {
        "name": edition.import_name,
        "accepted": edition.import_accepted_at is not None,
        "lines": report["lines"],
        "table": ui.Table(
            caption=gettext("识别结果"),
            columns=(
                ui.Column("field", gettext("字段"), header=True, nowrap=True),
                ui.Column("value", gettext("识别为，把握和依据")),
            ),
            rows=rows,
            compact=True,
        ),
        "accept": accept,
    }


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of a draft with what can be done to it; ``badge`` says where its reading stands.

    Without ``href`` it cannot be opened yet. ``trouble`` says why it could not be read.
    """

    name: str
    note: str
    href: str
    form: ui.Form
    badge: ui.Badge | None = None
    trouble: str = ""


def file_rows(edition: "Edition", item: "Item") -> tuple[FileRow, ...]:
    """Return the files of a draft."""
    shown = shown_files(edition)
    copies = copies_of(shown)
    return tuple(_file_row(one, item, copies.get(one.file_id)) for one in shown)


def _file_row(one: "Attachment", item: "Item", copy: "ReadableCopy | None") -> FileRow:
    is_seen_or_heard = one.kind in {"image", "audio", "video"}
    fields = (
        (
            ui.Field(
                "description",
                gettext("内容说明"),
                values=(one.description,),
                hint=gettext("看不见、听不到的人靠这段话。"),
            ),
        )
        if is_seen_or_heard
        else ()
    )
    buttons: list[ui.Button | ui.Link] = []
    if is_seen_or_heard:
        buttons.append(ui.Button(gettext("保存说明"), "describe", "1"))
    if one.file.suffix in MASKABLE and not one.is_masked:
        buttons.append(ui.Button(gettext("生成脱敏副本"), "mask", "1"))
    if copy is not None and copy.failed:
        buttons.append(ui.Button(gettext("重新读取"), "read", "1"))
    buttons.append(ui.Button(gettext("移除"), "remove", "1", ui.ButtonKind.DANGER))
    form = ui.Form(
        fields,
        tuple(buttons),
        action=reverse("item-file", args=[item.key, one.pk]),
        label=gettext("处理“%(name)s”") % {"name": one.name},
        panel=False,
    )
    size = f"{one.file.size / 1024:.0f} KB"
    href = reverse("item-download", args=[item.key, one.pk])
    row = FileRow(one.name, f"{one.shown_as}，{size}", href, form)
    return row if copy is None else _read(row, copy)


def _read(row: FileRow, copy: "ReadableCopy") -> FileRow:
    """Return the row of a file that a program reads, with how far that is."""
    if copy.waits:
        return replace(row, href="", badge=ui.Badge(copy.get_state_display(), ui.Tone.WARN))
    if copy.failed:
        badge = ui.Badge(copy.get_state_display(), ui.Tone.BAD)
        return replace(row, badge=badge, trouble=copy.reason)
    return row


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a draft that its text may show: as the text names it, where it is had."""

    path: str
    href: str
    description: str


def pictures(edition: "Edition", item: "Item") -> tuple[Picture, ...]:
    """Return the pictures of a draft that bear the name by which a text shows them."""
    shown = edition.attachments.filter(replaced_by=None, kind="image")
    return tuple(
        Picture(path, reverse("item-download", args=[item.key, one.pk]), one.description)
        for one in shown
        if is_image_path(path := f"{FOLDER}/{one.name}")
    )


def upload_form(item: "Item") -> ui.Form:
    """Return the form that adds a file."""
    return ui.Form(
        (
            ui.Field("file", gettext("选择文件"), ui.FieldKind.FILE, required=True),
            ui.Field(
                "use",
                gettext("用途"),
                ui.FieldKind.RADIO,
                ("attach",),
                (
                    ui.Option("attach", gettext("作为附件或图片")),
                    ui.Option("import", gettext("导入为正文（替换现有正文）")),
                ),
            ),
        ),
        (ui.Button(gettext("上传")),),
        action=reverse("item-upload", args=[item.key]),
        panel=False,
    )


def discard_form(stands: Standing) -> ui.Form:
    """Return the form that throws the draft away; what others have seen needs a reason."""
    seen = bool(stands.facts.review.history)
    reason = ui.Field("reason", gettext("作废的理由"), required=True)
    return ui.Form(
        (reason,) if seen else (),
        (ui.Button(gettext("作废这份草稿"), "discard", "1", ui.ButtonKind.DANGER),),
        action=reverse("item-draft", args=[stands.item.key]),
        panel=False,
    )


def attribute_form(item: "Item") -> ui.Form:
    """Return the form that decides the disclosure attribute (公开属性源头认定)."""
    reasons = rulebook.pack().reasons
    return ui.Form(
        (
            ui.Field(
                "attribute",
                gettext("公开属性"),
                ui.FieldKind.RADIO,
                (item.attribute,),
                tuple(ui.Option(one.value, in_language(one.label)) for one in Attribute),
            ),
            ui.Field(
                "reason",
                gettext("不予公开的法定理由"),
                ui.FieldKind.SELECT,
                (item.attribute_reason,),
                (
                    ui.Option("", gettext("无")),
                    *(ui.Option(one.id, one.title) for one in reasons),
                ),
            ),
            ui.Field("note", gettext("说明"), values=(item.attribute_note,)),
        ),
        (ui.Button(gettext("保存公开属性")),),
        action=reverse("item-draft", args=[item.key]),
        panel=False,
    )
