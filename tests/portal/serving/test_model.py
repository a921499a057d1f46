"""Whatever is done to the tree, in whatever order, what is served equals a plain dictionary.

Every step may be killed, really, somewhere in its middle; then the dictionary is the one from
before or the one from after, and nothing between. Pages a step does not concern keep their tags,
and with them their bytes and times.
"""

import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from gongkai.portal.serving import TreeApp
from gongkai.portal.tree import GONE, MISSING, Gone, Missing, Outcome, Redirect, Rendered, rebuild
from tests.portal.serving.asking import ask
from tests.portal.tree.dying import dies_at
from tests.portal.tree.pages_fixture import page, tree_at

ADDRESSES = ["/", "/a/", "/a/b/", "/a/b.html", "/政策/", "/政策/1.html"]
KEYS = ["unit:1", "unit:2", "column:x"]
addresses = st.sampled_from(ADDRESSES)
keys = st.sets(st.sampled_from(KEYS), max_size=2)
pages = st.builds(
    lambda text, on, withdrawn, length: page(text, *on, withdrawn=withdrawn, length=length),
    st.sampled_from("甲乙丙"),
    keys,
    st.booleans(),
    st.sampled_from([12, 3_000]),
)
outcomes = pages | st.sampled_from([GONE, MISSING]) | st.just(Redirect("/elsewhere/"))
contents = st.fixed_dictionaries(dict.fromkeys(ADDRESSES, outcomes))
deaths = st.none() | st.integers(0, 60)
Model = dict[str, Outcome]
Seen = tuple[int, bytes, str, str]
State = tuple[dict[str, Seen], dict[str, list[str]]]


class Served(RuleBasedStateMachine):
    """The tree and its server on one side, a dictionary of outcomes on the other."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.tree = tree_at(self.folder)
        self.app = TreeApp(self.tree.root)
        self.model: Model = {}
        self.tags: dict[str, tuple[object, str]] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @rule(address=addresses, outcome=pages, death=deaths)
    def write(self, address: str, outcome: Rendered, death: int | None) -> None:
        work = partial(self.tree.write, address, outcome)
        self._do(work, {**self.model, address: outcome}, death)

    @rule(address=addresses, outcome=outcomes, death=deaths)
    def remove(self, address: str, outcome: Outcome, death: int | None) -> None:
        if isinstance(outcome, Rendered):
            return
        work = partial(self.tree.remove, address, outcome)
        self._do(work, _after(self.model, address, outcome), death)

    @rule(changed=keys, extra=st.sets(addresses, max_size=2), content=contents, death=deaths)
    def refresh(
        self, changed: set[str], extra: set[str], content: Model, death: int | None
    ) -> None:
        concerned = extra | {
            address
            for address, outcome in self.model.items()
            if isinstance(outcome, Rendered) and outcome.depends & changed
        }
        assert set(self.tree.plan(changed, extra).addresses) == concerned
        after = dict(self.model)
        for address in concerned:
            after = _after(after, address, content[address])
        work = partial(self.tree.refresh, changed, content.__getitem__, extra)
        self._do(work, after, death)

    @rule(chosen=st.sets(addresses), content=contents, death=deaths)
    def rebuild(self, chosen: set[str], content: Model, death: int | None) -> None:
        after: Model = {
            address: outcome
            for address, outcome in self.model.items()
            if isinstance(outcome, Gone | Redirect)
        }
        for address in chosen:
            if not isinstance(content[address], Missing):
                after[address] = content[address]
        work = partial(rebuild, self.tree, sorted(chosen), content.__getitem__)
        self._do(work, after, death)

    def _do(self, work: Any, after: Model, death: int | None) -> None:
        if death is None:
            work()
            self.model = after
            return
        died = dies_at(death, work)
        self.tree.recover()
        found = self._state()
        assert found == _state_of(after) or (died and found == _state_of(self.model))
        if found == _state_of(after):
            self.model = after

    def _state(self) -> State:
        depending = {key: self.tree.pages_depending_on({key}) for key in KEYS}
        return _seen(self.app), depending

    @invariant()
    def served_equals_model(self) -> None:
        assert self._state() == _state_of(self.model)

    @invariant()
    def unchanged_pages_keep_their_tags(self) -> None:
        """A tag is made of time and size: equal tags mean a file that was not touched."""
        tags: dict[str, tuple[object, str]] = {}
        for address, outcome in self.model.items():
            if isinstance(outcome, Rendered):
                tags[address] = outcome.content, ask(self.app, address).headers["etag"]
        for address, (content, tag) in tags.items():
            if address in self.tags and self.tags[address][0] == content:
                assert self.tags[address][1] == tag
        self.tags = tags


def _after(model: Model, address: str, outcome: Outcome) -> Model:
    rest = {one: known for one, known in model.items() if one != address}
    return rest if isinstance(outcome, Missing) else {**rest, address: outcome}


def _state_of(model: Model) -> State:
    depending = {
        key: sorted(
            address
            for address, outcome in model.items()
            if isinstance(outcome, Rendered) and key in outcome.depends
        )
        for key in KEYS
    }
    return _expected(model), depending


def _expected(model: Model) -> dict[str, Seen]:
    return {address: _reply(model.get(address, MISSING)) for address in ADDRESSES}


def _reply(outcome: Outcome) -> Seen:
    if isinstance(outcome, Rendered):
        assert isinstance(outcome.content, bytes)
        return 200, outcome.content, "", "noindex" if outcome.withdrawn else ""
    if isinstance(outcome, Redirect):
        return 301, b"", outcome.target, ""
    return (410 if isinstance(outcome, Gone) else 404), b"", "", ""


def _seen(app: TreeApp) -> dict[str, Seen]:
    found = {}
    for address in ADDRESSES:
        reply = ask(app, address)
        body = reply.body if reply.status == 200 else b""
        robots = reply.headers.get("x-robots-tag", "")
        found[address] = (reply.status, body, reply.headers.get("location", ""), robots)
    return found


TestServed = Served.TestCase
TestServed.settings = settings(max_examples=25, stateful_step_count=12, deadline=None)
