"""Days and moments as screens say them."""

from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from gongkai.core.days import moment_words, spoken


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("2026-11-04", "2026年11月4日"),
        ("2026-12-02T09:00:00+08:00", "2026年12月2日 09:00"),
        ("2026-12-01T16:30:00+00:00", "2026年12月2日 00:30"),  # the day in Shanghai
        ("2026-02-30", "2026-02-30"),  # no day
        ("示政办发〔2026〕37号", "示政办发〔2026〕37号"),
        ("截至2026-11-04", "截至2026-11-04"),  # typed by a person, who wrote it so
        (3, 3),
        (None, None),
    ],
)
def test_kept_days_are_said_in_words_and_all_else_as_it_is(kept: object, said: object) -> None:
    assert spoken(kept) == said


def test_moments_are_said_in_the_language_of_the_screen() -> None:
    moment = datetime(2026, 3, 2, 1, 5, tzinfo=UTC)
    assert moment_words(moment) == "2026年3月2日 09:05"
    with override("en"):
        assert moment_words(moment) == "2 March 2026 09:05"
