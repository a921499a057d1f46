"""What a report is called, and what the assessment was that it reports."""

import re

from gongkai.rules.scheme import Scheme

_ASSESSING = ("考核", "考评", "评估", "测评", "评议", "检查")
_BRACKETED = re.compile(r"（[^（）]*）$")
_KINDS = ("实施细则", "暂行办法", "试行办法", "细则", "办法", "方案", "规则")
_BLANK = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\s])|(?<=[^\s])\s+(?=[^\x00-\x7f])")


def subject_of(scheme: Scheme, year: int | None = None, title: str | None = None) -> str:
    """Return what was carried out, e.g. 示例县2025年度政务公开综合考核.

    ``title`` is the name of the round or of its report; without one the scheme gives the name:
    one carries out an assessment, not the 细则 that orders it.
    """
    name = _BLANK.sub("", (title or "").strip()) or _of_scheme(scheme, year)
    if name.endswith("通报"):
        name = name.removesuffix("通报").removesuffix("的").removeprefix("关于")
    name = name.removesuffix("结果")
    return name if any(word in name for word in _ASSESSING) else f"{name}考核"


def _of_scheme(scheme: Scheme, year: int | None) -> str:
    name = _BLANK.sub("", scheme.title)
    name = _BRACKETED.sub("", name)
    for kind in _KINDS:
        name = name.removesuffix(kind)
    return f"{year}年度{name}" if year and str(year) not in name else name


def default_title(scheme: Scheme, year: int | None = None) -> str:
    """Return the title of a report that nobody has named: year, scheme, 结果."""
    return f"{subject_of(scheme, year)}结果"
