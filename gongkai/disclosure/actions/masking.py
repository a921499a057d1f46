"""The text of a draft with its personal data masked at one press, as the checks suggest it."""

from dataclasses import replace

from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.disclosure import content
from gongkai.disclosure.actions.common import draft_to_write, told, wrote
from gongkai.disclosure.checks.draft import masked_html
from gongkai.disclosure.models import Edition
from gongkai.policy.problems import ProblemsError


def mask_text(edition_id: int, *, version: int, by: Viewer) -> Edition:
    """Mask every piece of personal data in the text; an office's own contacts stay.

    Raises:
        Refused: nothing is to be masked, somebody saved in between (``edition.overtaken``), or
            something cannot be masked: then nothing is changed.
    """
    with acting(by) as act:
        item, edition = draft_to_write(act, edition_id)
        if edition.version != version:
            raise Refused(
                gettext("这一稿在您打开之后已被修改。请刷新页面后再脱敏。"),
                code="edition.overtaken",
            )
        said = content.content_of(edition)
        if not content.write(edition, replace(said, body_html=_masked(said.body_html))):
            raise Refused(gettext("正文里没有可以自动脱敏的个人信息。请按检查结果逐处修改。"))
        wrote(act, item, edition)
        told(act, "edition.mask_text", item, edition)
        return edition


def _masked(html: str) -> str:
    try:
        return masked_html(html)
    except ProblemsError as error:
        places = "；".join(f"{one.place.cell}：{one.message}" for one in error.problems)
        raise Refused(gettext("正文没有脱敏：%(why)s") % {"why": places}) from error
