"""Masking the personal data of a draft's text from the editor, and what the editor says of it."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext

from gongkai.core.access import viewer
from gongkai.disclosure.actions import checking, masking
from gongkai.disclosure.workflow import Standing
from gongkai.rules.text import Grade
from gongkai.ui import components as ui
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.disclosure.models import Edition

_TEXT = "正文"


def is_offered(stands: Standing) -> bool:
    """Whether the checks found personal data in the text that a press may mask."""
    return any(
        one["code"].startswith("personal.")
        and one["place"].startswith(_TEXT)
        and one["grade"] != Grade.NOTE
        and one["key"] not in stands.findings.answered
        for one in stands.findings.found
    )


def button() -> ui.Button:
    """Return the button: what is typed is saved first, so that nothing is lost."""
    return ui.Button(gettext("保存并脱敏正文"), "mask", "1", novalidate=True)


def mask(request: HttpRequest, edition: "Edition") -> None:
    """Mask the text as saved and look at it again.

    Raises:
        Refused: see :func:`gongkai.disclosure.actions.masking.mask_text`.
    """
    asker = viewer(request)
    masked = masking.mask_text(edition.pk, version=edition.version, by=asker)
    found = checking.run_checks(masked.pk, by=asker)
    left = gettext("还有 %(count)s 处检查结果，见下方。") % {"count": len(found.found)}
    words = gettext("请核对。") + (left if found.found else "")
    say(request, gettext("正文里的个人信息已改为脱敏写法，"), words)
