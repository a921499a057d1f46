"""What the checks found in an edition, and who answered for it."""

from dataclasses import dataclass
from typing import Any

from gongkai.disclosure.models import Edition
from gongkai.rules.text import Grade


@dataclass(frozen=True, slots=True)
class Findings:
    """What the checks say of the present text; ``checked`` is false where they have not run."""

    checked: bool
    found: tuple[dict[str, Any], ...] = ()
    answered: frozenset[str] = frozenset()

    @property
    def blocking(self) -> tuple[str, ...]:
        """What forbids publication, in words with its place."""
        return tuple(named(one) for one in self.found if one["grade"] == Grade.BLOCK)

    @property
    def unanswered(self) -> tuple[dict[str, Any], ...]:
        """The warnings nobody has answered for yet."""
        warnings = (one for one in self.found if one["grade"] == Grade.WARN)
        return tuple(one for one in warnings if one["key"] not in self.answered)

    @property
    def kept(self) -> bool:
        """Whether warnings were left as they are, with a reason."""
        return any(one["key"] in self.answered for one in self.found)

    @property
    def personal(self) -> bool:
        """Whether the text holds personal data; an office's own telephone is none."""
        return any(
            str(one["code"]).startswith("personal.") and one["grade"] != Grade.NOTE
            for one in self.found
        )


def named(finding: dict[str, Any]) -> str:
    """Return a finding in words, with its place."""
    return f"{finding['place']}：{finding['title']}"


def findings_of(edition: Edition) -> Findings:
    """Return what the checks found in the text as it is now."""
    results = edition.check_results.all()
    result = next((one for one in results if one.fingerprint == edition.fingerprint), None)
    if result is None:
        return Findings(checked=False)
    answered = frozenset(one.finding for one in edition.acknowledgements.all())
    return Findings(True, tuple(result.findings), answered)
