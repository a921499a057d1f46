"""Looking at a screen: for axe, for what runs over the edge, and by eye where asked to."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

SHOTS = os.environ.get("GONGKAI_SHOTS", "")


@dataclass(frozen=True)
class Sound:
    """``sound(page, name)`` holds the page against axe and its window.

    ``GONGKAI_SHOTS`` names a folder for pictures of every screen looked at.
    """

    axe: Callable[[Page], list[str]]
    overflowing: Callable[[Page], list[str]]

    def __call__(self, page: Page, name: str) -> None:
        if SHOTS:
            page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)
        assert self.axe(page) + self.overflowing(page) == [], name
