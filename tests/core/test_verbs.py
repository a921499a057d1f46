"""Every kind of event has words, and the words fit what the event says."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import gongkai
from gongkai.core import verbs
from gongkai.core.models import Event

PACKAGE = Path(gongkai.__file__).parent


def used() -> Iterator[tuple[str, str]]:
    """Yield every verb written in the code, with where: the first text of ``.event(…)`` calls."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _is_event(node.func):
                given = [*node.args[:1], *(k.value for k in node.keywords if k.arg == "verb")]
                for one in given:
                    if isinstance(one, ast.Constant) and isinstance(one.value, str):
                        yield one.value, f"{path.relative_to(PACKAGE)}:{node.lineno}"


def _is_event(called: ast.expr) -> bool:
    if isinstance(called, ast.Attribute):
        return called.attr == "event"
    return isinstance(called, ast.Name) and called.id == "EventDraft"


def test_every_verb_in_the_code_is_registered() -> None:
    found = dict(used())
    assert len(found) > 40
    assert {verb: place for verb, place in found.items() if verb not in verbs.registered()} == {}


def test_two_capabilities_cannot_take_the_same_verb() -> None:
    with pytest.raises(verbs.DoubleVerbError, match=r"unit\.rename"):
        verbs.register("unit.rename", "改名")


def test_an_event_is_told_in_a_sentence_and_an_unknown_one_as_it_is() -> None:
    event = Event(verb="unit.split", object_title="甲局", data={"into": ["乙局", "丙局"]})
    assert verbs.sentence(event) == "“甲局”分立出乙局、丙局，自—起"
    assert verbs.sentence(Event(verb="old.verb", data={})) == "old.verb"
    assert verbs.title("old.verb") == "old.verb"
