"""What the readers of a disclosure pack share: citations, the national law, remarks, references."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from gongkai.policy.cites import Cites
from gongkai.policy.cursor import Cursor
from gongkai.policy.national_values import MonthDay, NationalPack, Parameter, ParameterValue
from gongkai.policy.sections.national import refer


@dataclass(kw_only=True)
class Reading:
    """One reading of a pack.

    ``on`` is the day whose law fills in what a pack takes from the national parameters; None
    takes the newest. ``remarks`` collects the notes on elements by ``section.id``.
    """

    cites: Cites
    law: NationalPack
    on: date | None = None
    remarks: dict[str, str] = field(default_factory=dict)

    def remark(self, cursor: Cursor, section: str, element: str) -> None:
        """Keep the ``note`` of an element."""
        note = cursor.text("note")
        if note:
            self.remarks[f"{section}.{element}"] = note

    def parameter(self, cursor: Cursor, key: str) -> ParameterValue | None:
        """Return what a national parameter named under ``key`` is, noting one that is unknown."""
        name = cursor.text(key)
        known = {entry.id: entry for entry in self.law.parameters}
        refer(cursor, key, name, known, "参数")
        return self._value(known[name]) if name in known else None

    def _value(self, parameter: Parameter) -> ParameterValue | None:
        held = parameter.at(self.on) if self.on else next(iter(parameter.values), None)
        return held.value if held else None

    def whole(self, cursor: Cursor, key: str) -> int | None:
        """Return a national parameter that is a plain number of working days or days."""
        value = self.parameter(cursor, key)
        if value is not None and not isinstance(value, int):
            cursor.error(key, "N-UNIT", f"参数 {cursor.text(key)} 不是天数")
            return None
        return value

    def month_day(self, cursor: Cursor, key: str) -> MonthDay | None:
        """Return a national parameter that is a day of the year."""
        value = self.parameter(cursor, key)
        if value is not None and not isinstance(value, MonthDay):
            cursor.error(key, "N-UNIT", f"参数 {cursor.text(key)} 不是每年的某一天")
            return None
        return value


def refer_all(
    cursor: Cursor, key: str, names: Iterable[str], known: Iterable[str], what: str
) -> None:
    """Note every name of a list that is none of the known ones."""
    known = list(known)
    for name in names:
        refer(cursor, key, name, known, what)
