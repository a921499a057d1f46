"""How often the checks cry wolf on published documents of real governments."""

import json
from pathlib import Path

import pytest

from gongkai.disclosure.checks import Finding, check_text
from gongkai.policy.check_words import load_check_words
from gongkai.rules.text import Grade

pytestmark = pytest.mark.real
DOCUMENTS = Path(__file__).parents[4] / "shared/data/documents/documents.jsonl"
RULES = load_check_words()


@pytest.fixture(scope="module")
def found() -> list[tuple[Finding, ...]]:
    if not DOCUMENTS.exists():
        pytest.skip("the real documents are not beside the project")
    lines = DOCUMENTS.read_text(encoding="utf-8").splitlines()
    return [check_text(json.loads(line)["body"], RULES) for line in lines]


def test_nothing_published_and_in_order_is_blocked(found: list[tuple[Finding, ...]]) -> None:
    blocked = [one for findings in found for one in findings if one.grade is Grade.BLOCK]
    assert blocked == []


def test_there_is_less_than_one_personal_warning_in_ten_documents(
    found: list[tuple[Finding, ...]],
) -> None:
    personal = [
        one
        for findings in found
        for one in findings
        if one.code.startswith("personal.") and one.grade is not Grade.NOTE
    ]
    assert len(personal) * 10 <= len(found)
