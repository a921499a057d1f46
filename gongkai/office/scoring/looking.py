"""The rest of a part looked at in one step: told beforehand what it takes in, and undone alike."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext

from gongkai.assessment.actions import judging
from gongkai.assessment.queries.judging.sheet import Line, Sheet
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.office.scoring import small_forms as small
from gongkai.rules.scheme import Method
from gongkai.ui import components as ui


@dataclass(frozen=True, slots=True)
class AtOnce:
    """One step for many items: what it is called, what it takes in, the form that confirms it."""

    title: str
    words: str
    form: ui.Form


def to_look_at(line: Line) -> bool:
    """Whether an item still waits for a look."""
    by_deduction = line.place is not None and line.place.item.method is Method.DEDUCT
    return line.asked and not line.settled and by_deduction


def _own(sheet: Sheet, line: Line) -> bool:
    """Whether this person looked at an item and nothing stands against it."""
    looked = any(look.person_id == sheet.sight.person for look in line.looks)
    return looked and not line.standing


def look_all(sheet: Sheet, part: str, lines: tuple[Line, ...]) -> AtOnce | None:
    """Return the way to look at what is left of a part; it names the items before the button."""
    left = [line for line in lines if to_look_at(line)]
    if len(left) < 2:
        return None
    words = gettext("“%(unit)s”1 个单位的 %(count)s 项都记为看过、不扣分：%(items)s。可以撤回。")
    button = ui.Button(gettext("确认，这 %(count)s 项都看过") % {"count": len(left)})
    form = small.form("look_part", (), button, part=part, items=_ids(left))
    title = gettext("其余 %(count)s 项看过，不扣分") % {"count": len(left)}
    return AtOnce(title, words % _about(sheet, left), form)


def unlook_all(sheet: Sheet, part: str, lines: tuple[Line, ...]) -> AtOnce | None:
    """Return the way back for all items of a part this person looked at."""
    done = [line for line in lines if _own(sheet, line)]
    if len(done) < 2:
        return None
    words = gettext("“%(unit)s”的 %(count)s 项改为未看，要重新看：%(items)s。扣分不受影响。")
    button = ui.Button(gettext("确认，这 %(count)s 项改为未看") % {"count": len(done)})
    form = small.form("unlook_part", (), button, part=part, items=_ids(done))
    title = gettext("撤回这部分看过的 %(count)s 项") % {"count": len(done)}
    return AtOnce(title, words % _about(sheet, done), form)


def _ids(lines: Iterable[Line]) -> str:
    return " ".join(line.id for line in lines)


def _about(sheet: Sheet, lines: list[Line]) -> dict[str, object]:
    titles = gettext("、").join(line.question.title for line in lines)
    return {"unit": sheet.unit.name, "count": len(lines), "items": titles}


def _named(post: QueryDict, sheet: Sheet, known: Iterable[Line]) -> list[str]:
    """Return the items a person confirmed.

    Raises:
        Refused: they are no longer those that stand there.
    """
    part = post.get("part", "")
    inside = {line.id for one, lines in sheet.parts for line in lines if one.id == part}
    there = [line.id for line in known if line.id in inside]
    if not there or post.get("items", "").split() != there:
        raise Refused(gettext("这部分的评分情况有变动，或者没有经过确认。请刷新页面，看过再办理。"))
    return there


def look_part(post: QueryDict, sheet: Sheet, by: Viewer) -> str:
    """Look at all that is left of a part at once, as it was confirmed."""
    items = _named(post, sheet, (line for line in sheet.lines if to_look_at(line)))
    count = judging.look(sheet.unit.pk, items=items, by=by)
    return gettext("记下 %(count)s 项看过、不扣分。要撤回的，在这部分下面办理。") % {"count": count}


def unlook_part(post: QueryDict, sheet: Sheet, by: Viewer) -> str:
    """Take back at once what one looked at in a part."""
    items = _named(post, sheet, (line for line in sheet.lines if _own(sheet, line)))
    count = judging.unlook(sheet.unit.pk, items=items, by=by)
    return gettext("%(count)s 项改为未看。") % {"count": count}
