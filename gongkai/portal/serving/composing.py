"""One process for the whole product: pages from the tree, the rest from the office."""

from collections.abc import Iterable
from typing import Any, Final

from gongkai.portal.serving.tree_app import StartResponse, WsgiApp

# Static files are among them: the office's own collection is the larger one.
DYNAMIC: Final = ("/office/", "/search/", "/survey/", "/api/", "/en/", "/language/", "/static/")


def portal_first(tree: WsgiApp, dynamic: WsgiApp, prefixes: Iterable[str] = DYNAMIC) -> WsgiApp:
    """Return an application that asks ``dynamic`` below the prefixes and ``tree`` elsewhere.

    ``/office`` belongs to ``/office/``; ``/officers/`` does not.
    """
    below = tuple(prefixes)
    if any(not (one.startswith("/") and one.endswith("/") and len(one) > 1) for one in below):
        raise ValueError(f"动态地址前缀要以“/”开头和结尾：{below}")
    exactly = frozenset(one[:-1] for one in below)

    def application(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        chosen = dynamic if path.startswith(below) or path in exactly else tree
        return chosen(environ, start_response)

    return application
