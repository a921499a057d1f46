"""Passwords hashed as in production, but fast."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from pytest_django import Settings


class FastHasher(Argon2PasswordHasher):
    """argon2id at its least cost: a guess may be cheap where there is nothing to guess."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1


@pytest.fixture(autouse=True)
def _fast(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = [f"{FastHasher.__module__}.{FastHasher.__name__}"]
