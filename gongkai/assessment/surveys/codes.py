"""Codes of tickets: made once, printed, never kept. What is kept is their hash.

The hash is keyed with the secret of the installation, so that a copy of the database alone does
not let anybody try codes. It covers the unit, so that the tickets of one code have nothing in
common.
"""

from secrets import choice
from typing import Final
from unicodedata import normalize

from django.utils.crypto import salted_hmac

from gongkai.assessment.models import Survey

# Nothing that is mistaken for something else on paper: no 0 and O, no 1, I and L.
ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH: Final = 10
_SALT: Final = "gongkai.assessment.surveys.codes"
_KEY_LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyz"


def new_code() -> str:
    """Return a code: ten letters and digits, some 50 bits."""
    return "".join(choice(ALPHABET) for _ in range(LENGTH))


def new_key() -> str:
    """Return the short name of a survey in its address."""
    return "".join(choice(_KEY_LETTERS) for _ in range(6))


def spaced(code: str) -> str:
    """Return a code as it is printed, in two groups."""
    return f"{code[:5]}-{code[5:]}"


def plain(typed: str) -> str:
    """Return a typed code without what people put between and around; empty if it is none."""
    letters = "".join(one for one in normalize("NFKC", typed).upper() if one in ALPHABET)
    return letters if len(letters) == LENGTH and len(typed) <= 3 * LENGTH else ""


def hash_of(survey: Survey, unit_pk: int, code: str) -> str:
    """Return what is kept of a code for one unit."""
    return salted_hmac(_SALT, f"{survey.key}:{unit_pk}:{code}", algorithm="sha256").hexdigest()
