"""The words of the national pack: each rule finds its words, and ordinary law talk stays quiet."""

from pathlib import Path

import pytest

from gongkai.disclosure.checks import check_text
from gongkai.policy.check_words import load_check_words
from gongkai.policy.library import Library
from gongkai.policy.problems import ProblemsError

RULES = load_check_words()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("秘密★", "secrecy.mark"),
        ("机密★10年", "secrecy.mark"),
        ("绝 密 ☆", "secrecy.mark"),
        ("机密", "secrecy.mark_alone"),
        ("密级：秘密", "secrecy.level"),
        ("内部资料  注意保存", "internal.mark"),
        ("仅供内部参考", "internal.mark"),
        ("（此件不公开）", "internal.attribute"),
        ("公开属性：不予公开", "internal.attribute"),
        ("不予公开", "internal.mark_alone"),
        ("（此件依申请公开）", "internal.on_request"),
        ("本件涉及工作秘密", "secrecy.work"),
        ("示例县办法（送审稿）", "internal.draft"),
        ("收到申请之日起15个工作日内予以答复", "repealed.reply15"),
        ("根据自身生产、生活、科研等特殊需要申请", "repealed.needs"),
    ],
)
def test_each_rule_finds_its_words(text: str, code: str) -> None:
    assert code in {finding.code for finding in check_text(text, RULES)}


@pytest.mark.parametrize(
    "text",
    [
        "依法确定为国家秘密的政府信息，不予公开。",
        "涉及商业秘密、个人隐私的，不得公开。",
        "第三方应当自收到征求意见书之日起15个工作日内提出意见。",
        "国务院令第711号",
        "公开属性：主动公开",
        "（此件公开发布）",
        "工作人员应当保守国家秘密、工作秘密。",
        "示例县发展规划（征求意见稿）",
    ],
)
def test_ordinary_sentences_are_left_alone(text: str) -> None:
    assert check_text(text, RULES) == ()


def test_every_rule_says_how_to_mend(tmp_path: Path) -> None:
    assert all(rule.mend and rule.title and rule.words for rule in RULES)


def test_everything_wrong_in_the_file_is_said_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "cn"
    folder.mkdir()
    (folder / "pack.yaml").write_text("pack: {id: cn}\n", encoding="utf-8")
    (folder / "checks.yaml").write_text(
        "words:\n"
        "  - {id: a, title: 甲, grade: bad, words: [x], mend: 改}\n"
        "  - {id: a, title: 乙, words: [], mend: 改, colour: red}\n",
        encoding="utf-8",
    )
    with pytest.raises(ProblemsError) as caught:
        load_check_words(Library(tmp_path))
    codes = {problem.code for problem in caught.value.problems}
    assert codes == {"T-CHOICE", "ID-DUP", "K-NULL", "K-UNKNOWN"}
