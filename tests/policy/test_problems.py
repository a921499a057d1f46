"""Problems come in the order people read: by file, then line or cell."""

from gongkai.policy.problems import Place, Problem, ProblemsError


def test_cells_are_in_reading_order() -> None:
    cells = ["考核项!C10", "考核项!C2", "单位!B3"]
    error = ProblemsError([Problem(Place("a.xlsx", cell=cell), "X", "m") for cell in cells])
    assert [p.place.cell for p in error.problems] == ["单位!B3", "考核项!C2", "考核项!C10"]


def test_lines_are_in_order_and_repeats_are_told_once() -> None:
    problem = Problem(Place("a.yaml", 10, 1), "X", "m")
    error = ProblemsError([problem, Problem(Place("a.yaml", 9, 40), "X", "m"), problem])
    assert [p.place.line for p in error.problems] == [9, 10]


def test_a_problem_of_a_whole_file_names_no_line() -> None:
    assert str(Place("a.xlsx")) == "a.xlsx"
    assert str(Place("a.yaml", 3, 5)) == "a.yaml:3:5"
