"""What every test may use: the demo county, made once for each run."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from gongkai.assessment.demo import write_demo


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the demo county."""
    data = tmp_path_factory.mktemp("demo")
    write_demo(data)
    return data


@pytest.fixture(scope="session")
def demo_site(demo: Path) -> Iterator[Path]:
    """The demo county as the data of the running product."""
    before = settings.GONGKAI_DATA
    settings.GONGKAI_DATA = demo
    yield demo
    settings.GONGKAI_DATA = before
