"""What every test may use: the demo county and the system's Chromium, made once for each run."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, sync_playwright

from gongkai.assessment.demo import write_demo

# The same examples on every run of CI, so that a red run is about the change; on a developer's
# machine new ones each time, so that they keep searching.
hypothesis_settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis_settings.register_profile("searching", deadline=None)
hypothesis_settings.load_profile("steady" if os.environ.get("CI") else "searching")

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("没有找到 Chromium：请安装系统软件包 chromium（no Chromium on this machine）")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()
