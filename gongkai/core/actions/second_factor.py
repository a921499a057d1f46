"""The second factor: a code of six digits from an app on the phone (RFC 6238)."""

import hmac
from datetime import datetime
from typing import Final

import pyotp
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.core import verbs
from gongkai.core.access import Viewer
from gongkai.core.actions.base import Refused, acting
from gongkai.core.actions.sessions import close_all
from gongkai.core.models import Person

verbs.register("totp.enrol", _("启用动态口令"), _("启用了动态口令"))
verbs.register("totp.drop", _("停用动态口令"), _("停用了动态口令"))
verbs.register("totp.remove", _("解除他人的动态口令"), _("解除了“%(title)s”的动态口令"))

STEP: Final = 30  # seconds (RFC 6238 §4.1)
# Clocks of phones drift: one step before and after is accepted.
_NEAR: Final = (0, -1, 1)


def new_secret() -> str:
    """Draw a secret for an app: 160 bits, as RFC 4226 §4 recommends."""
    return pyotp.random_base32(32)


def fitting_step(secret: str, code: str, at: datetime, after: int) -> int | None:
    """Return the time step whose code this is, later than ``after``; ``None`` where there is none.

    Each step is accepted once, so a code seen over a shoulder cannot be used again.
    """
    digits = "".join(code.split())
    if len(digits) != 6 or not (digits.isascii() and digits.isdigit()):
        return None
    app, present = pyotp.TOTP(secret), int(at.timestamp()) // STEP
    for step in (present + near for near in _NEAR):
        if step > after and hmac.compare_digest(app.generate_otp(step), digits):
            return step
    return None


def enrol(secret: str, code: str, *, by: Viewer) -> None:
    """Turn the second factor on with a secret, once a code shows that the app has it.

    Raises:
        Refused: the code does not fit, or a second factor is on already.
    """
    with acting(by) as act:
        act.permit("one's own account")
        person = act.lock(Person, by.person_id or 0)
        if person.totp_secret:
            raise Refused(gettext("动态口令已启用。"))
        step = fitting_step(secret, code, by.at, 0)
        if step is None:
            raise Refused(
                gettext("动态口令不对。请输入手机上正在显示的6位数字，并检查手机时间是否准确。"),
                "code",
            )
        person.totp_secret, person.totp_last_step = secret, step
        person.save(update_fields=["totp_secret", "totp_last_step"])
        act.event("totp.enrol", person, unit_path=person.unit.path)


def use_code(person_id: int, code: str, *, by: Viewer) -> bool:
    """Take a code at sign-in: whether it fits. A code that fitted never fits again."""
    with acting(by) as act:
        act.permit("who has given the right password")
        act.unchanged()  # the sign-in that follows, or fails, is the event
        person = act.lock(Person, person_id)
        step = fitting_step(person.totp_secret, code, by.at, person.totp_last_step)
        if step is None:
            return False
        person.totp_last_step = step
        person.save(update_fields=["totp_last_step"])
    return True


def drop_own(code: str, *, by: Viewer) -> None:
    """Turn one's own second factor off, with a last code.

    Raises:
        Refused: the code does not fit.
    """
    with acting(by) as act:
        act.permit("one's own account")
        if not use_code(by.person_id or 0, code, by=by):
            raise Refused(gettext("动态口令不对，或这个口令已用过，请等下一个。"), "code")
        person = act.lock(Person, by.person_id or 0)
        _clear(person)
        act.event("totp.drop", person, unit_path=person.unit.path)


def remove_of(person_id: int, *, by: Viewer) -> None:
    """Take the second factor of a person who lost the phone off, as security administrator.

    The password is the system administrator's to reset: neither can enter alone.

    Raises:
        Refused: one's own.
    """
    with acting(by) as act:
        person = act.lock(Person, person_id)
        act.require("sessions.manage", person.unit.path)
        if person.pk == by.person_id:
            raise Refused(gettext("解除自己的动态口令请到“我的账号”。"))
        if not person.totp_secret:
            act.unchanged()
            return
        _clear(person)
        close_all(act, person.pk)
        act.event("totp.remove", person, unit_path=person.unit.path)


def _clear(person: Person) -> None:
    person.totp_secret, person.totp_last_step = "", 0
    person.save(update_fields=["totp_secret", "totp_last_step"])
