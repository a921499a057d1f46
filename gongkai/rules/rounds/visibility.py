"""Who sees which scores of a unit, and when. No role sees a score before its time.

Self-assessment and evidence belong to the unit and to those who judge it; what others scored is
shown to the unit with the bulletin, and to everybody else only as the bulletin prints it.
"""

from enum import StrEnum
from typing import Final

from gongkai.rules.rounds.phases import Phase


class Relation(StrEnum):
    """What a viewer is to one unit of a round."""

    OFFICE = "office"
    DECIDER = "decider"
    SCORER = "scorer"
    BLIND_SCORER = "blind_scorer"
    OWN = "own"
    OTHER_UNIT = "other_unit"
    PUBLIC = "public"


class What(StrEnum):
    """What there is to see of a unit."""

    EVIDENCE = "evidence"
    SELF = "self"
    ASSIGNED = "assigned"
    SCORES = "scores"
    RESULT = "result"
    RANKING = "ranking"


_ALWAYS: Final[dict[Relation, frozenset[What]]] = {
    Relation.OFFICE: frozenset(What),
    # Who decides sees results once they are proposed; see ``sees``.
    Relation.DECIDER: frozenset({What.EVIDENCE, What.SELF}),
    Relation.SCORER: frozenset({What.EVIDENCE, What.SELF, What.ASSIGNED}),
    # An outside body judges without knowing what the unit gave itself.
    Relation.BLIND_SCORER: frozenset({What.EVIDENCE, What.ASSIGNED}),
    Relation.OWN: frozenset({What.EVIDENCE, What.SELF}),
    Relation.OTHER_UNIT: frozenset(),
    Relation.PUBLIC: frozenset(),
}
_AFTER_PROPOSAL: Final = {Relation.DECIDER: frozenset(What)}
_AFTER_BULLETIN: Final[dict[Relation, frozenset[What]]] = {
    Relation.SCORER: frozenset({What.RESULT, What.RANKING}),
    Relation.BLIND_SCORER: frozenset({What.RESULT, What.RANKING}),
    Relation.OWN: frozenset({What.SCORES, What.RESULT, What.RANKING}),
    Relation.OTHER_UNIT: frozenset({What.RESULT, What.RANKING}),
}
_ANNOUNCED: Final = frozenset({Phase.ANNOUNCED, Phase.CLOSED})
_PROPOSED: Final = _ANNOUNCED | {Phase.APPROVED}


def sees(
    relation: Relation,
    what: What,
    phase: Phase,
    *,
    proposed: bool = False,
    is_public: bool = False,
) -> bool:
    """Whether a viewer with this relation sees ``what`` of a unit now.

    ``proposed`` says that the office has put the result before those who decide; ``is_public``
    that the pack or the round opens results to the public.
    """
    if what in _ALWAYS[relation]:
        return True
    if (proposed or phase in _PROPOSED) and what in _AFTER_PROPOSAL.get(relation, ()):
        return True
    if phase not in _ANNOUNCED:
        return False
    if relation is Relation.PUBLIC:
        return is_public and what in {What.RESULT, What.RANKING}
    return what in _AFTER_BULLETIN.get(relation, ())
