"""The packs this installation runs under."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.utils.translation import gettext

from gongkai.core.actions import Refused
from gongkai.core.models import Unit, UnitKind
from gongkai.policy.check_words import load_check_words
from gongkai.policy.disclosure import (
    CategoryNode,
    CommonField,
    ContentType,
    DisclosurePack,
    FieldSpec,
    load_disclosure,
)
from gongkai.policy.library import Library
from gongkai.policy.national import NationalPack, load_national
from gongkai.policy.repealed import load_repealed
from gongkai.rules.obligations import Stage, Staged
from gongkai.rules.publishing.chains import Reviewer
from gongkai.rules.references import RepealedDocument
from gongkai.rules.text import WordRule

DEFAULT_PACK = "xian-gongkai"
CLARIFICATION = "clarification"


def pack() -> DisclosurePack:
    """Return the disclosure pack named by ``settings.GONGKAI_DISCLOSURE_PACK``.

    Its files are looked at once a second at most, for a page asks for it dozens of times; it is
    read again only after one of them changed.
    """
    name = getattr(settings, "GONGKAI_DISCLOSURE_PACK", DEFAULT_PACK)
    return _pack(name, str(settings.GONGKAI_DATA), int(monotonic()))


@lru_cache(maxsize=4)
def _pack(name: str, data: str, second: int) -> DisclosurePack:
    # The second is part of the key alone; a path would be slower to compare than all the rest.
    del data, second
    return load_disclosure(name, Library(_local()))


def national() -> NationalPack:
    """Return the national pack: reasons, limits, the calendar."""
    return _national(_local())


def check_words() -> tuple[WordRule, ...]:
    """Return the words that are looked for before publication."""
    return _words(_local())


def repealed() -> tuple[RepealedDocument, ...]:
    """Return the documents of state that no longer stand."""
    return _repealed(_local())


def _local() -> Path:
    return Path(settings.GONGKAI_DATA) / "packs"


@lru_cache(maxsize=4)
def _national(local: Path) -> NationalPack:
    return load_national(Library(local))


@lru_cache(maxsize=4)
def _words(local: Path) -> tuple[WordRule, ...]:
    return load_check_words(Library(local))


@lru_cache(maxsize=4)
def _repealed(local: Path) -> tuple[RepealedDocument, ...]:
    return load_repealed(Library(local))


def category(node_id: str) -> CategoryNode:
    """Return a category that items are filed in.

    Raises:
        Refused: the pack has none, or it only groups others.
    """
    if not pack().has_node(node_id):
        raise Refused(gettext("公开目录里没有这个类别。请重新选择。"), "category")
    node = pack().node(node_id)
    if not node.leaf:
        raise Refused(
            gettext("“%(title)s”下面还有细类。请选择其中一个。") % {"title": node.title}, "category"
        )
    return node


def stages_of(node_id: str) -> tuple[Stage, ...]:
    """Return the stages in which the matters of a category are opened; most have none."""
    rules = pack()
    if not rules.has_node(node_id):
        return ()
    timings = (rules.timing_rule(one).timing for one in rules.node(node_id).timing)
    return next((one.stages for one in timings if isinstance(one, Staged)), ())


def content_type(type_id: str) -> ContentType:
    """Return a content type.

    Raises:
        Refused: the pack has none.
    """
    try:
        return pack().content_type(type_id)
    except LookupError as error:
        raise Refused(gettext("没有这种体裁。请重新选择。"), "content_type") from error


def fields_of(type_id: str) -> tuple[FieldSpec, ...]:
    """Return the fields of a content type; none where the pack has dropped it."""
    try:
        return pack().content_type(type_id).fields
    except LookupError:
        return ()


def is_document(type_id: str) -> bool:
    """Whether items of a content type have a text that one reads; else fields are all they say."""
    try:
        return CommonField.BODY in pack().content_type(type_id).common
    except LookupError:
        return True


def interpretation_type(type_id: str) -> str:
    """Return the content type that interprets documents of a type; empty where there is none.

    What the pack asks nothing for is interpreted in the form it names first.
    """
    rules = pack().releases_of(type_id) or pack().releases
    return rules[0].interpretation if rules else ""


def clarification_type() -> str:
    """Return the content type that sets right what is false or incomplete (002 §6(一)4)."""
    return CLARIFICATION if any(one.id == CLARIFICATION for one in pack().content_types) else ""


def review_due(type_id: str, day: date) -> date | None:
    """Return when somebody should look again whether what was right on a day still holds.

    None where the content type does not ask for that.
    """
    try:
        months = pack().content_type(type_id).review_months
    except LookupError:
        return None
    if months is None:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    # The 28th exists in every month; a day or three earlier does no harm to a reminder.
    return date(year, month + 1, min(day.day, 28))


def place_of(who: Reviewer, unit: Unit, governments: frozenset[str]) -> str:
    """Return the path of the unit in which the reviewer of a step holds the post.

    The superior of a unit without one, and the office of a unit outside any government, is the
    unit itself: somebody must be able to sign.
    """
    if who is Reviewer.SUPERIOR:
        above = unit.path.rstrip("/").rpartition("/")[0] + "/"
        return above if above != "/" else unit.path
    if who in {Reviewer.OFFICE, Reviewer.LEADING_GROUP}:
        around = [path for path in governments if unit.path.startswith(path)]
        return max(around, key=len, default=unit.path)
    return unit.path


def governments() -> frozenset[str]:
    """Return the paths of all governments; there are few."""
    found = Unit.objects.filter(kind=UnitKind.GOVERNMENT)
    return frozenset(found.values_list("path", flat=True))
