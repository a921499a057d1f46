"""Snapshots: facts and result of a round at a moment, under one hash, for anybody to recompute."""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from threading import Lock
from typing import Any, Final

from django.db.models import QuerySet

from gongkai.assessment.assess import assess
from gongkai.assessment.current import current, current_facts, pack_of
from gongkai.assessment.factfile import facts_json
from gongkai.assessment.facts import facts_from_trees
from gongkai.assessment.models import Revision, Round, Snapshot
from gongkai.assessment.pinning import node_of
from gongkai.assessment.results import Assessment
from gongkai.policy.cursor import Log
from gongkai.policy.problems import ProblemsError

# Hashes by round, each with the result it is of: for 3,000 units one takes seconds.
_hashes: OrderedDict[int, tuple[Assessment, str]] = OrderedDict()
_lock: Final = Lock()
_MOST_KEPT: Final = 8


def take(round_: Round, at: datetime) -> Snapshot:
    """Keep facts and result as they are now; the same facts make the same snapshot."""
    kept = _kept_hash(round_, current(round_))
    row = _lean().filter(round=round_, hash=kept).first() if kept else None
    if row is not None:
        return row
    facts, result, found = _content(round_)
    row, _ = _lean().get_or_create(
        round=round_, hash=found, defaults={"at": at, "facts": facts, "result": result}
    )
    return row


def present(round_: Round) -> str:
    """Return the hash a snapshot of the present facts has."""
    return _kept_hash(round_, current(round_)) or _content(round_)[2]


def _kept_hash(round_: Round, result: Assessment) -> str:
    """Return the hash computed for this very result; a change of any fact makes another."""
    with _lock:
        kept = _hashes.get(round_.pk)
    return kept[1] if kept is not None and kept[0] is result else ""


def _content(round_: Round) -> tuple[Mapping[str, Any], Mapping[str, Any], str]:
    """Return facts, result and their hash as they are now, and keep the hash."""
    assessed = current(round_)
    facts, result = facts_json(current_facts(round_)), assessed.to_json()
    found = digest(facts, result)
    with _lock:
        _hashes[round_.pk] = (assessed, found)
        _hashes.move_to_end(round_.pk)
        while len(_hashes) > _MOST_KEPT:
            _hashes.popitem(last=False)
    return facts, result, found


def _lean() -> QuerySet[Snapshot]:
    """Return snapshots without their content: megabytes that are read in one place alone."""
    return Snapshot.objects.defer("facts", "result")


def digest(facts: Mapping[str, Any], result: Mapping[str, Any]) -> str:
    """Return the SHA-256 of facts and result; the result names the pack's hash and the readings."""
    text = json.dumps([facts, result], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def official(round_: Round) -> Snapshot | None:
    """Return the snapshot that is a round's result: the approved one, or its last correction."""
    revised = (
        Revision.objects.filter(round=round_, after__isnull=False)
        .select_related("after")
        .defer("after__facts", "after__result")
        .order_by("id")
        .last()
    )
    if revised is not None:
        return revised.after
    if round_.approved_at is None:
        return None
    last = round_.approvals.order_by("-id").values("snapshot")[:1]
    return _lean().filter(pk__in=last).first()


def assessment_of(snapshot: Snapshot) -> Assessment:
    """Return a snapshot's result with its explanation, computed again from its facts.

    Raises:
        RuntimeError: the facts no longer give the result that was kept.
    """
    return _again(snapshot.pk, snapshot.hash)


@lru_cache(maxsize=16)
def _again(pk: int, digest_: str) -> Assessment:
    row = Snapshot.objects.select_related("round__pack").get(pk=pk)
    scheme = pack_of(row.round).scheme
    log = Log()
    facts = facts_from_trees([node_of(row.facts, "$")], scheme, log)
    if log.errors:
        raise ProblemsError(log.errors)
    result = assess(scheme, facts)
    if digest(row.facts, json.loads(json.dumps(result.to_json()))) != digest_:
        raise RuntimeError(f"snapshot {pk}: the facts do not give the result that was kept")
    return result
