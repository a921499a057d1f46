"""Document numbers of a cell, as the rule reads them, and the SQL for the usual spelling."""

from typing import Final

from gongkai.rules.document_numbers import DocumentNumber, parse_all

# Characters that stand in labels and sentences run into a code (文号：, 根据…); the rule cuts those
# off, so a cell with one of them is left to the rule.
_LEFT_TO_RULE: Final = "的据按照依落废知号第文件布贯彻实及关批复年"


def _letters() -> str:
    """Give the Chinese characters without those left to the rule, as a character class."""
    marks = sorted(ord(mark) for mark in _LEFT_TO_RULE)
    starts, ends = [0x4E00, *(mark + 1 for mark in marks)], [*(mark - 1 for mark in marks), 0x9FA5]
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in zip(starts, ends, strict=True) if a <= b)


# 国发〔2023〕5号 and nothing else: every other spelling goes to the rule.
_PLAIN: Final = rf"^([{_letters()}]{{1,12}})〔((?:19[5-9]|20[0-9])[0-9])〕([1-9][0-9]{{0,4}})号$"


def read_numbers(cell: str) -> tuple[DocumentNumber, ...]:
    """Give the numbers written in a cell; several for a joint issue, none if none is legible."""
    return tuple(parse_all(cell))


def sql_plain_number(cell: str) -> str:
    """Give the DuckDB expression: a struct of texts, empty ones where the spelling is unusual."""
    return f"regexp_extract({cell}, '{_PLAIN}', ['issuer_code', 'number_year', 'number_seq'])"
