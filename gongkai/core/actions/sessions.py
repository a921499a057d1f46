"""Signing in and out, and ending sessions: one's own, or another's by the security administrator.

The password and the code are checked by the screen; these actions note what came of it.
"""

from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gongkai.core import verbs
from gongkai.core.access import Viewer
from gongkai.core.actions.base import Act, acting
from gongkai.core.audit import EventDraft
from gongkai.core.models import Person, SignIn

verbs.register("session.start", _("登录"))
verbs.register("session.refuse", _("登录失败"), _("登录失败：%(why)s"))
verbs.register("session.stop", _("退出登录"))
verbs.register("session.end", _("结束登录"), _("结束了“%(title)s”的%(count)s个登录"))

MAX_AGENT = 200


def start_session(person_id: int, *, key: str, agent: str, by: Viewer) -> SignIn:
    """Note that a person has signed in; ``key`` is the session's, ``agent`` the browser's words."""
    with acting(by) as act:
        act.permit("who has just proved to be this person")
        person = act.lock(Person, person_id)
        started = SignIn.objects.create(
            person=person,
            session_key=key,
            address=by.address or None,
            agent=agent[:MAX_AGENT],
            started_at=by.at,
            seen_at=by.at,
        )
        act.event("session.start", person, unit_path=person.unit.path)
    return started


def note_refusal(username: str, why: str, *, by: Viewer) -> None:
    """Note a sign-in that failed.

    A name nobody has is not kept: people type passwords into the wrong box.
    """
    person = Person.objects.select_related("unit").filter(username__iexact=username).first()
    with acting(by) as act:
        act.permit("the public tries to sign in")
        act.events.append(
            EventDraft(
                "session.refuse",
                Person._meta.label_lower,
                str(person.pk) if person else "",
                person.name if person else "",
                person.unit.path if person else "",
                {"why": why, "known": person is not None},
            )
        )


def sign_out(key: str, *, by: Viewer) -> None:
    """End the session one is in."""
    with acting(by) as act:
        act.permit("one's own session")
        open_ones = _open(by.person_id or 0).filter(session_key=key)
        if not _close(open_ones, by):
            act.unchanged()
            return
        person = act.lock(Person, by.person_id or 0)
        act.event("session.stop", person, unit_path=person.unit.path)


def end_own_session(sign_in_id: int, *, by: Viewer) -> int:
    """End one session of one's own; somebody else's is not touched. Return how many were ended."""
    with acting(by) as act:
        act.permit("one's own session")
        return _end(act, by.person_id or 0, _open(by.person_id or 0).filter(pk=sign_in_id))


def end_other_sessions(key: str, *, by: Viewer) -> int:
    """End all sessions of one's own but the one with this key."""
    with acting(by) as act:
        act.permit("one's own sessions")
        return _end(act, by.person_id or 0, _open(by.person_id or 0).exclude(session_key=key))


def end_sessions_of(person_id: int, *, by: Viewer) -> int:
    """End all sessions of a person, as the security administrator of their unit."""
    with acting(by) as act:
        person = act.lock(Person, person_id)
        act.require("sessions.manage", person.unit.path)
        return _end(act, person_id, _open(person_id))


def close_all(act: Act, person_id: int) -> int:
    """End all sessions of a person as part of another action (account closed, password reset)."""
    return _close(_open(person_id), act.by)


def close_others(act: Act, person_id: int, key: str) -> int:
    """End the sessions of a person but the one with this key, as part of another action."""
    return _close(_open(person_id).exclude(session_key=key), act.by)


def _open(person_id: int) -> "QuerySet[SignIn]":
    return SignIn.objects.filter(person_id=person_id, ended_at=None)


def _end(act: Act, person_id: int, sessions: "QuerySet[SignIn]") -> int:
    count = _close(sessions, act.by)
    if not count:
        act.unchanged()
        return 0
    person = act.lock(Person, person_id)
    act.event("session.end", person, unit_path=person.unit.path, data={"count": count})
    return count


def _close(sessions: "QuerySet[SignIn]", by: Viewer) -> int:
    """Close the rows and forget the sessions themselves."""
    keys = list(sessions.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    return sessions.update(ended_at=by.at)
