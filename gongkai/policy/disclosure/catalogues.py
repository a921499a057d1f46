"""The section ``catalogues``: trees of categories that take from above what they leave unsaid."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeVar

from gongkai.policy.cursor import Cursor
from gongkai.policy.disclosure.reading import Reading, refer_all
from gongkai.policy.disclosure.values import (
    Audience,
    Catalogue,
    CategoryNode,
    Duty,
    Mode,
    UnitKind,
)
from gongkai.policy.national_values import Category, Level
from gongkai.policy.problems import Place, suggestion
from gongkai.policy.sections.national import refer, unique
from gongkai.policy.tree import Leaf
from gongkai.rules.publishing.values import Attribute

_E = TypeVar("_E", bound=StrEnum)


@dataclass(kw_only=True)
class Known:
    """The ids that categories may refer to, and where each category was first written."""

    timing: list[str]
    channels: list[str]
    content_types: list[str]
    chains: list[str]
    national: Mapping[str, Category]
    nodes: dict[str, Place] = field(default_factory=dict)
    shown: list[tuple[Cursor, tuple[str, ...]]] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class _Above:
    """What a category has when it says nothing."""

    levels: frozenset[Level] = frozenset(Level)
    unit_kinds: frozenset[UnitKind] = frozenset(UnitKind)
    attribute: Attribute = Attribute.PUBLIC
    modes: frozenset[Mode] = frozenset({Mode.ACTIVE})
    audience: Audience = Audience.SOCIETY
    audience_note: str = ""
    timing: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    content_types: tuple[str, ...] = ()
    chain: str = ""
    basis: str = ""
    responsible: str = ""
    cite: tuple[str, ...] = ()


def read_catalogues(root: Cursor, reading: Reading, known: Known) -> tuple[Catalogue, ...]:
    """Read every catalogue. Category ids are unique over all of them."""
    found = []
    for cursor in unique(root.children("catalogues", "公开目录")):
        catalogue_id = cursor.text("id", required=True)
        cursor.what = f"公开目录 {catalogue_id}"
        above = _above(cursor, _Above(), known)
        found.append(
            Catalogue(
                id=catalogue_id,
                title=cursor.text("title", required=True),
                duty=cursor.choice("duty", Duty, Duty.EVERY),
                cite=reading.cites.of(cursor),
                nodes=_nodes(cursor, catalogue_id, "", above, reading, known),
                note=cursor.text("note"),
            )
        )
        _check_complete(cursor, found[-1], known)
        cursor.done()
    _check_shown(found, known)
    return tuple(found)


def _nodes(
    cursor: Cursor, catalogue: str, parent: str, above: _Above, reading: Reading, known: Known
) -> tuple[CategoryNode, ...]:
    children = cursor.children("nodes", "类别", required=not parent)
    return tuple(_node(child, catalogue, parent, above, reading, known) for child in children)


def _node(
    cursor: Cursor, catalogue: str, parent: str, above: _Above, reading: Reading, known: Known
) -> CategoryNode:
    category = _category(cursor, known)
    node_id = cursor.text("id", required=True)
    cursor.what = f"类别 {node_id}"
    _check_id(cursor, node_id, known)
    if category is not None:
        above = replace(above, levels=category.levels, cite=category.cite)
    own = replace(_above(cursor, above, known), cite=_cite(cursor, above, reading))
    shows = cursor.texts("shows")
    known.shown.append((cursor, shows))
    node = CategoryNode(
        id=node_id,
        title=cursor.text("title", category.title) if category else _title(cursor),
        catalogue=catalogue,
        parent=parent,
        elements=cursor.texts("elements"),
        category=category.id if category else "",
        shows=shows,
        shows_types=cursor.texts("shows_types"),
        note=cursor.text("note"),
        children=_nodes(cursor, catalogue, node_id, own, reading, known)
        if cursor.has("nodes")
        else (),
        **_values(own),
    )
    refer_all(cursor, "shows_types", node.shows_types, known.content_types, "体裁")
    cursor.done()
    return node


def _values(above: _Above) -> dict[str, Any]:
    return {name: getattr(above, name) for name in above.__dataclass_fields__}


def _title(cursor: Cursor) -> str:
    return cursor.text("title", required=True)


def _category(cursor: Cursor, known: Known) -> Category | None:
    """Return the category of 条例 §20–21 that this one is, named by its id in the national pack."""
    name = cursor.text("category")
    refer(cursor, "category", name, known.national, "全国主动公开类别")
    return known.national.get(name)


def _cite(cursor: Cursor, above: _Above, reading: Reading) -> tuple[str, ...]:
    """Return the own citation, or the one of the category above: a list may have one clause."""
    return reading.cites.of(cursor, required=not above.cite) or above.cite


def _check_id(cursor: Cursor, node_id: str, known: Known) -> None:
    earlier = known.nodes.get(node_id)
    if earlier is not None:
        cursor.error("id", "ID-DUP", f"类别编号 {node_id} 重复，已见 {earlier}")
    elif node_id:
        known.nodes[node_id] = cursor.place


def _above(cursor: Cursor, above: _Above, known: Known) -> _Above:
    """Return what holds for an element: its own words, else what lies above."""
    own = replace(
        above,
        levels=_members(cursor, "levels", Level, above.levels),
        unit_kinds=_members(cursor, "unit_kinds", UnitKind, above.unit_kinds),
        attribute=cursor.choice("attribute", Attribute, above.attribute),
        modes=_members(cursor, "modes", Mode, above.modes),
        audience=cursor.choice("audience", Audience, above.audience),
        audience_note=cursor.text("audience_note", above.audience_note),
        timing=_texts(cursor, "timing", above.timing),
        channels=_texts(cursor, "channels", above.channels),
        content_types=_texts(cursor, "content_types", above.content_types),
        chain=cursor.text("chain", above.chain),
        basis=cursor.text("basis", above.basis),
        responsible=cursor.text("responsible", above.responsible),
    )
    _check_references(cursor, own, known)
    return own


def _check_references(cursor: Cursor, own: _Above, known: Known) -> None:
    """Note what an element itself refers to and nobody has; the heirs of it say nothing."""
    if cursor.has("timing"):
        refer_all(cursor, "timing", own.timing, known.timing, "公开时限规则")
    if cursor.has("channels"):
        refer_all(cursor, "channels", own.channels, known.channels, "公开渠道")
    if cursor.has("content_types"):
        refer_all(cursor, "content_types", own.content_types, known.content_types, "体裁")
    if cursor.has("chain"):
        refer(cursor, "chain", own.chain, known.chains, "审核流程")


def _texts(cursor: Cursor, key: str, above: tuple[str, ...]) -> tuple[str, ...]:
    """Return a list; one that is written, even empty, replaces what lies above."""
    written = cursor.texts(key)
    return written if cursor.has(key) else above


def _members(cursor: Cursor, key: str, kind: type[_E], above: frozenset[_E]) -> frozenset[_E]:
    names, place = cursor.texts(key), cursor.at(key)
    found = [cursor.member(Leaf(place, name), kind, key) for name in names]
    return frozenset(member for member in found if member is not None) or above


def _check_complete(cursor: Cursor, catalogue: Catalogue, known: Known) -> None:
    """A catalogue that says it covers the national categories must name each of them once."""
    if not cursor.flag("covers_national"):
        return
    named = [node.category for node in catalogue.walk() if node.category]
    missing = [entry for name, entry in known.national.items() if name not in named]
    twice = sorted({name for name in named if named.count(name) > 1})
    if missing:
        listed = "、".join(f"{entry.id}（{entry.title}）" for entry in missing)
        cursor.error("covers_national", "D-COVER", f"{cursor.what}缺少全国类别：{listed}")
    if twice:
        cursor.error(
            "covers_national", "D-COVER", f"{cursor.what}重复的全国类别：{'、'.join(twice)}"
        )


def _check_shown(catalogues: list[Catalogue], known: Known) -> None:
    """A column may show whole catalogues and single categories, whichever pack brings them."""
    names = [*known.nodes, *(catalogue.id for catalogue in catalogues)]
    for cursor, shows in known.shown:
        for name in shows:
            if name not in names:
                near = suggestion(name, names)
                cursor.error("shows", "N-UNKNOWN", f"没有类别或目录 {name}{near}")
