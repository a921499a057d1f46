"""Document numbers (发文字号): reading them, and the gaps between them."""

from gongkai.rules.document_numbers.parsing import (
    FIRST_YEAR,
    LAST_YEAR,
    MAX_CODE,
    MAX_SEQUENCE,
    parse,
    parse_all,
)
from gongkai.rules.document_numbers.sequences import sequence_report
from gongkai.rules.document_numbers.values import DocumentNumber, SeriesReport

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "MAX_CODE",
    "MAX_SEQUENCE",
    "DocumentNumber",
    "SeriesReport",
    "parse",
    "parse_all",
    "sequence_report",
]
