"""Who is signed in, for the header: name, unit, roles, whom they stand in for, unread notices."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.core.access import VIEWER, Viewer
from gongkai.core.directory import MAX_WORDS
from gongkai.core.models import Person
from gongkai.core.queries.notices import unread
from gongkai.ui.chrome import Account
from gongkai.ui.components import Link, SearchBox


def account(request: HttpRequest) -> Account | None:
    """Return what the header shows, or ``None`` for the public. ``settings.ACCOUNT`` names this."""
    asker = getattr(request, VIEWER, None)
    if not isinstance(asker, Viewer) or asker.person_id is None:
        return None
    person = request.user
    unit = person.unit.label if isinstance(person, Person) else ""
    grants = asker.grants
    own = dict.fromkeys(one.role for one in grants if one.role and one.principal_id is None)
    absent = dict.fromkeys(one.on_behalf_of for one in grants if one.on_behalf_of)
    return Account(
        name=asker.name,
        unit=unit,
        roles=gettext("、").join(own),
        unread=unread(asker),
        notices_href=reverse("notices"),
        sign_out=reverse("sign-out"),
        find=find_box(),
        links=(
            Link(gettext("我的账号"), reverse("own-account")),
            Link(gettext("我的设置"), reverse("preferences")),
        ),
        standing_in=gettext("、").join(absent),
        desk=Link(gettext("工作台"), reverse("desk")) if asker.may("desk.view") else None,
    )


def find_box(words: str = "", *, id: str = "site_find") -> SearchBox:  # noqa: A002
    """Return the box that finds anything in the office."""
    return SearchBox(
        action=reverse("find"),
        hint=gettext("查找事项、单位、人员"),
        button=gettext("查找"),
        suggest=reverse("find-suggest"),
        value=words,
        id=id,
        label=gettext("全站查找") if id != "q" else "",
        max_length=MAX_WORDS,
    )
