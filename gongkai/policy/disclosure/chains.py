"""The section ``chains``: review chains, held against the law every chain must obey."""

from gongkai.policy.cursor import Cursor
from gongkai.policy.disclosure.reading import Reading
from gongkai.policy.sections.national import unique
from gongkai.policy.tree import Leaf
from gongkai.rules.publishing.chains import (
    Act,
    Condition,
    ReviewChain,
    Reviewer,
    ReviewStep,
    chain_problems,
)


def read_chains(root: Cursor, reading: Reading) -> tuple[ReviewChain, ...]:
    """Read every review chain; one without a secrecy review first is refused."""
    chains = []
    for cursor in unique(root.children("chains", "审核流程")):
        chain_id = cursor.text("id", required=True)
        cursor.what = f"审核流程 {chain_id}"
        chain = ReviewChain(
            id=chain_id,
            title=cursor.text("title", required=True),
            steps=tuple(_step(child, reading) for child in cursor.children("steps", "审核环节")),
            cite=reading.cites.of(cursor),
            same_person=cursor.flag("same_person"),
            drafting=cursor.text("drafting", "经办"),
            publishing=cursor.text("publishing", "发布"),
        )
        reading.remark(cursor, "chains", chain_id)
        cursor.done()
        for message in chain_problems(chain):
            cursor.error("steps", "D-CHAIN", message)
        chains.append(chain)
    return tuple(chains)


def _step(cursor: Cursor, reading: Reading) -> ReviewStep:
    step_id = cursor.text("id", required=True)
    cursor.what = f"审核环节 {step_id}"
    if not cursor.has("act"):
        cursor.error("act", "K-MISSING", f"{cursor.what}缺少“act”（环节做什么）")
    step = ReviewStep(
        id=step_id,
        title=cursor.text("title", required=True),
        act=cursor.choice("act", Act, Act.REVIEW),
        permission=cursor.text("permission", required=True),
        who=cursor.choice("who", Reviewer, Reviewer.UNIT),
        when=_conditions(cursor),
        working_days=cursor.whole("working_days"),
        cite=reading.cites.of(cursor, required=False),
    )
    cursor.done()
    return step


def _conditions(cursor: Cursor) -> frozenset[Condition]:
    names, place = cursor.texts("when"), cursor.at("when")
    found = [cursor.member(Leaf(place, name), Condition, "when") for name in names]
    return frozenset(condition for condition in found if condition is not None)
