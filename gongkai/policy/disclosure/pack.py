"""A loaded disclosure pack and its look-ups."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from gongkai.policy.disclosure.values import (
    Catalogue,
    CategoryNode,
    Channel,
    ContentType,
    Defaults,
    Duty,
    InterpretationForm,
    ReleaseRule,
    UnitKind,
)
from gongkai.policy.library import PackFolder
from gongkai.policy.national_values import Level, Reason
from gongkai.policy.problems import Problem, suggestion
from gongkai.rules.obligations.values import TimingRule
from gongkai.rules.publishing.chains import ReviewChain
from gongkai.rules.scheme import SourceDocument


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=_Named)


def _index(entries: Iterable[_T]) -> dict[str, _T]:
    return {entry.id: entry for entry in entries}


def _found(entries: Mapping[str, _T], name: str, what: str) -> _T:
    try:
        return entries[name]
    except KeyError:
        raise LookupError(f"公开规则包没有{what} {name}{suggestion(name, entries)}") from None


@dataclass(frozen=True, kw_only=True)
class DisclosurePack:
    """公开规则包: everything a government has laid down about what it opens, and how.

    ``reasons`` are the grounds for not disclosing of the national pack ``national``. ``remarks``
    says, by ``section.id``, what a person should know about an element: above all where a number
    is the pack's choice because its source is silent. Look-ups raise ``LookupError`` naming the
    nearest known id.
    """

    id: str
    version: str
    title: str
    summary: str
    hash: str
    national: str
    uses: tuple[str, ...]
    sources: tuple[SourceDocument, ...]
    reasons: tuple[Reason, ...]
    channels: tuple[Channel, ...]
    forms: tuple[InterpretationForm, ...]
    timing: tuple[TimingRule, ...]
    chains: tuple[ReviewChain, ...]
    content_types: tuple[ContentType, ...]
    releases: tuple[ReleaseRule, ...]
    catalogues: tuple[Catalogue, ...]
    defaults: Defaults
    remarks: Mapping[str, str]
    folder: PackFolder
    notes: tuple[Problem, ...] = ()
    _nodes: Mapping[str, CategoryNode] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        nodes = _index(node for catalogue in self.catalogues for node in catalogue.walk())
        object.__setattr__(self, "_nodes", nodes)

    def node(self, node_id: str) -> CategoryNode:
        """Return a category of any catalogue."""
        return _found(self._nodes, node_id, "类别")

    def has_node(self, node_id: str) -> bool:
        """Whether a category exists; a pack may drop one that items were filed in."""
        return node_id in self._nodes

    def path(self, node_id: str) -> tuple[CategoryNode, ...]:
        """Return a category and what it lies in, the top first."""
        node = self.node(node_id)
        found = [node]
        while node.parent:
            node = self.node(node.parent)
            found.append(node)
        return tuple(reversed(found))

    def catalogue(self, catalogue_id: str) -> Catalogue:
        """Return a catalogue."""
        return _found(_index(self.catalogues), catalogue_id, "目录")

    def content_type(self, type_id: str) -> ContentType:
        """Return a content type."""
        return _found(_index(self.content_types), type_id, "体裁")

    def chain(self, chain_id: str) -> ReviewChain:
        """Return a review chain."""
        return _found(_index(self.chains), chain_id, "审核流程")

    def timing_rule(self, rule_id: str) -> TimingRule:
        """Return a timing rule."""
        return _found(_index(self.timing), rule_id, "公开时限规则")

    def channel(self, channel_id: str) -> Channel:
        """Return a channel."""
        return _found(_index(self.channels), channel_id, "公开渠道")

    def reason(self, reason_id: str) -> Reason:
        """Return a ground for not disclosing."""
        return _found(_index(self.reasons), reason_id, "不予公开理由")

    def chain_of(self, node_id: str, type_id: str) -> ReviewChain:
        """Return the chain of an item: what its category says, its content type, the default."""
        own = self.node(node_id).chain or dict(self.defaults.chains).get(type_id, "")
        return self.chain(own or self.defaults.chain)

    def category_for(self, type_id: str) -> str:
        """Return the category to suggest for a content type, or an empty string."""
        return dict(self.defaults.categories).get(type_id, "")

    def duties_of(self, level: Level, kind: UnitKind) -> tuple[CategoryNode, ...]:
        """Return the categories that every unit of a level and kind answers for."""
        return tuple(
            node
            for catalogue in self.catalogues
            if catalogue.duty is Duty.EVERY
            for node in catalogue.walk()
            if node.leaf and node.binds(level, kind)
        )

    def releases_of(self, type_id: str) -> tuple[ReleaseRule, ...]:
        """Return the rules on what must go out together with a document of a content type."""
        return tuple(rule for rule in self.releases if type_id in rule.documents)

    def shown_in(self, column_id: str) -> frozenset[str]:
        """Return the ids of the leaves whose items a portal column lists by category."""
        found: set[str] = set()
        for name in self.node(column_id).shows:
            tops = self.catalogue(name).nodes if name not in self._nodes else (self.node(name),)
            found |= {node.id for top in tops for node in top.walk() if node.leaf}
        return frozenset(found)

    def remark(self, section: str, element: str) -> str:
        """Return the remark on an element, or an empty string."""
        return self.remarks.get(f"{section}.{element}", "")
