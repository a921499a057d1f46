"""National packs: what one may not say, and where every mistake stands."""

from datetime import date
from pathlib import Path

import pytest

from gongkai.policy.checking import check_pack
from gongkai.policy.library import Library
from gongkai.policy.loading import load_pack
from gongkai.policy.national import load_national, read_overrides
from gongkai.policy.problems import ProblemsError, Severity
from gongkai.rules.workdays import DayOverride

SMALL = """\
pack: {id: small, kind: national, version: 1.0.0, title: 小规则}
sources: {law: {title: 示例条例, anchors: ["1", "2"]}}
parameters:
  - {id: limit, title: 期限, values: [{from: 2019-05-15, value: 20, cite: law#1}]}
  - id: due
    title: 年报
    unit: month_day
    values: [{from: 2019-05-15, value: "01-31", cite: law#1}]
  - id: fee
    title: 收费
    unit: fee
    values: [{from: 2021-01-01, cite: law#2, tiers: [{over: 10, rate: 100}]}]
remedies:
  - {id: other, title: 其他, values: [{from: 2019-05-15, value: free_choice, cite: law#1}]}
decisions:
  - {id: given, row: （一）, title: 予以公开, remedy: other, cite: law#1}
reasons:
  - {id: secret, title: 国家秘密, decision: given, cite: law#1}
categories:
  - {id: rules, title: 规范性文件, levels: [county], cite: law#2}
"""
DAYS = """\
official:
  2026:
    notices: [示例通知]
    rest: {2026-01-01: 元旦, 2026-01-02: 元旦}
    work: {2026-01-04: 元旦}
provisional:
  rule: 按法定节假日推算
  years: {2027: {元旦: [2027-01-01]}}
"""


def write(folder: Path, pack: str = SMALL, days: str = DAYS) -> Library:
    """Write a small national pack and return the library that finds it as ``small``."""
    home = folder / "small"
    home.mkdir(exist_ok=True)
    (home / "pack.yaml").write_text(pack, encoding="utf-8")
    (home / "calendar.yaml").write_text(days, encoding="utf-8")
    return Library(folder)


def refused(library: Library, reference: str = "small") -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        load_national(library, reference)
    return [str(problem) for problem in caught.value.problems]


def place_of(text: str, mark: str) -> str:
    """Return where ``mark`` first stands in ``text``, as problems name places."""
    before = text[: text.index(mark)]
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def test_overrides_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "days.yaml"
    path.write_text("- {day: 2026-03-03, working: false, reason: 暴雪, source: 通知}\n", "utf-8")
    assert read_overrides(path) == (DayOverride(date(2026, 3, 3), False, "暴雪", "通知"),)


def test_a_wrong_override_is_refused_with_all_its_mistakes(tmp_path: Path) -> None:
    path = tmp_path / "days.yaml"
    path.write_text("- {day: 3月3日, reason: 暴雪, sorce: 通知}\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        read_overrides(path)
    assert {p.code for p in caught.value.problems} == {"T-DATE", "K-MISSING", "K-UNKNOWN"}


# --- mistakes -----------------------------------------------------------------------------------


def test_a_small_national_pack_loads(tmp_path: Path) -> None:
    pack = load_national(write(tmp_path), "small")
    assert pack.parameter("limit").whole(date(2026, 1, 1)) == 20
    assert pack.calendar.is_working(date(2026, 1, 4))


@pytest.mark.parametrize(
    ("old", "new", "at", "code"),
    [
        ("title: 期限,", "title: 期限, limt: 3,", "limt", "K-UNKNOWN"),
        ("id: due", "id: limit", "limit\n    title: 年报", "ID-DUP"),
        ("value: 20", "value: 二十", "二十", "T-NUMBER"),
        ("value: 20, ", "", "{from: 2019", "K-MISSING"),
        ("{from: 2019-05-15, value: 20", "{value: 20", "{value: 20", "K-MISSING"),
        ("from: 2019-05-15, value: 20", "from: 2019年, value: 20", "2019年", "T-DATE"),
        ('"01-31"', '"13-31"', '"13-31"', "T-DATE"),
        ("unit: fee", "unit: yuan", "yuan", "T-CHOICE"),
        ("{over: 10, rate: 100}", "{over: 10, rate: 1}, {over: 9, rate: 2}", "9,", "N-TIER"),
        ("{over: 10, rate: 100}", "{over: 10, rate: 100, every: 5}", "5}", "N-TIER"),
        ("value: free_choice", "value: choice", "choice,", "T-CHOICE"),
        ("remedy: other", "remedy: others", "others", "N-UNKNOWN"),
        ("decision: given", "decision: giving", "giving", "N-UNKNOWN"),
        ("levels: [county]", "levels: [village]", "[village]", "T-CHOICE"),
        ("cite: law#2}\n", "cite: law#3}\n", "law#3", "C-CITE"),
        ("row: （一）, ", "", "{id: given", "K-MISSING"),
    ],
)
def test_a_mistake_in_the_law_is_named_with_its_place(
    tmp_path: Path, old: str, new: str, at: str, code: str
) -> None:
    assert old in SMALL
    text = SMALL.replace(old, new, 1)
    (first, *_) = refused(write(tmp_path, text))
    assert first.startswith(f"{tmp_path}/small/pack.yaml:{place_of(text, at)} {code} ")


def test_two_values_from_one_day_are_refused(tmp_path: Path) -> None:
    one = "{from: 2019-05-15, value: 20, cite: law#1}"
    problems = refused(write(tmp_path, SMALL.replace(one, f"{one}, {one}")))
    assert [problem.split(" ")[1] for problem in problems] == ["N-DATED"]


@pytest.mark.parametrize(
    ("old", "new", "at", "code"),
    [
        ("2026-01-02: 元旦}", "2026-01-32: 元旦}", "2026-01-32", "T-DATE"),
        ("2026-01-02", "2026-01-03", "2026:", "D-DAYS"),
        ("2026-01-04", "2026-01-05", "2026:", "D-DAYS"),
        ("2026-01-02: 元旦", "2026-01-02: ", "2026-01-02", "D-DAYS"),
        ("  2026:", "  26:", "26:", "D-DAYS"),
        ("notices: [示例通知]", "notice: [示例通知]", "notice", "K-UNKNOWN"),
        ("{元旦: [2027-01-01]}", "{元旦: 2027-01-01}", "元旦: 2027", "T-LIST"),
        ("[2027-01-01]", "[2028-01-01]", "2027:", "D-DAYS"),
        ("2027: {元旦: [2027-01-01]}", "2028: {元旦: [2028-01-01]}", "official", "D-DAYS"),
    ],
)
def test_a_mistake_in_the_calendar_is_named_with_its_place(
    tmp_path: Path, old: str, new: str, at: str, code: str
) -> None:
    assert old in DAYS
    text = DAYS.replace(old, new, 1)
    problems = refused(write(tmp_path, days=text))
    wanted = f"{tmp_path}/small/calendar.yaml:{place_of(text, at)} {code} "
    assert any(problem.startswith(wanted) for problem in problems), problems


def test_mistakes_in_both_files_come_together(tmp_path: Path) -> None:
    library = write(tmp_path, SMALL.replace("value: 20", "value: -1"), DAYS.replace("[", "[x, ", 1))
    (tmp_path / "small" / "calendar.yaml").write_text(DAYS.replace("01-04", "01-05"), "utf-8")
    files = {problem.split(":")[0] for problem in refused(library)}
    assert files == {f"{tmp_path}/small/pack.yaml", f"{tmp_path}/small/calendar.yaml"}


def test_a_national_pack_without_its_calendar_is_refused(tmp_path: Path) -> None:
    library = write(tmp_path)
    (tmp_path / "small" / "calendar.yaml").unlink()
    assert any(
        "F-MISSING" in problem and "calendar.yaml" in problem for problem in refused(library)
    )


def test_the_hash_covers_law_and_calendar_but_not_comments(tmp_path: Path) -> None:
    first = load_national(write(tmp_path), "small").hash
    assert load_national(write(tmp_path, "# 说明\n" + SMALL), "small").hash == first
    assert load_national(write(tmp_path, SMALL.replace("20", "21", 1)), "small").hash != first
    other = DAYS.replace("[2027-01-01]", "[2027-01-01, 2027-01-04]")
    assert load_national(write(tmp_path, days=other), "small").hash != first


def test_the_two_kinds_of_pack_do_not_pass_for_each_other(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match=r"X-KIND.*不能用来考核"):
        load_pack("cn")
    assert "X-KIND" in refused(Library(), "shifandian")[0]
    with pytest.raises(ProblemsError, match=r"T-CHOICE.*kind.*natinal"):
        load_pack("small", write(tmp_path, SMALL.replace("kind: national", "kind: natinal")))


def test_checking_takes_either_kind_and_never_raises(tmp_path: Path) -> None:
    assert check_pack("cn") == []
    assert [p.severity for p in check_pack("zhibiao")] == [Severity.NOTE]
    assert [p.code for p in check_pack("nowhere")] == ["X-UNKNOWN"]
    assert [p.code for p in check_pack("small", write(tmp_path, "pack: [", ""))] == ["Y-SYNTAX"]
    broken = write(tmp_path, SMALL.replace("remedy: other", "remedy: none"))
    assert [p.code for p in check_pack("small", broken)] == ["N-UNKNOWN"]
