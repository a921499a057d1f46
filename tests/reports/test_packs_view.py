"""Packs in the terminal speak Chinese: no codes of the file reach whoever reads them."""

import re
from io import StringIO

import pytest
from rich.console import Console, RenderableType

from gongkai.policy.library import Library
from gongkai.policy.loading import is_assessment, load_pack
from gongkai.policy.national import load_national
from gongkai.policy.national_values import NationalPack
from gongkai.policy.problems import ProblemsError
from gongkai.reports.packs import explained, national_explained, national_view, pack_tree_view

PACKS = [folder.path.name for folder in Library().folders() if is_assessment(folder)]


def printed(view: RenderableType) -> str:
    console = Console(file=StringIO(), width=200, color_system=None)
    with console.capture() as capture:
        console.print(view)
    return capture.get()


def law() -> NationalPack:
    return load_national(Library(), "cn")


def named(national: NationalPack) -> list[tuple[str, str]]:
    found = [(entry.id, entry.title) for entry in national.reasons]
    found += [(entry.id, entry.title) for entry in national.decisions]
    found += [(entry.id, entry.title) for entry in national.categories]
    return found + [(entry.id, entry.title) for entry in national.remedies]


@pytest.mark.parametrize("pack", PACKS)
def test_no_code_stands_in_an_explanation(pack: str) -> None:
    scheme = load_pack(pack).scheme
    names = [grade.id for grade in scheme.grades] + [leaf.id for leaf in scheme.leaves()]
    names += [item.id for rubric in scheme.rubrics for item in rubric.items()]
    for name in names:
        cells = re.findall("│([^│]*)│([^│]*)│", printed(explained(scheme, name)))
        assert cells
        for _, value in cells:
            assert not re.search("[a-z]{3,}", value), value


def test_the_measures_of_a_grade_are_told_in_words() -> None:
    text = printed(explained(load_pack("bowang-jiaoyun").scheme, "fail"))
    assert "责令整改，自收到通报之日起 1 个月内完成" in text
    assert "逾期不整改的，追究责任" in text


def test_a_tree_names_what_decides_between_equal_scores() -> None:
    text = printed(pack_tree_view(load_pack("bowang-jiaoyun").scheme))
    assert "第三方机构测评 → 政务公开工作考核 → 会议记录决定" in text


def test_the_national_pack_shows_every_parameter_with_days_articles_and_marks() -> None:
    national = law()
    text = printed(national_view(national))
    for parameter in national.parameters:
        assert parameter.title in text
    for _, title in named(national):
        assert title in text
    marks = [value.verified for entry in national.parameters for value in entry.values]
    marks += [value.verified for rule in national.remedies for value in rule.values]
    assert text.count(" 未核对") == marks.count(False)
    years = [entry.year for entry in national.calendar.years]
    assert f"工作日历：{min(years)}—{max(years)} 年" in text


def test_one_parameter_is_explained_with_all_its_days() -> None:
    national = law()
    parameter = national.parameters[1]
    text = printed(national_explained(national, parameter.id))
    for value in parameter.values:
        assert f"自{value.start.year}年{value.start.month}月{value.start.day}日起" in text
    assert "20 个工作日" in text


def test_everything_in_the_national_pack_can_be_explained() -> None:
    national = law()
    for name, title in named(national):
        text = printed(national_explained(national, name))
        assert title in text
        assert "第" in text
    for parameter in national.parameters:
        assert parameter.title in printed(national_explained(national, ""))


def test_an_unknown_element_of_the_national_pack_names_the_nearest() -> None:
    national = law()
    wrong = national.parameters[0].id + "x"
    with pytest.raises(ProblemsError, match=re.escape(national.parameters[0].id)):
        national_explained(national, wrong)
