"""The clock of the server and of the worker, where a test lets time pass."""

from datetime import datetime

from tests.disclosure.app.office import MORNING


class Clock:
    """Says what it was set to last."""

    at = MORNING

    def __call__(self) -> datetime:
        return self.at
