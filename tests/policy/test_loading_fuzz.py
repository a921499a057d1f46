"""Whatever stands in a pack, the loader lists problems or loads it: never anything else."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.policy.checking import check_pack
from gongkai.policy.cursor import Log
from gongkai.policy.library import Library, PackFolder
from gongkai.policy.loading import build, is_assessment
from gongkai.policy.problems import Place
from gongkai.policy.tree import Branch, Leaf, Node, Row, parse_yaml

HERE = Place("f.yaml", 1, 1)
PACKS = sorted(folder.path for folder in Library().folders() if is_assessment(folder))
many = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
WORDS = st.sampled_from(
    ["pack", "id", "version", "title", "sources", "k", "anchors", "readings", "rubric", "rubrics",
     "dimensions", "items", "points", "method", "levels", "survey", "indicator", "full_at_least",
     "bonus", "max", "gate", "above", "components", "weight", "parts", "from", "poll", "grades",
     "min", "max_share", "overflow_to", "grading", "vetoes", "total", "stops", "overrides",
     "on_finding", "grade", "stages", "who", "sample", "consequences", "do", "appeal", "exports",
     "checklist", "forms", "accountability", "grounds", "open", "cite", "round", "quota_tie",
     "value", "kind", "extends", "groups", "veto_below", "map", "question", "deduct_step"]
)  # fmt: skip
VALUES = st.sampled_from(
    [None, "", "a", "k#1", "k", "-1", "0", "1", "100", "0.5", "1e999", "NaN", "10", "deduct",
     "levels", "computed", "weighted", "decided", "rubric", "poll", "subordinates", "true",
     "spread_equally", "item", "9" * 5000, "1..99999999", "bad@1.0.0", "2026-11-05", "decide"]
)  # fmt: skip


def _branch(entries: dict[str, Node]) -> Branch:
    return Branch(HERE, dict(entries), dict.fromkeys(entries, HERE))


NODES = st.recursive(
    VALUES.map(lambda text: Leaf(HERE, text)),
    lambda inner: (
        st.lists(inner, max_size=4).map(lambda items: Row(HERE, list(items)))
        | st.dictionaries(WORDS, inner, max_size=8).map(_branch)
    ),
    max_leaves=40,
)


def loaded(root: Node) -> None:
    build(root, None, (), Log(), folder=PackFolder(Path("fuzz"), "fuzz"))


@many
@given(st.dictionaries(WORDS, NODES, max_size=10).map(_branch))
def test_any_tree_is_read_without_a_traceback(root: Branch) -> None:
    loaded(root)


@pytest.mark.parametrize("folder", PACKS, ids=lambda path: path.name)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_part_of_a_real_pack_may_be_replaced(folder: Path, data: st.DataObject) -> None:
    root = parse_yaml((folder / "pack.yaml").read_text(encoding="utf-8"), "pack.yaml")
    places: list[tuple[Branch | Row, str | int]] = []
    stack: list[Node] = [root]
    while stack:
        node = stack.pop()
        inner = _inside(node)
        places += [(node, key) for key, _ in inner if not isinstance(node, Leaf)]
        stack += [child for _, child in inner]
    for _ in range(data.draw(st.integers(1, 4))):
        holder, key = data.draw(st.sampled_from(places))
        value = data.draw(NODES)
        if isinstance(holder, Branch) and isinstance(key, str):
            holder.entries[key] = value
        elif isinstance(holder, Row) and isinstance(key, int):
            holder.items[key] = value
    loaded(root)


def _inside(node: Node) -> list[tuple[str | int, Node]]:
    if isinstance(node, Branch):
        return list(node.entries.items())
    return list(enumerate(node.items)) if isinstance(node, Row) else []


@pytest.mark.parametrize("folder", PACKS, ids=lambda path: path.name)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(dice=st.randoms(use_true_random=False))
def test_any_text_of_a_real_pack_may_be_damaged(
    folder: Path, dice: random.Random, tmp_path_factory: pytest.TempPathFactory
) -> None:
    target = tmp_path_factory.getbasetemp() / f"damaged-{folder.name}"
    target.mkdir(exist_ok=True)
    for name in ("pack.yaml", "sources.yaml", "CHANGES.yaml"):
        source = folder / name
        if source.is_file():
            (target / name).write_bytes(damaged(source.read_bytes(), dice))
    assert all("\n" not in str(problem) for problem in check_pack(str(target), Library()))


def damaged(content: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.randint(0, 3)):
        at, length = dice.randrange(len(content) + 1), dice.randint(0, 30)
        piece = dice.choice(
            [b"", b"\t", b"{", b"]", b": ", b"- ", b"\n", b"\0", b"\xff", b"&a ", b"*a", b"'", b"#",
             b"null", b"-1", b"1e999", content[at : at + length] * 2, "，".encode()]
        )  # fmt: skip
        content = content[:at] + piece + content[at + length :]
    return content
