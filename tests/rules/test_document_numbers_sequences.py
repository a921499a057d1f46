"""Gaps in numbering: distinct numbers, the highest, what is missing, the estimate."""

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.rules.document_numbers import DocumentNumber, sequence_report


def of_series(*sequences: int) -> list[DocumentNumber]:
    return [DocumentNumber("国发", 2023, sequence) for sequence in sequences]


sequence_sets = st.sets(st.integers(min_value=1, max_value=400), min_size=1)


def test_a_series_with_gaps_is_reported_exactly() -> None:
    (report,) = sequence_report(of_series(2, 3, 7, 7, 10))
    assert (report.issuer_code, report.year) == ("国发", 2023)
    assert (report.observed, report.highest, report.missing_count) == (4, 10, 6)
    assert report.missing == ((1, 1), (4, 6), (8, 9))
    assert report.estimate == Fraction(23, 2)
    assert report.rate == Fraction(8, 23)


def test_a_complete_series_is_estimated_at_itself() -> None:
    (report,) = sequence_report(of_series(3, 1, 2))
    assert not report.missing
    assert report.estimate == 3
    assert report.rate == 1


def test_series_are_kept_apart_by_code_and_year_and_ordered() -> None:
    reports = sequence_report(
        [
            DocumentNumber("国发", 2023, 1),
            DocumentNumber("国办发", 2023, 1),
            DocumentNumber("国发", 2022, 1),
            DocumentNumber("国发", None, 1),
        ]
    )
    assert [(report.issuer_code, report.year) for report in reports] == [
        ("国办发", 2023),
        ("国发", None),
        ("国发", 2022),
        ("国发", 2023),
    ]


def test_no_numbers_give_no_series() -> None:
    assert sequence_report([]) == ()


def test_a_mistyped_number_cannot_flood_the_report() -> None:
    (report,) = sequence_report(of_series(*range(1, 2001, 2), 999_999), max_ranges=3)
    assert report.missing == ((2, 2), (4, 4), (6, 6))
    assert report.range_count == 1000
    assert report.missing_count == 999_999 - 1001


@given(sequence_sets)
def test_seen_and_missing_numbers_together_are_all_up_to_the_highest(seen: set[int]) -> None:
    (report,) = sequence_report(of_series(*seen), max_ranges=1000)
    missing = {number for low, high in report.missing for number in range(low, high + 1)}
    assert missing | seen == set(range(1, report.highest + 1))
    assert not missing & seen
    assert len(missing) == report.missing_count


@given(sequence_sets)
def test_the_rate_is_one_only_for_a_complete_series(seen: set[int]) -> None:
    (report,) = sequence_report(of_series(*seen))
    assert 0 < report.rate <= 1
    assert (report.rate == 1) == (report.missing_count == 0)
    assert report.estimate >= report.highest


@given(sequence_sets, st.data())
def test_publishing_a_missing_document_never_lowers_the_rate(
    seen: set[int], data: st.DataObject
) -> None:
    (before,) = sequence_report(of_series(*seen), max_ranges=1000)
    assume(before.missing)
    low, high = data.draw(st.sampled_from(before.missing))
    (after,) = sequence_report(of_series(*seen, data.draw(st.integers(low, high))))
    assert after.rate > before.rate
