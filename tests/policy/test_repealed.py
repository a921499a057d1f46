"""The list of repealed national documents: what it must say, and that it works on real words."""

from datetime import date
from pathlib import Path

import pytest

from gongkai.disclosure.checks import check_text
from gongkai.policy.library import Library
from gongkai.policy.problems import ProblemsError
from gongkai.policy.repealed import load_repealed
from gongkai.rules.references import ReferenceRules

TODAY = date(2026, 3, 2)


def test_every_entry_leads_to_a_clause_and_says_what_to_cite_instead() -> None:
    documents = load_repealed()
    assert len({one.id for one in documents}) == len(documents)
    for one in documents:
        assert one.cite
        assert one.instead
        assert one.since < TODAY


@pytest.mark.parametrize(
    "text",
    [
        "根据国务院令第 492 号",
        "依照《信访条例》处理",
        "依照《国家行政机关公文处理办法》",
        "法释〔2011〕17号第一条",
    ],
)
def test_a_text_that_cites_old_law_is_told_what_holds_now(text: str) -> None:
    rules = ReferenceRules(repealed=load_repealed(), on=TODAY)
    (finding,) = check_text(text, (), rules)
    assert finding.code.startswith("reference.")
    assert "改引" in finding.mend
    assert finding.basis in finding.advice


def test_everything_wrong_in_the_file_is_said_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "cn"
    folder.mkdir()
    (folder / "pack.yaml").write_text("pack: {id: cn}\n", encoding="utf-8")
    (folder / "references.yaml").write_text(
        "sources: {a: {title: 甲, anchors: ['1']}}\n"
        "repealed:\n"
        "  - {id: x, name: 甲, from: 2020-13-01, titles: [甲], instead: 乙, cite: a#1, basis: 甲}\n"
        "  - {id: x, name: 乙, instead: 丙, cite: a#2, basis: 乙, from: 2020-01-01}\n"
        "  - {id: z, name: 丁, numbers: [不是文号], instead: 丙, cite: b#1, basis: 乙}\n",
        encoding="utf-8",
    )
    with pytest.raises(ProblemsError) as caught:
        load_repealed(Library(tmp_path))
    codes = {problem.code for problem in caught.value.problems}
    assert codes == {"T-DATE", "ID-DUP", "K-MISSING", "C-CITE", "T-NUMBER"}
