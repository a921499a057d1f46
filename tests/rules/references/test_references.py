"""References are found in every spelling, and called stale on the right days only."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.references import (
    Reference,
    ReferenceRules,
    RepealedDocument,
    Target,
    TargetState,
    find_references,
    find_stale,
    number_key,
    title_key,
)

CIVIL = date(2021, 1, 1)
DOCUMENTS = (
    RepealedDocument(
        id="contract",
        name="合同法",
        since=CIVIL,
        numbers=(),
        titles=("合同法",),
        instead="《民法典》",
        cite=("x#1",),
    ),
    RepealedDocument(
        id="order",
        name="旧条例",
        since=date(2019, 5, 15),
        numbers=("国务院令第492号",),
        titles=(),
        instead="新条例",
        cite=("x#2",),
    ),
)


def rules(on: date) -> ReferenceRules:
    return ReferenceRules(repealed=DOCUMENTS, on=on)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("根据国发〔2023〕5号文件", ["国发〔2023〕5号"]),
        (
            "按示政办发[2021] 12 号、示政发（2020）第3号执行",
            ["示政办发〔2021〕12号", "示政发〔2020〕3号"],
        ),
        ("国务院令第 711 号", ["国务院令第711号"]),
        ("国务院第711号令", ["国务院令第711号"]),
        ("中华人民共和国国务院令（第711号）", ["国务院令第711号"]),
        ("国务院令第７１１号", ["国务院令第711号"]),
        ("《中华人民共和国 行政许可法》（2019年修正）", ["行政许可法"]),
        ("《示例县〈合同法〉宣传方案》", ["示例县〈合同法〉宣传方案"]),
        ("关于印发《示例县贯彻《条例》办法》的通知", ["示例县贯彻《条例》办法"]),
        ("会议室在三楼第2号", []),
    ],
)
def test_documents_are_found_in_every_spelling(text: str, keys: list[str]) -> None:
    assert [one.key for one in find_references(text)] == keys


def test_a_reference_stands_where_it_says() -> None:
    text = "为落实国发[2023]5号和《办法》。"
    for one in find_references(text):
        assert text[one.start : one.end] == one.text


@pytest.mark.parametrize(
    "text",
    [
        "依照《合同法》签订。",
        "依照《中华人民共和国合同法》签订。",
        "根据国务院第492号令",
        "按国务院令第492号执行",
    ],
)
def test_what_was_repealed_is_stale_from_the_day_on(text: str) -> None:
    stale = find_stale(text, rules(CIVIL))
    assert [one.state for one in stale] == [TargetState.REPEALED]
    assert stale[0].instead


@pytest.mark.parametrize(
    "text",
    [
        "《合同法》同时废止。",
        "《民法典》取代了《合同法》。",
        "原《合同法》第十二条",
        "依照《劳动合同法》签订。",
        "国务院令第1492号",
        "国务院令第711号",
    ],
)
def test_history_and_similar_names_are_left_alone(text: str) -> None:
    assert find_stale(text, rules(CIVIL)) == ()


def test_a_document_of_its_time_is_not_reproached() -> None:
    assert find_stale("依照《合同法》签订。", rules(date(2020, 12, 31))) == ()


def test_the_sentence_that_tells_of_a_repeal_excuses_no_other_sentence() -> None:
    text = "《合同法》已经废止。工程仍依照《合同法》验收。"
    assert [one.reference.start for one in find_stale(text, rules(CIVIL))] == [text.rindex("《")]


def test_the_office_says_how_its_own_documents_stand() -> None:
    asked: list[str] = []

    def state(reference: Reference) -> Target:
        asked.append(reference.key)
        if reference.key == "示政发〔2020〕3号":
            return Target(TargetState.REPEALED, "示政发〔2026〕1号")
        return Target(TargetState.LIVE)

    found = find_stale(
        "按示政发（2020）3号和《示例县办法》办理", ReferenceRules(on=CIVIL, state=state)
    )
    assert [(one.reference.key, one.instead) for one in found] == [
        ("示政发〔2020〕3号", "示政发〔2026〕1号")
    ]
    assert asked == ["示政发〔2020〕3号", "示例县办法"]


@given(st.text(alphabet="国务院令第492号〔〕（）[]《》〈〉2023发 \u3000年。根据", max_size=200))
def test_any_text_is_read_and_places_hold(text: str) -> None:
    for one in find_references(text):
        assert text[one.start : one.end] == one.text
        assert one.key


@given(st.text(alphabet="国发政办示县", min_size=2, max_size=6), st.integers(1, 9999))
def test_a_number_is_looked_up_by_one_key_however_it_is_written(code: str, sequence: int) -> None:
    spellings = (
        f"{code}〔2023〕{sequence}号",
        f"{code}[2023]第{sequence}号",
        f"{code}（2023） {sequence} 号",
    )
    assert len({number_key(spelling) for spelling in spellings}) == 1


def test_titles_are_compared_without_marks_and_years() -> None:
    assert title_key("《中华人民共和国行政处罚法》") == title_key("行政处罚法（2021年修订）")


def test_long_texts_take_linear_time() -> None:
    text = "《" * 20_000 + "令" * 50_000 + "第1号" * 20_000 + "县政府" * 30_000
    began = time.process_time()
    find_stale(text, rules(CIVIL))
    assert time.process_time() - began < 2
