"""What scorers wrote about a unit, as it stands on the page of its result."""

from django.utils.translation import gettext

from gongkai.assessment.opened import OpenRound
from gongkai.assessment.queries.said import said_of
from gongkai.core.days import day_of
from gongkai.ui import components as ui


def said_table(round_: OpenRound, code: str) -> ui.Table | None:
    """List the scores of components with the reasons given for them; nobody is named."""
    rows = said_of(round_.round, round_.result.scheme, code).get(code, [])
    if not rows:
        return None
    return ui.Table(
        caption=gettext("评分说明"),
        columns=(
            ui.Column("part", gettext("部分"), header=True),
            ui.Column("value", gettext("得分"), numeric=True),
            ui.Column("reason", gettext("扣分理由")),
            ui.Column("on", gettext("评分日期"), nowrap=True),
        ),
        rows=tuple(
            ui.Row.of(one.title, one.value, ui.Prose(one.reason), day_of(one.at)) for one in rows
        ),
        caption_hidden=True,
    )
