"""A round that nobody was told of yet moves to the newest version of its pack, with a preview.

From the notice on rules are frozen: who wants others then cancels the round and begins anew.
"""

from django.utils.translation import gettext

from gongkai.assessment.actions.common import locked_round, told_round, touch_round
from gongkai.assessment.current import pack_of
from gongkai.assessment.models import Round, RoundStage
from gongkai.assessment.pinning import kept_readings, pin
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.rules.rounds import Verb, planned
from gongkai.rules.scheme import Scheme


def move_to_newest(round_id: int, *, seen: str, by: Viewer) -> Round:
    """Pin the newest version of a round's pack; ``seen`` is the hash of the one previewed.

    Readings chosen so far stay where the new version still asks for them and takes them; days stay
    with the stages of the same id.

    Raises:
        Refused: units were told already, the pack changed since the preview, a group of a unit has
            no rubric any more, or there is nothing newer.
    """
    with acting(by) as act:
        round_ = locked_round(act, round_id, Verb.SET_UP, "assessment.run")
        old = round_.pack
        new = pin(old.folder, at=by.at)
        if new.pk == old.pk:
            act.unchanged()
            return round_
        if new.hash != seen:
            raise Refused(gettext("规则包在您打开之后又有改动，没有改用。请刷新页面，看过再改用。"))
        readings = kept_readings(new, round_.readings)
        round_.pack, round_.readings = new, readings
        scheme = pack_of(round_).scheme
        _refuse_groups(round_, scheme)
        round_.save(update_fields=["pack", "readings"])
        _stages(round_, scheme)
        touch_round(round_)
        told_round(
            act,
            "round.move",
            round_,
            old=f"{old.pack}@{old.version}",
            new=f"{new.pack}@{new.version}",
            hash=new.hash,
        )
        return round_


def _refuse_groups(round_: Round, scheme: Scheme) -> None:
    if not scheme.rubrics:
        return
    for row in round_.units.all():
        if scheme.rubric_for(row.group) is None:
            raise Refused(
                gettext("新版本里，%(unit)s的组别“%(group)s”没有考核表。请先改组别。")
                % {"unit": row.name, "group": row.group}
            )


def _stages(round_: Round, scheme: Scheme) -> None:
    known = {row.stage: row for row in round_.stages.all()}
    round_.stages.all().delete()
    RoundStage.objects.bulk_create(
        RoundStage(
            round=round_,
            stage=one.id,
            starts_on=known[one.id].starts_on if one.id in known else one.starts_on,
            ends_on=known[one.id].ends_on if one.id in known else one.ends_on,
        )
        for one in planned(scheme, round_.year)
    )
