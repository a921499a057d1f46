"""The banner above a document in words: in the language of the frame it stands in.

Titles and numbers of documents, and the article touched, stay as they were published.
"""

from django.utils.translation import get_language, gettext

from gongkai.core.days import day_words
from gongkai.rules.publishing.banners import Banner
from gongkai.rules.publishing.validity import ValidityEvent, ValidityKind


def banner_words(found: Banner) -> str:
    """Return a banner as text, a sentence for each thing it tells."""
    between = "" if (get_language() or "zh").startswith("zh") else " "
    return between.join(_sentence(event, ended=found.ended) for event in found.told)


def _sentence(event: ValidityEvent, *, ended: bool) -> str:
    if event.kind is ValidityKind.REPEALED and ended:
        ending = (
            gettext("%(what)s自%(day)s起被%(document)s废止，仅供查阅。")
            if event.by is not None
            else gettext("%(what)s自%(day)s起废止，仅供查阅。")
        )
    elif ended:
        last = {"day": day_words(event.until or event.on)}
        return gettext("本文件有效期至%(day)s，已失效，仅供查阅。") % last
    elif event.kind is ValidityKind.AMENDED:
        ending = (
            gettext("%(what)s自%(day)s起被%(document)s修改。")
            if event.by is not None
            else gettext("%(what)s自%(day)s起修改。")
        )
    elif event.kind is ValidityKind.REPEALED_IN_PART:
        ending = (
            gettext("%(what)s自%(day)s起被%(document)s部分废止。")
            if event.by is not None
            else gettext("%(what)s自%(day)s起部分废止。")
        )
    else:
        return gettext("本文件自%(day)s起施行，尚未生效。") % {"day": day_words(event.on)}
    return ending % {
        "what": _touched(event.article),
        "day": day_words(event.on),
        "document": str(event.by),
    }


def _touched(article: str) -> str:
    return gettext("本文件%(article)s") % {"article": article} if article else gettext("本文件")
