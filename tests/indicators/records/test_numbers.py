"""The fast path for document numbers must never disagree with the rule."""

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from gongkai.indicators.records.numbers import read_numbers, sql_plain_number

_WORDS = [
    "国",
    "发",
    "办",
    "函",
    "渝府",
    "关于",
    "废止",
    "的",
    "通知",
    "文号",
    "第",
    "号",
    "据",
    "按",
    "实",
]
CODES = st.lists(st.sampled_from(_WORDS), max_size=5).map("".join) | st.text(
    "一龥国发A0 ", max_size=6
)
YEARS = st.integers(1900, 2120).map(str) | st.sampled_from(["23", "０２", "２０２３"])
SEQUENCES = st.integers(0, 200_000).map(str) | st.sampled_from(["05", "５", "第5"])
CELLS = st.builds(
    lambda code, left, year, right, number, end: f"{code}{left}{year}{right}{number}{end}",
    CODES,
    st.sampled_from("〔［[(（【"),
    YEARS,
    st.sampled_from("〕］])）】"),
    SEQUENCES,
    st.sampled_from(["号", "号 ", "", "号、国函〔2020〕3号"]),
)


@given(st.lists(CELLS, min_size=1, max_size=60))
def test_wherever_the_fast_path_answers_the_rule_gives_the_same_number(cells: list[str]) -> None:
    sql = f"SELECT cell, {sql_plain_number('cell')} FROM (SELECT unnest(?) AS cell)"
    for cell, plain in duckdb.execute(sql, [cells]).fetchall():
        if plain["issuer_code"]:
            found = (plain["issuer_code"], int(plain["number_year"]), int(plain["number_seq"]))
            assert [(n.issuer_code, n.year, n.sequence) for n in read_numbers(cell)] == [found]


def test_the_usual_spelling_takes_the_fast_path() -> None:
    plain = duckdb.execute(f"SELECT {sql_plain_number('?')}", ["渝府办发〔2023〕66号"]).fetchall()[
        0
    ][0]
    assert plain == {"issuer_code": "渝府办发", "number_year": "2023", "number_seq": "66"}
