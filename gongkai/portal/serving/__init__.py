"""Serving the tree of pages from Python: alone, or in front of the office in one process.

``TreeApp`` is the WSGI application; ``portal_first`` puts it before the office's; ``serve_portal``
runs it alone. ``text_size`` and ``banner`` are what pages get in passing. The same behaviour under
nginx stands in ``deploy/nginx``. Nothing here knows the web framework or a database.
"""

from gongkai.portal.serving.banner import MARKER, lower_banner, raise_banner
from gongkai.portal.serving.composing import DYNAMIC, portal_first
from gongkai.portal.serving.headers import PUBLIC_POLICY, security_headers
from gongkai.portal.serving.lone import serve_portal
from gongkai.portal.serving.text_size import STYLE_SHEET, style_sheets, switch_link
from gongkai.portal.serving.tree_app import TreeApp

__all__ = [
    "DYNAMIC",
    "MARKER",
    "PUBLIC_POLICY",
    "STYLE_SHEET",
    "TreeApp",
    "lower_banner",
    "portal_first",
    "raise_banner",
    "security_headers",
    "serve_portal",
    "style_sheets",
    "switch_link",
]
