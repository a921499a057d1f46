"""Addresses of static files with a hash in the name, without a collecting step.

The front-end build writes each file twice, plain and with its hash, and a manifest between
them. WhiteNoise sends names with a hash as never changing. Before the first build there is no
manifest; the plain name is used then, and pages work unstyled.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.contrib.staticfiles.storage import StaticFilesStorage

DIST: Final = Path(__file__).parent / "static" / "ui" / "dist"
PREFIX: Final = "ui/dist/"


@lru_cache(maxsize=4)
def _manifest(path: Path, _changed: int) -> dict[str, str]:
    """Read the manifest; the time of change is part of the key, so a new build is seen."""
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found


def names(path: Path = DIST / "manifest.json") -> dict[str, str]:
    """Return the files of the last build with their hashed names; none before the first."""
    try:
        return _manifest(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return {}


class HashedStaticFilesStorage(StaticFilesStorage):
    """Answers ``{% static "ui/dist/gongkai.css" %}`` with the name that carries the hash."""

    manifest_path: Path = DIST / "manifest.json"

    def url(self, name: str | None) -> str:
        """Return the address of a static file, hashed where the build made a hashed copy."""
        plain = name or ""
        hashed = names(self.manifest_path)
        bare = plain.removeprefix(PREFIX)
        return super().url(PREFIX + hashed[bare] if bare in hashed else plain)
