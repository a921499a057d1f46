"""What keeps units from a total, told once for all units that share it, by their names."""

from gongkai.office.assessment.scoreboard import problem_lines
from gongkai.reports.assessment.sentences import problem_text
from gongkai.rules.scoring import ScoreProblem

NAMES = {f"ju-{number}": f"第{number}局" for number in range(30)}


def lines(*problems: ScoreProblem) -> list[str]:
    return list(problem_lines(problems, NAMES))


def test_units_with_the_same_problem_stand_in_one_line_by_name() -> None:
    shared = [ScoreProblem(f"ju-{number}", "x", "办结率：没有计算结果") for number in range(18)]
    assert lines(ScoreProblem("ju-20", "y", "问卷：没有结果"), *shared) == [
        "办结率：没有计算结果：第0局、第1局、第2局 等 18 个单位",
        "问卷：没有结果：第20局",
    ]
    assert lines() == []


def test_many_problems_are_cut_short_and_counted() -> None:
    many = [ScoreProblem("ju-1", "x", f"第{number}项：没有得分") for number in range(40)]
    found = lines(*many)
    assert len(found) == 12
    assert found[-1] == "还有 29 个问题，见各单位的结果页。"


def test_units_that_tie_are_named_and_no_key_of_a_file_is_shown() -> None:
    message = "优秀名额边缘同分（ju-1、ju-22），须把这几个单位的先后一并写入 tie_decisions"
    assert (
        problem_text(ScoreProblem("ju-1", "grade", message), NAMES)
        == "优秀名额边缘同分（第1局、第22局），须由会议记录决定这几个单位的先后"
    )
