"""Drafts nobody has submitted yet, on the to-do list of who writes them."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext

from gongkai.core import todo
from gongkai.core.access import Viewer
from gongkai.core.days import day_of, day_words
from gongkai.core.todo import Todo, TodoState
from gongkai.disclosure.queries.review import own_drafts
from gongkai.disclosure.telling import address_of

# More drafts than this are one line, which leads to their list.
_MOST: Final = 10
_LIST: Final = "/office/disclosure/?state=draft"


@todo.source("disclosure.drafts")
def unsent(viewer: Viewer) -> Iterator[Todo]:
    """Yield what this person began and has not submitted, the latest saved first."""
    drafts = own_drafts(viewer)
    latest = list(drafts[: _MOST + 1])
    if len(latest) > _MOST:
        yield Todo(
            title=gettext("起草中的稿件"),
            href=_LIST,
            why=gettext("还没有送审"),
            state=TodoState.INFO,
            kind=gettext("起草"),
            count=drafts.count(),
        )
        return
    for edition in latest:
        saved = day_words(day_of(edition.saved_at), year=False)
        yield Todo(
            title=str(edition),
            href=f"{address_of(edition.item)}edit/",
            why=gettext("起草中，%(day)s保存，还没有送审") % {"day": saved},
            state=TodoState.INFO,
            unit=edition.item.unit.label,
            kind=gettext("起草"),
            key=f"draft:{edition.pk}",
        )
