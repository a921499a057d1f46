"""No stranger writes an entry into the log."""

import logging
import sys
from logging.config import dictConfig
from typing import Any

import pytest
from django.conf import settings

FORGED = "2026-12-01 10:00:00,000 CRITICAL gongkai all is well"


@pytest.mark.parametrize("end", ["\n", "\r", "\u2028", "\x85", "\x1b[2J\n"], ids=ascii)
def test_an_entry_is_one_line_and_its_traceback_stands_in(
    end: str, capsys: pytest.CaptureFixture[str]
) -> None:
    handler: dict[str, Any] = {"class": "logging.StreamHandler", "formatter": "line"}
    about = {"propagate": False, "handlers": ["here"]}
    dictConfig(
        {
            **settings.LOGGING,
            "handlers": {"here": handler},
            "root": {},
            "loggers": {"hostile": about},
        }
    )
    log = logging.getLogger("hostile")
    try:
        raise ValueError(f"x{end}{FORGED}")
    except ValueError:
        log.exception("GET %s", f"/office/{end}{FORGED}")
    written = capsys.readouterr().err
    assert FORGED in written
    assert "\x1b" not in written
    margins = [line for line in written.splitlines() if not line.startswith("  ")]
    assert len(margins) == 1, written
    assert sys.exc_info() == (None, None, None)
