"""Password rules besides length and commonness (GB/T 22239 level 3: complexity)."""

import string
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from gongkai.core.models import Person

_KINDS: Final = (string.ascii_lowercase, string.ascii_uppercase, string.digits)


class MixedCharactersValidator:
    """Wants three of: small letters, capitals, digits, other characters."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Raise ``ValidationError`` for a password of fewer kinds."""
        del user
        kinds = sum(any(c in kind for c in password) for kind in _KINDS)
        kinds += any(c not in "".join(_KINDS) for c in password)
        if kinds < 3:
            raise ValidationError(self.get_help_text(), code="password_not_mixed")

    def get_help_text(self) -> str:
        """Say what is wanted."""
        return gettext("请至少用小写字母、大写字母、数字、其他符号中的三种。")
