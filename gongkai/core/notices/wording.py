"""Wording of notices: ``string.Template`` with Chinese names, so that nothing can be computed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from string import Template
from typing import ClassVar, Final

from django.utils.translation import gettext

from gongkai.core.days import spoken
from gongkai.core.models import NoticeTemplate
from gongkai.core.notices.register import NoticeKind

MAX_TITLE: Final = 200
MAX_TEXT: Final = 2000


class _Wording(Template):
    """A template whose places may have Chinese names. ``$$`` is a dollar sign."""

    idpattern: ClassVar[str] = r"[^\W\d]\w*"
    flags: ClassVar[re.RegexFlag] = re.VERBOSE


@dataclass(frozen=True, slots=True)
class Words:
    """A notice as it is told."""

    title: str
    text: str


def faults(kind: NoticeKind, title: str, text: str) -> dict[str, str]:
    """Return what is wrong with a wording, by field (``title``, ``text``); empty when usable."""
    found: dict[str, str] = {}
    if not title.strip():
        found["title"] = gettext("请填写标题。")
    for field, source, limit in (("title", title, MAX_TITLE), ("text", text, MAX_TEXT)):
        template = _Wording(source)
        if len(source) > limit:
            found[field] = gettext("不能超过%(limit)s个字。") % {"limit": limit}
        elif not template.is_valid():
            found[field] = gettext("“$”后面要写占位符，如 ${标题}；单独的“$”请写成“$$”。")
        elif unknown := sorted(set(template.get_identifiers()) - kind.sample.keys()):
            found[field] = gettext("没有占位符 %(unknown)s；可用：%(known)s") % {
                "unknown": _listed(unknown),
                "known": _listed(kind.sample),
            }
    return found


def _listed(names: Mapping[str, str] | list[str]) -> str:
    return gettext("、").join("${" + name + "}" for name in names)


def words(kind: NoticeKind, context: Mapping[str, object]) -> Words:
    """Word a notice as the office does, or as usual.

    Raises:
        LookupError: the context lacks a place that the kind names.
    """
    missing = kind.sample.keys() - context.keys()
    if missing:
        raise LookupError(f"notice {kind.name!r} needs {sorted(missing)}")
    own = NoticeTemplate.objects.filter(kind=kind.name).first()
    if own is not None and not faults(kind, own.title, own.text):
        return preview(own.title, own.text, context)
    # An own wording that no longer fits (its place is gone since an update) is passed over.
    return preview(kind.title, kind.text, context)


def preview(title: str, text: str, context: Mapping[str, object]) -> Words:
    """Put the context into a wording that has no faults."""
    said = {name: spoken(value) for name, value in context.items()}
    line = _Wording(title).substitute(said)
    return Words(" ".join(line.split())[:MAX_TITLE], _Wording(text).substitute(said))
