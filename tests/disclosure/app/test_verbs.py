"""Every event the actions leave has words."""

import re
from pathlib import Path

import gongkai.disclosure.actions as actions
from gongkai.core.verbs import registered

# A code says why something was refused; that is no event.
_VERB = re.compile(
    r'(?<!code=)"((?:item|edition|page|change|channel|bundle|plan|duty|matter|outgoing|delivery)\.[a-z_]+)"'
)


def test_every_verb_used_is_registered() -> None:
    folder = Path(actions.__path__[0])
    used = {verb for path in folder.glob("*.py") for verb in _VERB.findall(path.read_text("utf-8"))}
    assert len(used) > 40
    assert used - {"edition.permission"} <= set(registered())  # a refusal, not an event
