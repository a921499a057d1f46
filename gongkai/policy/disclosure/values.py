"""What a disclosure pack says: catalogues, content types, channels, what goes out with what.

Review chains and timing rules are values of ``gongkai.rules``; here stand the rest. Everything is
frozen, and every element names the clause it comes from.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from gongkai.policy.disclosure.fields import CommonField, FieldSpec
from gongkai.policy.national_values import Level
from gongkai.rules.publishing.values import Attribute


class UnitKind(StrEnum):
    """Kinds of unit a category may bind; the same closed list as the units of the platform."""

    GOVERNMENT = "government"
    BUREAU = "bureau"
    TOWNSHIP = "township"
    SECTION = "section"
    AGENCY = "agency"
    VILLAGE = "village"
    ENTERPRISE = "enterprise"
    VERTICAL = "vertical"
    PARTY = "party"


class Mode(StrEnum):
    """公开方式: the unit publishes by itself, or gives out when asked."""

    ACTIVE = "active"
    ON_REQUEST = "on_request"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return "主动" if self is Mode.ACTIVE else "依申请"


class Audience(StrEnum):
    """公开对象: everybody, those concerned (特定群众), or the unit's own people."""

    SOCIETY = "society"
    GROUP = "group"
    STAFF = "staff"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _AUDIENCE_LABELS[self]


_AUDIENCE_LABELS = {
    Audience.SOCIETY: "全社会",
    Audience.GROUP: "特定群众",
    Audience.STAFF: "本单位人员",
}


class Duty(StrEnum):
    """Who answers for the categories of a catalogue.

    EVERY: each unit of a matching level and kind. NAMED: the units a county names, because the
    catalogue belongs to one trade (finance, construction). NONE: a way to show, not a duty.
    """

    EVERY = "every"
    NAMED = "named"
    NONE = "none"


class ChannelKind(StrEnum):
    """What kind of thing a channel is."""

    ONLINE = "online"
    MEDIA = "media"
    PLACE = "place"
    PRINT = "print"
    MEETING = "meeting"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """公开渠道: where something is opened.

    ``counted_in`` is the measure of a publication record (份, 场, 次); ``evidence`` asks for a
    photograph or a copy, as nothing else shows later that it hung there.
    """

    id: str
    title: str
    kind: ChannelKind
    counted_in: str
    evidence: bool
    cite: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InterpretationForm:
    """解读形式: a way of explaining a policy (002 §7)."""

    id: str
    title: str
    cite: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentType:
    """体裁: what an item of this kind must say and how it is kept.

    ``common`` are fields every edition has that this type cannot be published without; ``fields``
    are its own. ``validity``: whether it can be repealed or expire. ``review_months``: after how
    long somebody looks whether it still holds; None where nothing asks for it. ``register``: its
    items are rows of a list (清单、名录) and not documents one reads.
    """

    id: str
    title: str
    fields: tuple[FieldSpec, ...]
    common: frozenset[CommonField]
    validity: bool
    register: bool
    review_months: int | None
    cite: tuple[str, ...]

    def field(self, field_id: str) -> FieldSpec:
        """Return a field by id; raises ``LookupError``."""
        for entry in self.fields:
            if entry.id == field_id:
                return entry
        raise LookupError(f"体裁“{self.title}”没有字段 {field_id}")

    @property
    def required(self) -> tuple[FieldSpec, ...]:
        """The own fields without which nothing is published."""
        return tuple(entry for entry in self.fields if entry.required)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRule:
    """Which documents need an interpretation, how many, in which forms, and released together.

    ``forms`` empty allows every form.
    """

    id: str
    title: str
    documents: tuple[str, ...]
    interpretation: str
    at_least: int
    forms: tuple[str, ...]
    together: bool
    cite: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryNode:
    """公开类别: a place of a catalogue; what stands in it, for whom, how, and by when.

    A node with children only groups them. What a node does not say it has from its parent, and
    the top from its catalogue. ``shows`` of a portal column names the catalogues and categories
    whose items it lists, ``shows_types`` the content types.
    """

    id: str
    title: str
    catalogue: str
    parent: str
    elements: tuple[str, ...]
    levels: frozenset[Level]
    unit_kinds: frozenset[UnitKind]
    attribute: Attribute
    modes: frozenset[Mode]
    audience: Audience
    audience_note: str
    timing: tuple[str, ...]
    channels: tuple[str, ...]
    content_types: tuple[str, ...]
    chain: str
    basis: str
    responsible: str
    category: str
    shows: tuple[str, ...]
    shows_types: tuple[str, ...]
    cite: tuple[str, ...]
    note: str = ""
    children: "tuple[CategoryNode, ...]" = ()

    @property
    def leaf(self) -> bool:
        """Whether items are filed here."""
        return not self.children

    def binds(self, level: Level, kind: UnitKind) -> bool:
        """Whether a unit of a level and kind has this category."""
        return level in self.levels and kind in self.unit_kinds

    def walk(self) -> "Iterator[CategoryNode]":
        """Yield the node and everything below it, in the printed order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """公开目录: a tree of categories from one source."""

    id: str
    title: str
    duty: Duty
    cite: tuple[str, ...]
    nodes: tuple[CategoryNode, ...]
    note: str = ""

    def walk(self) -> Iterator[CategoryNode]:
        """Yield every node, in the printed order."""
        for node in self.nodes:
            yield from node.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What applies where a category and a content type leave it open.

    ``chain`` reviews whatever names no other; ``chains`` and ``categories`` give the chain and
    the suggested category of a content type. ``reassessment`` is the timing rule, counted from the
    last look, by which what is not disclosed is looked at again (条例 §18); empty where none is.
    """

    chain: str
    chains: tuple[tuple[str, str], ...]
    categories: tuple[tuple[str, str], ...]
    reassessment: str = ""
