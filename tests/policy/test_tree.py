"""Files as positioned nodes: what is no text, too big, too deep or not readable is said so."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.policy.problems import Place, ProblemsError
from gongkai.policy.tree import Branch, Leaf, Row, parse_json, parse_yaml, read_text, read_tree


def codes(error: pytest.ExceptionInfo[ProblemsError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def test_every_value_and_key_knows_its_place() -> None:
    tree = parse_yaml("a: 1\nb:\n  - x\n  - {c: ~}\n", "f.yaml")
    assert isinstance(tree, Branch)
    assert tree.entries["a"] == Leaf(Place("f.yaml", 1, 4), "1")
    assert tree.keys["b"] == Place("f.yaml", 2, 1)
    row = tree.entries["b"]
    assert isinstance(row, Row)
    assert isinstance(row.items[1], Branch)
    assert row.items[1].entries["c"] == Leaf(Place("f.yaml", 4, 9), None)


def test_quoted_nulls_are_words() -> None:
    tree = parse_yaml("a: 'null'\nb: \"\"\nc: null\nd:\n", "f")
    assert isinstance(tree, Branch)
    texts = [leaf.text for leaf in tree.entries.values() if isinstance(leaf, Leaf)]
    assert texts == ["null", "", None, None]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 200_000, "Y-DEPTH"),
        ("[" * 5_000 + "]" * 5_000, "Y-DEPTH"),
        ("{a: " * 3_000, "Y-DEPTH"),
        ("\n".join(" " * i + "a:" for i in range(500)), "Y-DEPTH"),
        ("- " * 3_000 + "x", "Y-DEPTH"),
        ("a: &x [1]\nb: *x", "Y-ALIAS"),
        ("a: *x", "Y-ALIAS"),
        ("&a [*a]", "Y-ALIAS"),
        ("a: 1\n---\nb: 2", "Y-SYNTAX"),
        ("a: \0b", "Y-SYNTAX"),
        ("a: \x07", "Y-SYNTAX"),
        ('a: "\\ud800"', "Y-SYNTAX"),
        ("a: 'open", "Y-SYNTAX"),
        ("%YAML 9.9\n---\na: 1", "Y-SYNTAX"),
        ("a:\n\t- b", "Y-SYNTAX"),
        ("", "Y-EMPTY"),
        ("# only a remark\n", "Y-EMPTY"),
        ("a: 1\na: 2", "Y-DUP"),
        ("? {b: 1}\n: 2", "Y-KEY"),
    ],
)
def test_broken_yaml_is_named(text: str, code: str) -> None:
    with pytest.raises(ProblemsError) as error:
        parse_yaml(text, "f.yaml")
    assert code in codes(error)


def test_a_thousand_million_laughs_take_no_memory() -> None:
    rows = ["a0: &a0 [ha]"]
    rows += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    with pytest.raises(ProblemsError) as error:
        parse_yaml("\n".join(rows), "f.yaml")
    assert set(codes(error)) == {"Y-ALIAS"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "Y-EMPTY"),
        ("{", "J-SYNTAX"),
        ("[" * 900 + "]" * 900, "Y-DEPTH"),
        ("[" * 100_000, "Y-DEPTH"),
        ('{"a": {"b": 1, "b": 2}}', "Y-DUP"),
        ('{"a": "\\ud800"}', "J-SYNTAX"),
        ('{"\\ud800": 1}', "J-SYNTAX"),
    ],
)
def test_broken_json_is_named(text: str, code: str) -> None:
    with pytest.raises(ProblemsError) as error:
        parse_json(text, "f.json")
    assert code in codes(error)


def test_json_keeps_the_digits_and_names_paths() -> None:
    tree = parse_json('{"a": [1.10, 1e2]}', "f.json")
    assert isinstance(tree, Branch)
    row = tree.entries["a"]
    assert isinstance(row, Row)
    assert row.items[0] == Leaf(Place("f.json", cell="$.a[0]"), "1.10")


def test_a_repeated_json_key_is_named_with_its_path() -> None:
    with pytest.raises(ProblemsError, match=r"f\.json:\$\.a\.b Y-DUP"):
        parse_json('{"a": {"b": 1, "b": 2}}', "f.json")


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=3)
    ),
    max_leaves=8,
)


def bare(node: Branch | Row | Leaf) -> object:
    if isinstance(node, Leaf):
        return node.text
    if isinstance(node, Row):
        return [bare(item) for item in node.items]
    return {key: bare(value) for key, value in node.entries.items()}


def as_text(value: object) -> object:
    if isinstance(value, list):
        return [as_text(part) for part in value]
    if isinstance(value, dict):
        return {key: as_text(part) for key, part in value.items()}
    if isinstance(value, bool):
        return str(value).lower()
    return value if value is None else str(value)


@given(JSON_VALUES)
def test_json_says_what_was_written(value: object) -> None:
    assert bare(parse_json(json.dumps(value), "f")) == as_text(value)


class TestFiles:
    """What can be wrong with a file before its first letter is read."""

    def test_a_folder_is_no_file(self, tmp_path: Path) -> None:
        with pytest.raises(ProblemsError, match="F-DIR"):
            read_text(tmp_path)

    def test_a_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(ProblemsError, match="F-MISSING"):
            read_text(tmp_path / "none.yaml")

    def test_a_file_of_300_megabytes(self, tmp_path: Path) -> None:
        path = tmp_path / "big.yaml"
        with path.open("wb") as file:
            file.truncate(300 * 1024 * 1024)
        with pytest.raises(ProblemsError, match=r"F-SIZE .*拆成"):
            read_tree(path)

    def test_a_device_without_end(self) -> None:
        with pytest.raises(ProblemsError, match="F-SIZE"):
            read_text(Path("/dev/zero"))

    def test_gb18030_is_named_with_the_line(self, tmp_path: Path) -> None:
        path = tmp_path / "gb.yaml"
        path.write_bytes("a: 1\nb: 政务公开\n".encode("gb18030"))
        with pytest.raises(ProblemsError, match=r"gb\.yaml:2:1 F-ENCODING .*UTF-8"):
            read_tree(path)

    def test_a_byte_order_mark_does_no_harm(self, tmp_path: Path) -> None:
        path = tmp_path / "bom.yaml"
        path.write_bytes("a: 1".encode("utf-8-sig"))
        assert isinstance(read_tree(path), Branch)

    def test_links_in_a_circle(self, tmp_path: Path) -> None:
        one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
        one.symlink_to(two)
        two.symlink_to(one)
        with pytest.raises(ProblemsError, match="F-READ"):
            read_text(one)

    def test_no_permission(self, tmp_path: Path) -> None:
        path = tmp_path / "closed.yaml"
        path.write_text("a: 1", encoding="utf-8")
        path.chmod(0)
        tmp_path.chmod(0o755)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        try:
            with pytest.raises(ProblemsError, match=r"F-(ACCESS|READ)"):
                read_text(path)
        finally:
            if user == 0:
                os.seteuid(user)
