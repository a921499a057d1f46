"""What stands above a document that is not simply in force, in the language of its frame."""

from datetime import date

import pytest
from django.utils import translation

from gongkai.disclosure.open_data.banners import banner_words
from gongkai.rules.publishing.banners import banner
from gongkai.rules.publishing.validity import (
    CitedDocument,
    ValidityEvent,
    ValidityKind,
    read_validity,
)

REPEALING = CitedDocument(title="清理决定", number="示政发〔2026〕3号", item=42)


def event(
    kind: ValidityKind, on: str, by: CitedDocument | None = None, article: str = ""
) -> ValidityEvent:
    return ValidityEvent(kind=kind, on=date.fromisoformat(on), by=by, article=article)


STARTS = event(ValidityKind.EFFECTIVE, "2025-06-01")
ENDS = event(ValidityKind.EXPIRES, "2026-05-31")
REPEALED = event(ValidityKind.REPEALED, "2026-03-01", REPEALING)
AMENDED = event(ValidityKind.AMENDED, "2025-10-01", REPEALING, "第三条")
IN_PART = event(ValidityKind.REPEALED_IN_PART, "2025-10-01", article="第五条")
CASES = [
    (
        [STARTS],
        "2025-05-01",
        "本文件自2025年6月1日起施行，尚未生效。",
        "This document takes effect on 1 June 2025 and is not yet in force.",
    ),
    (
        [STARTS, ENDS],
        "2026-06-01",
        "本文件有效期至2026年5月31日，已失效，仅供查阅。",
        "This document was in force until 31 May 2026 and has expired; for reference only.",
    ),
    (
        [STARTS, REPEALED],
        "2026-06-01",
        "本文件自2026年3月1日起被《清理决定》（示政发〔2026〕3号）废止，仅供查阅。",
        (
            "This document was repealed from 1 March 2026 by 《清理决定》（示政发〔2026〕3号）;"
            " for reference only."
        ),
    ),
    (
        [STARTS, event(ValidityKind.REPEALED, "2026-03-01")],
        "2026-06-01",
        "本文件自2026年3月1日起废止，仅供查阅。",
        "This document was repealed from 1 March 2026; for reference only.",
    ),
    (
        [STARTS, AMENDED, IN_PART],
        "2026-01-01",
        (
            "本文件第三条自2025年10月1日起被《清理决定》（示政发〔2026〕3号）修改。"
            "本文件第五条自2025年10月1日起部分废止。"
        ),
        (
            "第三条 of this document was amended from 1 October 2025 by"
            " 《清理决定》（示政发〔2026〕3号）. 第五条 of this document was repealed in part"
            " from 1 October 2025."
        ),
    ),
]


@pytest.mark.parametrize(("events", "on", "chinese", "english"), CASES)
def test_each_banner_says_since_when_and_by_what(
    events: list[ValidityEvent], on: str, chinese: str, english: str
) -> None:
    found = banner(read_validity(events, date.fromisoformat(on)))
    assert found is not None
    with translation.override("zh-hans"):
        assert banner_words(found) == chinese
    with translation.override("en"):
        assert banner_words(found) == english


def test_only_what_ended_is_said_to_have_ended() -> None:
    repealed = banner(read_validity([STARTS, REPEALED], date(2026, 6, 1)))
    amended = banner(read_validity([STARTS, AMENDED], date(2026, 1, 1)))
    assert repealed is not None
    assert repealed.ended
    assert amended is not None
    assert not amended.ended
