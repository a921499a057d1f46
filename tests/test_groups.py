"""Tests of a group run in one worker, so that what is costly to make is made once."""

import os

import pytest


@pytest.mark.xdist_group("groups hold")
def test_a_group_is_known_to_the_scheduler(request: pytest.FixtureRequest) -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        pytest.skip("only with several workers: pytest -n 2 --dist loadgroup")
    assert request.node.nodeid.endswith("@groups hold")
