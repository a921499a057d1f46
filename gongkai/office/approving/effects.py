"""What a correction changes, as a table: before and after, unit by unit."""

from django.utils.translation import gettext

from gongkai.assessment.results import Assessment
from gongkai.assessment.whatif import Shift, shifts
from gongkai.office.assessment.badges import grade_badge
from gongkai.rules.scheme import Scheme
from gongkai.ui import components as ui


def effects(before: Assessment, after: Assessment) -> ui.Table:
    """List the units whose total, grade or rank changes; a quota moves others too."""
    moved = [one for one in shifts(before, after) if one.moved]
    return ui.Table(
        caption=gettext("变化的单位"),
        columns=(
            ui.Column("unit", gettext("单位"), header=True),
            ui.Column("total", gettext("总分"), nowrap=True),
            ui.Column("old", gettext("原等次"), nowrap=True),
            ui.Column("new", gettext("更正后"), nowrap=True),
            ui.Column("rank", gettext("名次"), nowrap=True),
        ),
        rows=tuple(_row(one, before.scheme) for one in moved),
        caption_hidden=True,
        empty=gettext("还没有变化：没有单位的总分、等次或名次改变。"),
    )


def _row(one: Shift, scheme: Scheme) -> ui.Row:
    old, new = one.before, one.after
    change = None
    if old.score.total is not None and new.score.total is not None:
        change = ui.Change(old.score.total, new.score.total, ui.Better.NEITHER)
    return ui.Row.of(
        new.score.unit.name,
        change,
        grade_badge(scheme, old),
        grade_badge(scheme, new),
        f"{old.rank or '—'} → {new.rank or '—'}" if old.rank != new.rank else str(new.rank or "—"),
    )
