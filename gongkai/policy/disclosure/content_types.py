"""The sections ``channels``, ``forms``, ``content_types`` and ``releases``."""

from gongkai.policy.cursor import Cursor
from gongkai.policy.disclosure.fields import Choice, CommonField, FieldKind, FieldSpec
from gongkai.policy.disclosure.reading import Reading, refer_all
from gongkai.policy.disclosure.values import (
    Channel,
    ChannelKind,
    ContentType,
    InterpretationForm,
    ReleaseRule,
)
from gongkai.policy.sections.national import refer, unique
from gongkai.policy.tree import Leaf


def read_channels(root: Cursor, reading: Reading) -> tuple[Channel, ...]:
    """Read the channels."""
    channels = []
    for cursor in unique(root.children("channels", "公开渠道")):
        cursor.what = f"公开渠道 {cursor.text('id', required=True)}"
        if not cursor.has("kind"):
            cursor.error("kind", "K-MISSING", f"{cursor.what}缺少“kind”")
        channels.append(
            Channel(
                id=cursor.text("id"),
                title=cursor.text("title", required=True),
                kind=cursor.choice("kind", ChannelKind, ChannelKind.ONLINE),
                counted_in=cursor.text("counted_in", "次"),
                evidence=cursor.flag("evidence"),
                cite=reading.cites.of(cursor),
            )
        )
        cursor.done()
    return tuple(channels)


def read_forms(root: Cursor, reading: Reading) -> tuple[InterpretationForm, ...]:
    """Read the forms of interpretation."""
    forms = []
    for cursor in unique(root.children("forms", "解读形式")):
        cursor.what = f"解读形式 {cursor.text('id', required=True)}"
        forms.append(
            InterpretationForm(
                id=cursor.text("id"),
                title=cursor.text("title", required=True),
                cite=reading.cites.of(cursor),
            )
        )
        cursor.done()
    return tuple(forms)


def read_content_types(root: Cursor, reading: Reading) -> tuple[ContentType, ...]:
    """Read the content types with their fields."""
    types = []
    for cursor in unique(root.children("content_types", "体裁")):
        type_id = cursor.text("id", required=True)
        cursor.what = f"体裁 {type_id}"
        types.append(
            ContentType(
                id=type_id,
                title=cursor.text("title", required=True),
                fields=_fields(cursor, "fields"),
                common=_common(cursor),
                validity=cursor.flag("validity"),
                register=cursor.flag("register"),
                review_months=cursor.whole("review_months"),
                cite=reading.cites.of(cursor),
            )
        )
        reading.remark(cursor, "content_types", type_id)
        cursor.done()
    return tuple(types)


def _common(cursor: Cursor) -> frozenset[CommonField]:
    names, place = cursor.texts("common"), cursor.at("common")
    found = [cursor.member(Leaf(place, name), CommonField, "common") for name in names]
    return frozenset(entry for entry in found if entry is not None)


def _fields(cursor: Cursor, key: str, depth: int = 0) -> tuple[FieldSpec, ...]:
    return tuple(_field(child, depth) for child in unique(cursor.children(key, "字段")))


def _field(cursor: Cursor, depth: int) -> FieldSpec:
    cursor.what = f"字段 {cursor.text('id', required=True)}"
    spec = FieldSpec(
        id=cursor.text("id"),
        title=cursor.text("title", required=True),
        kind=cursor.choice("kind", FieldKind, FieldKind.TEXT),
        required=cursor.flag("required"),
        hint=cursor.text("hint"),
        choices=_choices(cursor),
        columns=_fields(cursor, "columns", depth + 1),
        personal=cursor.flag("personal"),
    )
    cursor.done()
    _check_field(cursor, spec, depth)
    return spec


def _choices(cursor: Cursor) -> tuple[Choice, ...]:
    """Read ``choices: {id: title}``."""
    child = cursor.child("choices", "choices")
    if child is None:
        return ()
    return tuple(Choice(name, child.text(name)) for name, _, _ in list(child.entries()))


def _check_field(cursor: Cursor, spec: FieldSpec, depth: int) -> None:
    """A choice has choices, a table has columns, and a table does not stand in a table."""
    choice, table = spec.kind is FieldKind.CHOICE, spec.kind is FieldKind.TABLE
    if choice != bool(spec.choices):
        cursor.error(
            "choices", "D-FIELD", f"{cursor.what}：kind 为 choice 时要写 choices，否则不写"
        )
    if table != bool(spec.columns):
        cursor.error("columns", "D-FIELD", f"{cursor.what}：kind 为 table 时要写 columns，否则不写")
    if depth and spec.kind in {FieldKind.TABLE, FieldKind.FLOW}:
        cursor.error("kind", "D-FIELD", f"{cursor.what}：表格的列里不能再放表格或流程图")


def read_releases(
    root: Cursor,
    reading: Reading,
    types: tuple[ContentType, ...],
    forms: tuple[InterpretationForm, ...],
) -> tuple[ReleaseRule, ...]:
    """Read which documents go out with an interpretation."""
    known = [entry.id for entry in types]
    rules = []
    for cursor in unique(root.children("releases", "发布规则")):
        rule_id = cursor.text("id", required=True)
        cursor.what = f"发布规则 {rule_id}"
        at_least = cursor.whole("at_least")
        rule = ReleaseRule(
            id=rule_id,
            title=cursor.text("title", required=True),
            documents=cursor.texts("documents", required=True),
            interpretation=cursor.text("interpretation", required=True),
            at_least=1 if at_least is None else at_least,
            forms=cursor.texts("forms"),
            together=cursor.flag("together", default=True),
            cite=reading.cites.of(cursor),
        )
        reading.remark(cursor, "releases", rule_id)
        cursor.done()
        refer_all(cursor, "documents", rule.documents, known, "体裁")
        refer(cursor, "interpretation", rule.interpretation, known, "体裁")
        refer_all(cursor, "forms", rule.forms, [form.id for form in forms], "解读形式")
        if rule.at_least < 1:
            cursor.error("at_least", "T-RANGE", "at_least 至少是 1")
        rules.append(rule)
    return tuple(rules)
