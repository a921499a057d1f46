"""Who holds which place and grade, for those who have to agree to it: worst and notes included."""

from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.results import Assessment
from gongkai.office.assessment.badges import grade_badge
from gongkai.ui import components as ui

_MOST: Final = 100


def units_table(result: Assessment, *, open_: bool) -> ui.Details:
    """Return every unit with place, total, grade and what is to be noted."""
    ranked = result.ranked()
    table = ui.Table(
        caption=gettext("各单位得分和等次"),
        columns=(
            ui.Column("rank", gettext("名次"), numeric=True, nowrap=True),
            ui.Column("unit", gettext("单位"), header=True),
            ui.Column("total", gettext("总分"), numeric=True),
            ui.Column("grade", gettext("等次"), nowrap=True),
            ui.Column("notes", gettext("说明")),
        ),
        rows=tuple(
            ui.Row.of(
                one.rank,
                one.score.unit.name,
                one.score.total,
                grade_badge(result.scheme, one),
                ui.Stack.of(*one.notes) if one.notes else None,
            )
            for one in ranked[:_MOST]
        ),
        note=gettext("只列前 %(most)s 个，全部见结果。") % {"most": _MOST}
        if len(ranked) > _MOST
        else "",
        caption_hidden=True,
    )
    return ui.Details(gettext("各单位得分和等次"), table, open=open_)
