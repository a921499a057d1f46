"""The kinds of notice, registered where they are told, each with its usual wording."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A kind of notice.

    ``title`` and ``text`` are the usual wording, with places such as ``${标题}``. ``sample`` names
    every place with an example of what comes there: the editing screen lists and previews it.
    ``by_mail`` says whether it is sent by mail as well.
    """

    name: str
    about: str | Promise
    title: str
    text: str
    sample: Mapping[str, str]
    by_mail: bool = True


_KINDS: dict[str, NoticeKind] = {}


def notice_kind(
    name: str,
    about: str | Promise,
    *,
    title: str,
    text: str,
    sample: Mapping[str, str],
    by_mail: bool = True,
) -> NoticeKind:
    """Register a kind of notice.

    Raises:
        ValueError: the usual wording uses a place that ``sample`` does not name.
    """
    from gongkai.core.notices.wording import faults

    kind = NoticeKind(name, about, title, text, dict(sample), by_mail)
    wrong = faults(kind, title, text)
    if wrong:
        raise ValueError(f"{name}: {'; '.join(wrong.values())}")
    _KINDS[name] = kind
    return kind


def kinds() -> Mapping[str, NoticeKind]:
    """Return the registered kinds by name."""
    return _KINDS
