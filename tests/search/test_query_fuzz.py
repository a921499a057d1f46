"""There is no wrong query: any text gives a result."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gongkai.search import Filters, Index, Sort, complete, search
from gongkai.search.folding import fold
from gongkai.search.query import MAX_CLAUSES, parse
from tests.search.documents_fixture import document, index_of

MARKS = list('"“-－()[]{}*?~^\\/的 \u3000\n\x00\x1f\ud800\ufeff\u200b😀İﬁ')
TERMS = [
    "低保",
    "公租房",
    "示民发",
    "〔2023〕",
    "5号",
    "AND",
    "OR",
    "NOT",
    "title:",
    "&&",
    "tjj",
    "changshou",
]
PIECES = st.sampled_from(MARKS + TERMS)
ODD = st.one_of(
    st.text(), st.lists(PIECES, max_size=30).map("".join), st.text(alphabet='低保"- 5号')
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return index_of(
        tmp_path_factory.mktemp("fuzz"), document(1, number="示民发〔2023〕5号"), document(2)
    )


@given(text=ODD, sort=st.sampled_from(Sort), page=st.integers(), size=st.integers())
@example(text="低保" * 100_000, sort=Sort.RELEVANCE, page=1, size=20)
@example(text="- " * 100_000, sort=Sort.RELEVANCE, page=1, size=20)
@example(text='"' * 1_000, sort=Sort.RELEVANCE, page=1, size=20)
@example(text="a" * 70_000, sort=Sort.DATE, page=1, size=20)
@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_gives_a_result(index: Index, text: str, sort: Sort, page: int, size: int) -> None:
    results = search(index, text, levels=["public"], sort=sort, page=page, size=size)
    assert 0 <= results.total <= 2
    assert results.total == 0 or results.hits
    for hit in results.hits:
        assert "".join(one.text for one in hit.title) == hit.document.title


@given(text=ODD)
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_completed(index: Index, text: str) -> None:
    assert len(complete(index, text, levels=["public"]).titles) <= 8


@given(ids=st.frozensets(st.text(), max_size=3), years=st.frozensets(st.integers(), max_size=3))
@settings(max_examples=100, deadline=None)
def test_any_filter_gives_a_result(
    index: Index, ids: frozenset[str], years: frozenset[int]
) -> None:
    filters = Filters(columns=ids, units=ids, within=ids, kinds=ids, years=years)
    assert search(index, "低保", levels=ids | {"public"}, filters=filters).total <= 2


@given(text=st.text())
def test_folding_keeps_every_place_and_is_done_once(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@given(text=ODD)
def test_queries_are_bounded(text: str) -> None:
    assert len(parse(text).clauses) <= MAX_CLAUSES


@given(body=st.text(), title=st.text(), number=st.text(), key=st.text(min_size=1))
@settings(max_examples=60, deadline=None)
def test_any_document_can_be_put_in_and_is_found_by_its_own_words(
    tmp_path_factory: pytest.TempPathFactory, body: str, title: str, number: str, key: str
) -> None:
    folder: Path = tmp_path_factory.mktemp("any")
    text = body + "\n公租房"
    index = index_of(folder, document(1, id=key, title=title, body=text, number=number))
    results = search(index, "公租房", levels=["public"])
    assert results.total == 1
    assert any(one.marked for one in results.hits[0].snippet + results.hits[0].title)
    index.delete([key])
    assert search(index, "公租房", levels=["public"]).total == 0
