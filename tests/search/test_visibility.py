"""What a searcher may not see leaves no trace, whatever is asked."""

import dataclasses
import json

import pytest

from gongkai.search import Filters, Index, Named, Results, Sort, Validity, complete, search
from tests.search.documents_fixture import COUNTY, document, index_of

SECRET = "绝密麒麟计划"
HIDDEN_LEVELS = ("internal", "reviewers", "withheld", "Public", "public ", "公开")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Index, Index]:
    """An index with hidden documents among the public ones, and one without them."""
    public = [document(n, validity=list(Validity)[n % 6]) for n in range(12)]
    hidden = [
        document(
            f"hidden-{place}-{n}",
            title=f"{SECRET}最低生活保障麒麟方案",
            body=f"{SECRET}低保公租房麒麟",
            level=level,
            unit=Named(f"qilin-{place}", "麒麟办公室"),
            unit_path=(COUNTY,),
            columns=(Named("qilin", "麒麟专栏"),),
            kind=Named("qilin", "麒麟令"),
            number="麒发〔2019〕7号",
            index_number="QILIN20190007",
            keywords=("麒麟",),
            published_on=document().published_on.replace(year=2019),
            issued_on=None,
            validity=list(Validity)[n % 6],
        )
        for place, level in enumerate(HIDDEN_LEVELS)
        for n in range(6)
    ]
    folder = tmp_path_factory.mktemp("levels")
    return index_of(folder / "mixed", *public, *hidden), index_of(folder / "pure", *public)


QUERIES = [
    "", "低保", "麒麟", SECRET, "绝密麒麟计化", "最低生活保障 麒麟", '"麒麟"', "-低保", "-麒麟",
    "麒发〔2019〕7号", "qilin20190007", "qlbgs", "qilinbangongshi", "ql", "麒", "最低生活保",
    "公租房", "最低生活保张", "低保 公租房",
]  # fmt: skip
FILTERS = [
    Filters(),
    Filters(years=frozenset([2019])),
    Filters(units=frozenset(["qilin-0"])),
    Filters(columns=frozenset(["qilin"]), validity=frozenset(Validity)),
    Filters(kinds=frozenset(["qilin"])),
    Filters(within=frozenset(["county"])),
]


@pytest.mark.parametrize("text", QUERIES)
@pytest.mark.parametrize("filters", FILTERS, ids=range(len(FILTERS)))
@pytest.mark.parametrize("sort", Sort)
def test_a_public_search_is_the_same_as_if_hidden_documents_did_not_exist(
    both: tuple[Index, Index], text: str, filters: Filters, sort: Sort
) -> None:
    mixed, pure = (search(one, text, levels=["public"], filters=filters, sort=sort) for one in both)
    assert _told(mixed) == _told(pure)
    assert "麒麟" not in json.dumps(_told(mixed) | {"query": ""}, ensure_ascii=False)


@pytest.mark.parametrize("typed", [text for text in QUERIES if text])
def test_nothing_hidden_is_offered_while_typing(both: tuple[Index, Index], typed: str) -> None:
    mixed, pure = (complete(one, typed, levels=["public"]) for one in both)
    assert set(mixed.titles) == set(pure.titles)
    assert mixed.units == pure.units


def test_no_level_sees_nothing_and_each_level_sees_its_own(both: tuple[Index, Index]) -> None:
    mixed, _ = both
    assert search(mixed, "", levels=[]).total == 0
    assert complete(mixed, "低保", levels=[]) == complete(mixed, "", levels=["public"])
    everything = Filters(validity=frozenset(Validity))
    for level in HIDDEN_LEVELS:
        results = search(mixed, "麒麟", levels=[level], filters=everything)
        assert results.total == 6
        assert {hit.document.level for hit in results.hits} == {level}
    together = search(mixed, "", levels=["public", *HIDDEN_LEVELS], filters=everything)
    assert together.total == 12 + 6 * len(HIDDEN_LEVELS)


def _told(results: Results) -> dict[str, object]:
    """All a result says, less its own speed; equal hits may come in any order."""
    told = dataclasses.asdict(results)
    del told["took_ms"]
    told["hits"] = sorted(json.dumps(hit, ensure_ascii=False, default=str) for hit in told["hits"])
    return json.loads(json.dumps(told, ensure_ascii=False, default=str))  # type: ignore[no-any-return]
