"""Many seats of one body at once, from lines that were pasted: tried out first, then taken over."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.core.actions.bodies import MemberDraft, join_body
from gongkai.core.importing.applying import Imported, Step, import_rows
from gongkai.core.importing.reading import Row
from gongkai.core.importing.sheets import Heading
from gongkai.core.importing.units import unit_named
from gongkai.core.models import Body

LIST: Final = "名单"
MOST_LINES: Final = 1000
HEADINGS: Final = (
    Heading("name", "姓名", required=True),
    Heading("post", "职务", required=True),
    Heading("unit", "单位"),
    Heading("phone", "电话"),
    Heading("since", "任期开始"),
    Heading("until", "任期结束"),
)
# Cells of a table are pasted with tabs between them; people type commas.
_BETWEEN: Final = re.compile(r"\t|[,，]")


@dataclass(frozen=True, slots=True)
class Term:
    """The term of those who have none of their own; the last day is the one before ``until``."""

    since: date
    until: date | None = None


def import_members(body: Body, text: str, term: Term, *, dry: bool, by: Viewer) -> Imported:
    """Give everybody listed a seat, or with ``dry`` find out what that would do.

    Who has the seat in the term already keeps it, so that the same list may be sent twice.

    Raises:
        Refused: nothing is listed, or too much; mistakes in lines are told in the result.
    """
    rows = list(_rows(text))
    if not rows:
        raise Refused(gettext("没有名单。请粘贴，每人一行。"), "list")
    if len(rows) > MOST_LINES:
        words = gettext("一次最多 %(most)s 人，请分几次办理。")
        raise Refused(words % {"most": MOST_LINES}, "list")

    def do(row: Row, by: Viewer) -> tuple[bool, bool]:
        unit = unit_named(row.text("unit"), "unit") if row.text("unit") else body.unit
        since = row.day("since") if row.text("since") else term.since
        until = row.day("until") if row.text("until") else term.until
        same = body.memberships.filter(name=row.text("name"), unit=unit, post=row.text("post"))
        if same.filter(since=since, until=until).exists():
            return False, False
        draft = MemberDraft(row.text("name"), row.text("post"), unit.pk, row.text("phone"))
        join_body(body.pk, draft, since=since, until=until, by=by)
        return True, False

    return import_rows({LIST: rows}, [Step(LIST, do)], dry=dry, by=by)


def _rows(text: str) -> Iterator[Row]:
    columns = {heading.key: place for place, heading in enumerate(HEADINGS, start=1)}
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in _BETWEEN.split(line)]
        heading = number == 1 and cells[0] == HEADINGS[0].title
        if any(cells) and not heading:
            values = dict(zip(columns, cells, strict=False))
            yield Row(LIST, number, values, columns, HEADINGS)
