"""The office's screens of rounds, with an office that runs them."""

from tests.assessment.app.conftest import _own_folders, board

__all__ = ["_own_folders", "board"]
