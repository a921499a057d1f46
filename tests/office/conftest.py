"""A browser's client on the demo county, and rounds of one's own beside it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import rmtree

import pytest
from django.test import Client

MakeRound = Callable[..., str]


@pytest.fixture
def client(demo_site: Path, signed_in: Callable[..., Client]) -> Client:
    """The client of a leader on the demo county."""
    return signed_in("leader")


@pytest.fixture
def make_round(demo_site: Path) -> Iterator[MakeRound]:
    """Write a round into the demo county for one test."""
    made: list[Path] = []

    def make(about: object, facts: object = None, name: str = "own") -> str:
        folder = demo_site / "rounds" / name
        folder.mkdir()
        made.append(folder)
        text = about if isinstance(about, str) else json.dumps(about)
        (folder / "round.json").write_text(text, encoding="utf-8")
        if facts is not None:
            (folder / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
        return name

    yield make
    for folder in made:
        rmtree(folder)
