"""Reading the cells of a scoring sheet: whose row it is, numbers, yes and no."""

from collections.abc import Mapping
from decimal import Decimal
from unicodedata import normalize

from django.utils.translation import gettext

from gongkai.assessment.queries.judging.sight import Sight
from gongkai.assessment.scoring_sheet.layout import YES
from gongkai.core.actions import Refused
from gongkai.core.importing import Row
from gongkai.rules.numbers import to_decimal


def unit_in(row: Row, seen: Mapping[str, Sight]) -> Sight:
    """Return the unit of a row, which must be assigned and called as it is.

    Raises:
        Refused: another unit, or another name beside the code.
    """
    sight, name = seen.get(row.text("unit")), row.text("unit_name")
    if sight is None:
        raise Refused(gettext("没有这个单位，或者没有分配给您。请核对单位编号。"), "unit")
    if name and name != sight.unit.name:
        raise Refused(
            gettext("单位编号是“%(right)s”的，这里写的是“%(name)s”。请改成一致。")
            % {"right": sight.unit.name, "name": name},
            "unit_name",
        )
    return sight


def decimal_in(row: Row, key: str) -> Decimal | None:
    """Return a number, ``None`` for an empty cell.

    Raises:
        Refused: something that is no number.
    """
    text = normalize("NFKC", row.text(key)).replace(",", "").strip()
    if not text:
        return None
    found = to_decimal(text)
    if found is None:
        raise Refused(gettext("要写成数字，例如 3.5。请改正。"), key)
    return found


def yes_in(row: Row, key: str) -> bool:
    """Return whether a cell says yes.

    Raises:
        Refused: something else than 是 or 否.
    """
    text = row.text(key)
    if text not in {"", YES, "否", "√", "×"}:
        raise Refused(gettext("要写“是”，或者空着。请改正。"), key)
    return text in {YES, "√"}
