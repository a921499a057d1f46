"""The texts of the demo county: varied, whole, the same for all, and nobody's."""

import re
from collections import Counter
from datetime import date

import pytest

from gongkai.demo.registers import entries
from gongkai.demo.reporting import reports
from gongkai.demo.standing import standing_items
from gongkai.demo.villages import affairs
from gongkai.demo.writing import Written, write
from gongkai.disclosure.content import plain_text
from gongkai.disclosure.details import details_of
from gongkai.disclosure.importing.sanitising import sanitised
from gongkai.policy.disclosure import load_disclosure
from gongkai.rules.document_numbers import parse
from gongkai.rules.text import Kind, find_personal

UNTIL = date(2026, 3, 1)
PACK = load_disclosure("xian-gongkai")


@pytest.fixture(scope="module")
def county() -> tuple[Written, ...]:
    return (*write(UNTIL), *standing_items(UNTIL), *reports(UNTIL), *affairs(UNTIL))


def test_about_two_thousand_items_and_the_same_for_all(county: tuple[Written, ...]) -> None:
    assert 1_800 < len(county) + len(entries(UNTIL)) < 2_800
    again = (*write(UNTIL), *standing_items(UNTIL), *reports(UNTIL), *affairs(UNTIL))
    assert again == county
    assert all(one.published_at.date() <= UNTIL for one in county)


def test_no_unit_uses_a_title_twice_but_to_repeal(county: tuple[Written, ...]) -> None:
    titles = Counter((one.unit, one.title) for one in county if one.content_type == "notice")
    assert [title for title, times in titles.items() if times > 1] == []
    assert any(one.repeals is not None for one in county)


def test_no_sentence_is_everywhere(county: tuple[Written, ...]) -> None:
    said = Counter(
        sentence
        for one in county
        for sentence in re.findall(r"<p>([^<]{12,})</p>", one.body_html)
        if not sentence.startswith("各乡镇")
    )
    sentence, times = said.most_common(1)[0]
    assert times < len(county) / 12, sentence


def test_every_item_fills_its_content_type(county: tuple[Written, ...]) -> None:
    for one in county:
        kind = PACK.content_type(one.content_type)
        said = {detail.id for detail in details_of(kind.fields, one.details)}
        assert [spec.title for spec in kind.required if spec.id not in said] == [], one.title
        assert set(one.details) <= {spec.id for spec in kind.fields}, one.title
        assert PACK.node(one.category).leaf, one.category
        assert one.body_html == sanitised(one.body_html), one.title


def test_document_numbers_run_without_a_gap(county: tuple[Written, ...]) -> None:
    series: dict[tuple[str, int | None], list[int]] = {}
    for one in county:
        if one.document_number:
            number = parse(one.document_number)
            assert number is not None, one.document_number
            series.setdefault((number.issuer_code, number.year), []).append(number.sequence)
    assert len(series) > 20
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in series.values())


def test_figures_in_braces_are_filled_in(county: tuple[Written, ...]) -> None:
    assert [one.title for one in county if "{" in one.title + one.body_html] == []


def test_no_mobile_number_or_identity_number_stands_anywhere(county: tuple[Written, ...]) -> None:
    found = [
        (one.title, hit.kind)
        for one in county
        for hit in find_personal(plain_text(one.body_html))
        if hit.kind in {Kind.MOBILE, Kind.RESIDENT_ID, Kind.BANK_CARD}
    ]
    assert found == []
