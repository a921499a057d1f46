"""Words and badges of the scoring desk."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from gongkai.assessment.queries.judging.sheet import Line
from gongkai.assessment.wording import cite_text
from gongkai.rules.numbers import ZERO, plain
from gongkai.rules.scheme import Method, Otherwise, Scheme
from gongkai.rules.spelling import chinese_date
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.assessment.models import Deduction, ItemScore


def until_words(until: date | None, today: date) -> str:
    """Return until when scoring is open, or since when it is over."""
    if until is None:
        return ""
    words = (
        gettext("评分到 %(day)s 截止。") if until >= today else gettext("评分已于 %(day)s 截止。")
    )
    return words % {"day": chinese_date(until)}


def standard(line: Line, scheme: Scheme) -> tuple[str, ...]:
    """Return what an item asks for: its clause, how it is scored, what evidence is expected."""
    words = ["、".join(cite_text(cite, scheme) for cite in line.question.cite)]
    item = line.question.item
    if item is None:
        return tuple(words)
    words += list(_how(line, scheme))
    if item.evidence:
        names = "、".join(item.evidence)
        words.append(gettext("应有材料：%(names)s。") % {"names": names})
    if item.note:
        words.append(item.note)
    return tuple(words)


def _how(line: Line, scheme: Scheme) -> Iterator[str]:
    place, item = line.place, line.question.item
    if place is None or item is None:
        return
    if item.method is Method.SURVEY:
        yield gettext("按问卷结果计算，不用评。")
    elif item.computed is not None:
        percent = plain(item.computed.full_at_least * 100)
        yield gettext("按记录计算，不低于 %(percent)s%% 得满分。") % {"percent": percent}
        if item.computed.otherwise is Otherwise.DEDUCT:
            yield gettext("低于的，由评分人扣分。")
    elif item.method is Method.BONUS:
        yield gettext("加分项，最多加 %(points)s 分。") % {"points": plain(place.points)}
    elif place.deducts:
        step = scheme.readings.deduct_step
        yield (
            gettext("发现问题就扣分，每处 %(step)s 分的整数倍。") % {"step": plain(step)}
            if step
            else gettext("发现问题就扣分。")
        )


def mark(line: Line) -> tuple[str, str]:
    """Return how an item stands for the viewer, in a word and as a state."""
    if not line.applies:
        return gettext("不适用"), "todo"
    off = sum((row.points for row in line.standing if row.kind == "deduct"), ZERO)
    given = sum((row.points for row in line.standing if row.kind != "deduct"), ZERO)
    if off:
        return gettext("扣 %(points)s") % {"points": plain(off)}, "warn"
    if given:
        return gettext("加 %(points)s") % {"points": plain(given)}, "good"
    if line.value is not None and line.settled:
        return value_words(line.value, line), "good"
    if line.settled:
        return gettext("看过，不扣分"), "good"
    if line.asked:
        return gettext("未看"), "todo"
    if line.place is None and line.notes:
        return gettext("有备注"), "good"
    return (gettext("看过，不扣分"), "good") if line.looks else ("", "")


def value_words(row: "ItemScore", line: Line) -> str:
    """Return a value that was set, in words."""
    item = line.question.item
    if row.numerator is not None and row.denominator is not None:
        return rate_words(row.numerator, row.denominator)
    if row.level and item is not None:
        return next((one.title for one in item.levels if one.id == row.level), row.level)
    if row.mean is not None:
        words = gettext("均值 %(mean)s，答卷 %(answers)s 份")
        return words % {"mean": plain(row.mean), "answers": row.answers or 0}
    return plain(row.score) if row.score is not None else ""


def rate_words(numerator: Decimal, denominator: Decimal) -> str:
    """Return a rate: 19/20（95%）."""
    said = f"{plain(numerator)}/{plain(denominator)}"
    if not denominator:
        return gettext("%(said)s（没有事项）") % {"said": said}
    percent = plain(round(numerator * 100 / denominator, 1))
    return f"{said}（{percent}%）"


def who_when(row: "Deduction") -> str:
    """Return who made a deduction and when."""
    return f"{row.name}，{chinese_date(row.on)}"


def checked_badge(row: "Deduction") -> ui.Badge:
    """Return whether a second person confirmed a deduction."""
    if row.checked_at is None:
        return ui.Badge(gettext("未核对"))
    who = row.checked_by.name if row.checked_by is not None else ""
    return ui.Badge(gettext("%(who)s已核对") % {"who": who}, ui.Tone.GOOD)
