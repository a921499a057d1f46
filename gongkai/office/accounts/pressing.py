"""Small posts that change one thing and go back: end a session, close an account."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseRedirect

from gongkai.core.actions import Refused
from gongkai.ui.components import Tone
from gongkai.ui.flash import say


def press(request: HttpRequest, act: Callable[[], str], back: str) -> HttpResponseRedirect:
    """Do the action, say what it returns (or why it was refused), and go to ``back``."""
    try:
        said = act()
    except Refused as refused:
        say(request, refused.message, tone=Tone.BAD)
    else:
        if said:
            say(request, said)
    return HttpResponseRedirect(back)
