"""The emergency banner: on every page at once, without rendering one of them anew.

Pages carry a marker; while a banner is up, servers put it there in passing. For the embedded
server it is a file beside the generations, seen with the next request. For nginx it is an include,
seen when nginx is reloaded. Pages are not answered 304 while it is up, and are compressed in
passing: a price paid in emergencies only.
"""

import os
from pathlib import Path
from typing import Final

from gongkai.portal.tree.generations import ask_for_reload

MARKER: Final = "<!--banner-->"
_FILE: Final = "banner.html"
_NGINX: Final = "banner.conf"


def raise_banner(root: Path, html: str) -> None:
    """Show a piece of HTML, escaped already and without scripts, on every page from now on."""
    quoted = html.replace("\\", "\\\\").replace('"', '\\"').replace("$", "&#36;")
    _put(root / _NGINX, _INCLUDE % (MARKER, quoted))
    _put(root / _FILE, html)
    ask_for_reload(root)


def lower_banner(root: Path) -> None:
    """Show no banner any more."""
    for name in (_FILE, _NGINX):
        (root / name).unlink(missing_ok=True)
    ask_for_reload(root)


def banner_of(root: str) -> bytes | None:
    """Return the banner that is up, or None."""
    try:
        with open(os.path.join(root, _FILE), "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


# Without tags and dates a reader's copy from before the banner is never confirmed.
_INCLUDE: Final = """gzip_static off;
gzip on;
etag off;
if_modified_since off;
sub_filter_last_modified off;
sub_filter_once on;
sub_filter "%s" "%s";
"""


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    os.chmod(beside, 0o644)
    beside.replace(path)
