"""Terms of appeal that a round may borrow where its own source has none (Q24)."""

from functools import cache
from typing import Final

from gongkai.assessment.wording import cite_text
from gongkai.policy.library import Library
from gongkai.policy.loading import load_pack
from gongkai.rules.scheme import Appeal

_LENDER: Final = "duodao-caizheng"


@cache
def lent_appeal() -> tuple[Appeal, str] | None:
    """Return the terms of the one source that has them, and where they stand in words."""
    scheme = load_pack(_LENDER, Library()).scheme
    if scheme.appeal is None:
        return None
    return scheme.appeal, "、".join(cite_text(cite, scheme) for cite in scheme.appeal.cite)
