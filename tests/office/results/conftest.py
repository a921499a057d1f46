"""A leader's browser on the demo county's earlier rounds."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from tests.assessment.county import plant_units, take_over
from tests.people import People
from tests.planted import planted


@pytest.fixture
def county(people: People, demo_site: Path) -> People:
    """示例县 with the rounds of two years."""

    def both_years() -> None:
        plant_units(people)
        take_over(people, demo_site)

    planted("two years of rounds", both_years)
    return people


@pytest.fixture
def client(county: People, signed_in: Callable[..., Client]) -> Client:
    """The client of a leader on the demo county."""
    del county
    return signed_in("leader")
