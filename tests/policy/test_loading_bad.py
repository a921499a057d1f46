"""Every mistake an office can make in a pack is named with its place; see ``bad/``."""

import re
from pathlib import Path

import pytest

from gongkai.policy.library import Library
from gongkai.policy.loading import load_pack
from gongkai.policy.problems import Problem, ProblemsError
from tests.policy import bad_packs

PACKAGE = Path(load_pack.__code__.co_filename).parent
# National law, check lists and workbooks have loaders and bad files of their own.
ELSEWHERE = {
    "national.py",
    "national_values.py",
    "calendar.py",
    "national_parts.py",
    "selfchecks.py",
}
# Codes about the file itself are made by their tests on the spot: no file can hold them.
ABOUT_FILES = {"F-DIR", "F-SIZE", "F-ENCODING", "F-MISSING", "F-ACCESS", "F-READ"}
# JSON is not a form of packs, the date is not a value of packs, an unknown pack has no file,
# and a name beside a folder's name needs a library.
NOT_IN_PACKS = {"ID-FOLDER", "J-SYNTAX", "T-DATE", "X-UNKNOWN"}


def problems_of(name: str) -> tuple[Problem, ...]:
    folder = bad_packs.FOLDER / name
    try:
        return load_pack(str(folder), Library(folder / "library")).notes
    except ProblemsError as error:
        return error.problems


def shown(problem: Problem, name: str) -> str:
    place = problem.place
    file = place.file.removeprefix(f"{bad_packs.FOLDER / name}/").removeprefix("pack.yaml")
    return f"{file}{':' if file else ''}{place.line}:{place.column} {problem.code}"


@pytest.mark.parametrize("name", bad_packs.NAMES)
def test_a_bad_pack_is_refused_at_the_very_place(name: str) -> None:
    found = [shown(problem, name) for problem in problems_of(name)]
    assert set(bad_packs.expected(name)) <= set(found)


@pytest.mark.parametrize("name", bad_packs.NAMES)
def test_every_message_is_one_line_with_place_and_code(name: str) -> None:
    for problem in problems_of(name):
        assert re.fullmatch(r"[^:\n]+:\d+:\d+ [A-Z]+-[A-Z]+ [^\n]+", str(problem))


def test_every_code_of_the_loader_has_a_bad_pack() -> None:
    sources = [path for path in PACKAGE.glob("*.py") if path.name not in ELSEWHERE]
    sources += [p for p in (PACKAGE / "sections").glob("*.py") if p.name not in ELSEWHERE]
    sources = [path for path in sources if "national" not in path.name]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    codes = set(re.findall(r'"([A-Z]{1,2}-[A-Z]+)"', text)) - ABOUT_FILES - NOT_IN_PACKS
    assert codes == {bad_packs.code_of(name) for name in bad_packs.NAMES if name != "many"}


def test_all_mistakes_are_listed_at_once() -> None:
    codes = {problem.code for problem in problems_of("many")}
    assert {"T-NEGATIVE", "C-CITE", "K-UNKNOWN", "G-RANGE", "ID-DUP"} <= codes


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("K-UNKNOWN", "是否想写 title？"),
        ("T-CHOICE", "是否想写 deduct？"),
        ("R-UNKNOWN", "是否想写 boundary？"),
        ("R-TIE", "是否想写 work？"),
        ("G-OVERFLOW-misspelt", "是否想写 pass？"),
        ("I-UNKNOWN", "是否想写 requests.done_ratio？"),
        ("C-CITE-unknown-source", "是否想写 k？"),
        ("P-PATH", "是否想写 a？"),
        ("K-UNKNOWN-half-width-comma", "请给整句加引号"),
        ("X-CLOSED", "上级规则包没有开放 items.a.points"),
        ("ID-REUSED", "编号不得重复使用"),
        ("Y-SYNTAX-tab", "缩进不能用制表符"),
        ("Y-SYNTAX-colon", "文字里含冒号时请加引号"),
        ("X-CYCLE", "one → two → one"),
    ],
)
def test_a_message_names_the_mend(name: str, said: str) -> None:
    assert any(said in problem.message for problem in problems_of(name))
