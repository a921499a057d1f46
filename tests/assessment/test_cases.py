"""Worked examples of a pack: they pass when they hold and say so when they do not."""

from pathlib import Path

import pytest

from gongkai.assessment.cases import failures, run_cases
from gongkai.policy.library import Library
from gongkai.policy.problems import ProblemsError
from tests.assessment.pack_fixture import COMPONENTS, RUBRIC


def said(folder: Path, cases: str, pack: str = RUBRIC) -> list[str]:
    (folder / "small" / "tests").mkdir(parents=True, exist_ok=True)
    (folder / "small" / "pack.yaml").write_text(pack, encoding="utf-8")
    (folder / "small" / "tests" / "cases.yaml").write_text(cases, encoding="utf-8")
    return [str(problem) for problem in failures(run_cases("small", Library(folder)))]


PASSING = """
- {name: a total alone, input: {total: "59.99"}, output: {grade: fail}}
- {name: another reading, readings: {boundary: round_half_up}, input: {total: "59.99"},
   output: {grade: pass}}
- {name: a broken pack, patch: {items.org.plan.points: 29}, error: S-SUM}
- {name: nothing surveyed, input: {items: {org.grade: good}}, error: BLOCKED}
- name: one unit
  input:
    items:
      org.plan: {deduct: [{points: 2, reason: 缺方案}]}
      org.grade: poor
      work.ratio: {numerator: 1, denominator: 1}
      work.voice: {mean: 5, scale: [1, 5], answers: 40}
  output: {total: "88.00", grade: pass, org: 28, org.plan: 28, rank: 1}
"""


def test_cases_that_hold_pass(tmp_path: Path) -> None:
    assert said(tmp_path, PASSING) == []


@pytest.mark.parametrize(
    ("case", "message"),
    [
        ('{name: n, input: {total: "60"}, output: {grade: fail}}', "grade 应为 fail，算得 pass"),
        ("{name: n, patch: {rubric.points: 99}, error: W-SUM}", "应出现 W-SUM，实际：S-SUM"),
        ('{name: n, input: {total: "60"}, error: S-SUM}', "应出现 S-SUM，实际：没有错误"),
        ('{name: n, input: {total: "60"}, output: {gade: fail}}', "T-KEY “n”：output 里不认识"),
        ('{name: n, input: {total: "60"}}', "T-CASE"),
        ('{name: n, input: {total: "60"}, output: {grade: pass}, error: S-SUM}', "T-CASE"),
        ('{name: n, inptu: {total: "60"}, output: {grade: pass}}', "是否想写 input？"),
        ("{name: n, readings: {boundry: floor}, input: {total: 1}, output: {}}", "R-UNKNOWN"),
        ("{name: n, input: {items: {org.pln: 1}}, output: {grade: fail}}", "是否想写 org.plan？"),
        ("{name: n, input: {facts: {units: []}}, output: {grade: fail}}", "U-NONE"),
    ],
)  # fmt: skip
def test_a_case_that_does_not_hold_says_what_came_out(
    tmp_path: Path, case: str, message: str
) -> None:
    assert any(message in line for line in said(tmp_path, f"- {case}\n"))


def test_bare_component_scores_are_one_unit(tmp_path: Path) -> None:
    pack = COMPONENTS.replace("from: rubric, max: 50", "max: 50").split("rubric:")
    parts = pack[0] + "components:" + pack[1].split("components:")[1]
    case = '- {name: n, input: {self: 90, spot: 45, peer: 9}, output: {total: "90.00", good: 0}}'
    assert said(tmp_path, case, parts) == []


@pytest.mark.parametrize("text", ["name: n", "", "- ["])
def test_a_file_of_cases_must_be_a_list(tmp_path: Path, text: str) -> None:
    with pytest.raises(ProblemsError):
        said(tmp_path, text)
