"""Pages from the tree, the rest from the office, in one process."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application

from gongkai.portal.serving import TreeApp, portal_first
from tests.portal.serving.asking import ask
from tests.portal.tree.pages_fixture import page, tree_at


def down(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    raise ConnectionError("the database does not answer")


def test_the_portal_answers_while_the_office_fails(tmp_path: Path) -> None:
    tree = tree_at(tmp_path)
    tree.write("/", page("首页"))
    tree.write("/officers/", page("领导"))
    app = portal_first(TreeApp(tree.root), down)
    assert ask(app, "/").body == page("首页").content
    assert ask(app, "/officers/").body == page("领导").content
    assert ask(app, "/nowhere/").status == 404
    for dynamic in ("/office/", "/office", "/office/login/", "/search/?q=a", "/api/v1/items"):
        with pytest.raises(ConnectionError):
            ask(app, dynamic)


@pytest.mark.django_db  # a request ends by looking at the connections there are
def test_the_office_answers_below_its_prefixes(tmp_path: Path) -> None:
    tree = tree_at(tmp_path)
    tree.write("/", page("首页"))
    app = portal_first(TreeApp(tree.root), get_wsgi_application(), ["/language/"])
    reply = ask(app, "/language/en/?next=/", host="127.0.0.1")
    assert (reply.status, reply.headers["location"]) == (302, "/")
    assert ask(app, "/").body == page("首页").content


@pytest.mark.parametrize("prefix", ["office/", "/office", "/", ""])
def test_a_prefix_that_would_match_too_much_is_refused(tmp_path: Path, prefix: str) -> None:
    with pytest.raises(ValueError, match="前缀"):
        portal_first(down, down, [prefix])
