"""Why something cannot be done: one value for a disabled button, an API answer and the log."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """A rule that forbids a step.

    ``code`` is stable and names the rule; ``reason`` is plain Chinese and names the mend.
    """

    code: str
    reason: str
