"""What is wrong with an input, said so that a person can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that stops the work: where it is, what it is, how to mend it (all Chinese)."""

    place: str
    message: str
    mend: str

    def __str__(self) -> str:
        """Give the one line shown to the user."""
        return f"{self.place}：{self.message}。{self.mend}。"


class RecordsError(Exception):
    """The input cannot be measured; `problems` holds every reason found, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
