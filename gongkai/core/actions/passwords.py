"""Passwords: changing one's own, what the rules say of a new one, drawing a temporary one."""

import secrets
import string
from typing import Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.core import verbs
from gongkai.core.access import Viewer
from gongkai.core.actions.base import Refused, acting
from gongkai.core.actions.sessions import close_others
from gongkai.core.models import Person

verbs.register("password.change", _("修改密码"), _("修改了自己的密码"))

# Without the characters that are mistaken for one another when read aloud or from paper.
_LETTERS: Final = "".join(set(string.ascii_letters) - set("lIOo"))
_DIGITS: Final = "23456789"
_TEMPORARY_LENGTH: Final = 14


def check_new(password: str, person: Person, field: str = "new") -> None:
    """Raise ``Refused`` with everything the rules have against a password."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Refused("".join(map(_words, error.error_list)), field) from None


def _words(error: ValidationError) -> str:
    """Return a complaint in the words of the screen: the framework's names a column."""
    if error.code == "password_too_similar":
        return gettext("密码与用户名、姓名或电话太相似。")
    return " ".join(error.messages)


def change_own_password(new: str, *, key: str, by: Viewer) -> Person:
    """Set a new password of one's own and end one's other sessions; ``key`` is the present one.

    Raises:
        Refused: the rules are against it, or it is the old one.
    """
    with acting(by) as act:
        act.permit("one's own password")
        person = act.lock(Person, by.person_id or 0)
        if person.check_password(new):
            raise Refused(gettext("新密码不能与原密码相同。"), "new")
        check_new(new, person)
        person.set_password(new)
        person.must_change_password = False
        person.save(update_fields=["password", "must_change_password"])
        close_others(act, person.pk, key)
        act.event("password.change", person, unit_path=person.unit.path)
    return person


def temporary_password() -> str:
    """Draw a password that fits the rules and can be read out: letters, digits and one dash."""
    while True:
        drawn = [secrets.choice(_LETTERS + _DIGITS) for _n in range(_TEMPORARY_LENGTH)]
        drawn[_TEMPORARY_LENGTH // 2] = "-"
        text = "".join(drawn)
        kinds = (str.islower, str.isupper, str.isdigit)
        if all(any(kind(character) for character in text) for kind in kinds):
            return text
