"""A stored round opened to be read: its pack, its result, and what the result would be if."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.assessment.assess import assess
from gongkai.assessment.current import current, current_facts, pack_of
from gongkai.assessment.factfile import facts_json
from gongkai.assessment.facts import facts_from_trees
from gongkai.assessment.models import Round
from gongkai.assessment.pinning import node_of, tried
from gongkai.assessment.queries.rounds import proposed
from gongkai.assessment.results import Assessment
from gongkai.assessment.snapshots import assessment_of, official
from gongkai.core.access import Viewer
from gongkai.policy.cursor import Log
from gongkai.policy.diff import counterparts
from gongkai.policy.loading import Pack, PatchEntry
from gongkai.policy.problems import ProblemsError
from gongkai.policy.tree import Branch, Node
from gongkai.rules.facts import Facts
from gongkai.rules.rounds import Phase, Relation, What, sees


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRound:
    """A round with its pack and a result: the approved one, else what the facts give now."""

    round: Round
    pack: Pack
    result: Assessment
    facts: Facts
    is_official: bool

    @property
    def key(self) -> str:
        """The key in addresses."""
        return self.round.key

    @property
    def title(self) -> str:
        """The name of the round."""
        return self.round.title

    @property
    def year(self) -> int:
        """The year assessed."""
        return self.round.year


def opened(viewer: Viewer, round_: Round, *, now: bool = False) -> OpenRound | None:
    """Return a round with the result a viewer may see as a whole; ``None`` before its time.

    After the approval that is the approved result; with ``now`` the office sees instead what the
    facts give, a correction under way included.
    """
    if not sees_result(viewer, round_):
        return None
    pack = pack_of(round_)
    snapshot = official(round_)
    if snapshot is None or (now and viewer.may("assessment.run", round_.unit.path)):
        result, facts = current(round_), current_facts(round_)
        return OpenRound(round=round_, pack=pack, result=result, facts=facts, is_official=False)
    result = assessment_of(snapshot)
    facts = Facts(
        units=tuple(unit.score.unit for unit in result.units),
        ballots=current_facts(round_).ballots,
        tie_decisions=current_facts(round_).tie_decisions,
    )
    return OpenRound(round=round_, pack=pack, result=result, facts=facts, is_official=True)


def sees_result(viewer: Viewer, round_: Round) -> bool:
    """Whether a viewer sees the list of all units with totals and grades."""
    path = round_.unit.path
    if viewer.may("assessment.run", path):
        return round_.phase is not Phase.PREPARING
    relation = Relation.DECIDER if viewer.may("assessment.oversee", path) else Relation.OTHER_UNIT
    return sees(relation, What.RANKING, round_.phase, proposed=proposed(round_))


def previous_of(viewer: Viewer, round_: OpenRound) -> OpenRound | None:
    """Return the round before, where the viewer may see its result."""
    before = round_.round.previous
    return opened(viewer, before) if before is not None else None


def what_if(round_: OpenRound, readings: Node, patch: tuple[PatchEntry, ...]) -> Assessment:
    """Assess the facts of a round under other readings and values. Nothing is stored.

    Raises:
        ProblemsError: the values do not fit, or the facts do not fit them.
    """
    local = node_of(round_.round.readings, "readings")
    scheme = tried(round_.round.pack, _merged(local, readings), patch).scheme
    log = Log()
    # As a file, so that the facts are held against the changed scheme like anybody's.
    body: Mapping[str, object] = json.loads(json.dumps(facts_json(round_.facts)))
    facts = facts_from_trees([node_of(body, "$")], scheme, log)
    if log.errors:
        raise ProblemsError(log.errors)
    return assess(scheme, facts)


def comparable(old: OpenRound, new: OpenRound) -> Mapping[str, tuple[str, bool]]:
    """Return new id → (old id, comparable) between two rounds' packs."""
    return counterparts(old.pack.scheme, new.pack.scheme, new.pack.changes)


def _merged(first: Node, second: Node) -> Node:
    """Lay the readings of a what-if over the readings of the round."""
    if isinstance(first, Branch) and isinstance(second, Branch):
        entries = {**first.entries, **second.entries}
        return Branch(second.place, entries, {**first.keys, **second.keys})
    return second
