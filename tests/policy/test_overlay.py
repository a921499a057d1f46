"""Local rules over a base pack: only what the base leaves open, from a base that can be found."""

from decimal import Decimal
from pathlib import Path

import pytest

from gongkai.policy.library import Library
from gongkai.policy.loading import Pack, load_pack
from gongkai.policy.problems import ProblemsError

BASE = """
pack: {id: base, version: 1.0.0, title: 上级办法}
sources:
  k: {title: 上级办法, anchors: ["1..9"]}
readings:
  deduct_step: null
open: [readings.deduct_step, "items.*.points", "sources"]
rubric:
  points: 10
  dimensions:
    - id: d
      title: 组织
      points: 10
      cite: k#1
      items:
        - {id: d.a, title: 甲项, points: 4, cite: k#2}
        - {id: d.b, title: 乙项, points: 6, cite: k#3}
grades:
  - {id: pass, title: 合格, min: 6, cite: k#4}
  - {id: fail, title: 不合格, min: 0, cite: k#4}
"""


def local(folder: Path, text: str, base: str = BASE) -> Pack:
    for name, content in (("base", base), ("local", text)):
        (folder / name).mkdir(exist_ok=True)
        (folder / name / "pack.yaml").write_text(content, encoding="utf-8")
    return load_pack("local", Library(folder))


def codes(error: pytest.ExceptionInfo[ProblemsError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


HEAD = "pack: {id: local, version: 1.0.0, title: 本地细则, extends: base@1.0.0}\n"


def test_open_paths_may_change_and_the_rest_is_the_bases(tmp_path: Path) -> None:
    pack = local(
        tmp_path,
        HEAD
        + "readings: {deduct_step: '0.5'}\nchanges: {items.d.a.points: 5, items.d.b.points: 5}\n",
    )
    scheme = pack.scheme
    assert (scheme.id, scheme.title, pack.extends) == ("local", "本地细则", "base@1.0.0")
    assert [item.points for item in scheme.rubrics[0].items()] == [Decimal(5), Decimal(5)]
    assert scheme.readings.deduct_step == Decimal("0.5")
    assert scheme.grades[0].title == "合格"


def test_a_changed_sum_is_found_at_the_local_file(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as error:
        local(tmp_path, HEAD + "changes: {items.d.a.points: 5}\n")
    assert codes(error) == ["S-SUM"]


def test_a_closed_path_is_refused_and_not_applied(tmp_path: Path) -> None:
    text = (
        HEAD + "changes: {grades.pass.min: 5, items.d.a.title: 改}\nreadings: {boundary: floor}\n"
    )
    with pytest.raises(ProblemsError) as error:
        local(tmp_path, text)
    assert codes(error) == ["X-CLOSED"] * 3
    assert "开放：readings.deduct_step、items.*.points、sources" in str(error.value)


def test_errors_of_the_overlay_and_of_the_pack_come_together(tmp_path: Path) -> None:
    text = HEAD + "chagnes: {}\nchanges: {items.d.a.points: -1, items.d.x.points: 1}\n"
    with pytest.raises(ProblemsError) as error:
        local(tmp_path, text)
    assert {"K-UNKNOWN", "P-PATH", "T-NEGATIVE"} <= set(codes(error))


def test_what_extends_names_does_not_depend_on_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stray = tmp_path / "elsewhere" / "base@1.0.0"
    stray.mkdir(parents=True)
    (stray / "pack.yaml").write_text(BASE.replace("合格", "别处"), encoding="utf-8")
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert local(tmp_path, HEAD).scheme.grades[0].title == "合格"


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("base@2.0.0", "X-VERSION"),
        ("base", "X-VERSION"),
        ("bsae@1.0.0", "X-BASE"),
        ("local@1.0.0", "X-CYCLE"),
        ("甲" * 5000, "X-BASE"),
        ("../../../etc@1", "X-BASE"),
        ('"\\0"', "X-BASE"),
    ],
)
def test_a_base_that_cannot_be_had_is_named(tmp_path: Path, reference: str, code: str) -> None:
    with pytest.raises(ProblemsError) as error:
        local(tmp_path, HEAD.replace("base@1.0.0", reference))
    assert code in codes(error)


def test_a_broken_base_is_named_at_the_line_that_extends_it(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match=r"local/pack\.yaml:1:\d+ X-BASE"):
        local(tmp_path, HEAD, base="pack: {")


def test_a_broken_list_of_changes_hides_no_other_error(tmp_path: Path) -> None:
    (tmp_path / "local").mkdir()
    (tmp_path / "local" / "CHANGES.yaml").write_text("releases: [", encoding="utf-8")
    with pytest.raises(ProblemsError) as error:
        local(tmp_path, HEAD + "changes: {items.d.a.points: 5}\n")
    assert set(codes(error)) == {"Y-SYNTAX", "S-SUM"}


def test_an_unknown_pack_is_named_with_the_nearest() -> None:
    with pytest.raises(ProblemsError, match="是否想写 shifandian？"):
        load_pack("shifandain")


@pytest.mark.parametrize("reference", ["x" * 5000, "a\0b", "/dev/null", ".", ""])
def test_strange_references_are_refused(reference: str) -> None:
    with pytest.raises(ProblemsError, match="X-UNKNOWN"):
        load_pack(reference)


def test_the_hash_follows_what_decides_and_not_the_spacing(tmp_path: Path) -> None:
    first = local(tmp_path, HEAD).scheme.hash
    assert local(tmp_path, HEAD + "# a remark\n").scheme.hash == first
    assert local(tmp_path, HEAD + "readings: {deduct_step: 1}\n").scheme.hash != first
