"""The text of an edition as a page shows it: its pictures at the addresses of where it is shown."""

import re
from collections.abc import Callable
from typing import Final

from django.utils.safestring import SafeString, mark_safe

# As the import writes it and the closed schema leaves it.
_PICTURE: Final = re.compile(r'src="images/([^"/]+)"')


def shown_body(html: str, address: Callable[[str], str]) -> SafeString:
    """Return a stored text with its pictures where ``address`` says they are, by name.

    It was reduced to the closed schema of text on its way in (``content.Content.cleaned``), so it
    may stand in a page as it is.
    """
    text = _PICTURE.sub(lambda found: f'src="{address(found[1])}"', html)
    return mark_safe(text)  # noqa: S308 - sanitised when stored
