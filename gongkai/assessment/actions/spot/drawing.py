"""The draw of units: the list fixed and its hash known, then the seed, once, with a witness."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext

from gongkai.assessment.actions.common import locked_round, refuse_unless, told_round
from gongkai.assessment.current import pack_of
from gongkai.assessment.inspection import candidates, plan_of, spot_stages
from gongkai.assessment.models import Draw, Round, RoundUnit
from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.wording import brief
from gongkai.rules.rounds import Verb
from gongkai.rules.rounds.draws import METHOD, DrawPlan, draw, seed_fault


def fix_list(
    round_id: int,
    *,
    stage: str,
    sizes: Mapping[str, int],
    excluded: Mapping[str, str],
    by: Viewer,
) -> Draw:
    """Fix the list a draw is made from, how many from each group, and who takes no part and why.

    The hash of the list is known from now on and the seed is not: whoever keeps the hash can see
    later that nothing was changed to fit the seed.

    Raises:
        Refused: the stage is not one of spot checks or has a draw, a reason is missing, or the
            numbers do not fit the units or the reading ``sample_size``.
    """
    with acting(by) as act:
        round_ = locked_round(act, round_id, Verb.FACTS, "assessment.run")
        if stage not in {one.id for one in spot_stages(round_)}:
            raise Refused(gettext("这个阶段没有抽查。请刷新页面后重选。"), "stage")
        if Draw.objects.filter(round=round_, stage=stage, voided_at=None).exists():
            raise Refused(
                gettext("这个阶段已经有一次抽取。确要重来的，先作废那一次并写明理由。"), "stage"
            )
        plan = _planned(round_, sizes, excluded)
        _check_size(round_, plan)
        made = Draw.objects.create(
            round=round_,
            stage=stage,
            method=METHOD,
            sizes={group: size for group, size in plan.sizes.items() if size},
            listed=[
                {"code": one.code, "name": one.name, "group": one.group} for one in plan.ordered()
            ],
            list_hash=plan.digest(),
            excluded={one.code: one.excluded for one in plan.ordered() if one.excluded},
            at=by.at,
            person_id=by.person_id,
            name=by.name,
        )
        told_round(act, "spot.fix", round_, hash=made.list_hash, count=sum(plan.sizes.values()))
        return made


def _planned(round_: Round, sizes: Mapping[str, int], excluded: Mapping[str, str]) -> DrawPlan:
    listed = candidates(round_)
    unknown = set(excluded) - {one.code for one in listed}
    if unknown:
        raise Refused(gettext("名单里没有要排除的单位。请刷新页面后重选。"), "excluded")
    rows = []
    for one in listed:
        if one.code in excluded and not one.excluded:
            reason = " ".join(excluded[one.code].split())
            if not reason:
                raise Refused(
                    gettext("没有写理由。请写明%(unit)s为什么不参加抽取。") % {"unit": one.name},
                    f"reason-{one.code}",
                )
            if len(reason) > 100:
                raise Refused(gettext("理由不超过 100 个字。请缩短。"), f"reason-{one.code}")
            one = replace(one, excluded=reason)
        rows.append(one)
    kept = {group: size for group, size in sizes.items() if size}
    plan = DrawPlan(candidates=tuple(rows), sizes=kept)
    if plan.fault():
        raise Refused(plan.fault(), "sizes")
    return plan


def _check_size(round_: Round, plan: DrawPlan) -> None:
    """Hold the numbers against the reading, where the pack or the county set one."""
    wanted = pack_of(round_).scheme.readings.sample_size
    drawn = sum(plan.sizes.values())
    if wanted is None or drawn == min(wanted, sum(plan.taking_part().values())):
        return
    raise Refused(
        gettext("本次考核定的抽评单位数是 %(wanted)s 个，各组合计是 %(drawn)s 个。请改正。")
        % {"wanted": wanted, "drawn": drawn},
        "sizes",
    )


def run_draw(draw_id: int, *, seed: str, seed_source: str, witness: str, by: Viewer) -> Draw:
    """Put the seed into a fixed list and record who was drawn. It happens once.

    Raises:
        Refused: no seed anybody can look up, no witness but oneself, the draw is void or was made
            with another seed, or a unit has been exempted since the list was fixed.
    """
    with acting(by) as act:
        row, round_ = _locked_draw(act, draw_id)
        refuse_unless(Verb.FACTS, round_)
        seed = seed.strip()
        if row.drawn_at is not None and row.seed == seed:
            act.unchanged()
            return row
        _check_drawable(row)
        if seed_fault(seed):
            raise Refused(seed_fault(seed), "seed")
        source = brief(seed_source, Draw, "seed_source")
        if not source:
            raise Refused(gettext("没有写种子的来源。请写明哪里可以查到。"), "seed_source")
        present = brief(witness, Draw, "witness")
        if not present or present == by.name:
            raise Refused(gettext("要有另一个人在场见证。请填写见证人姓名。"), "witness")
        row.seed, row.seed_source, row.witness = seed, source, present
        row.drawn = list(draw(plan_of(row), seed))
        row.drawn_at, row.drawn_by = by.at, by.name
        row.save()
        told_round(
            act,
            "spot.draw",
            round_,
            seed=seed,
            source=source,
            witness=present,
            hash=row.list_hash,
            drawn=_names(row),
        )
        return row


def _locked_draw(act: Act, draw_id: int) -> tuple[Draw, Round]:
    row = act.lock(Draw, draw_id)
    round_ = Round.objects.select_related("unit").get(pk=row.round_id)
    act.require("assessment.run", round_.unit.path)
    return row, round_


def _check_drawable(row: Draw) -> None:
    if row.voided_at is not None:
        raise Refused(gettext("这次抽取已经作废。请看新的一次。"))
    if row.drawn_at is not None:
        raise Refused(gettext("已经抽取过，不能换种子再抽。确要重来的，作废并写明理由。"), "seed")
    if plan_of(row).digest() != row.list_hash:
        raise Refused(gettext("名单与校验值不符，不能抽取。请作废后重新固定名单。"))
    fixed = [one["code"] for one in row.listed if one["code"] not in row.excluded]
    since = RoundUnit.objects.filter(round=row.round_id, exempt=True, unit__code__in=fixed).first()
    if since is not None:
        raise Refused(
            gettext("%(unit)s在名单固定之后免予考核。请作废后重新固定名单。") % {"unit": since.name}
        )


def _names(row: Draw) -> list[str]:
    names = {one["code"]: one["name"] for one in row.listed}
    return [names[code] for code in row.drawn]


def void_draw(draw_id: int, *, reason: str, by: Viewer) -> Draw:
    """Void a draw with the reason; it stays to be seen beside the one that follows.

    Raises:
        Refused: no reason, or the round is over.
    """
    with acting(by) as act:
        row, round_ = _locked_draw(act, draw_id)
        if row.voided_at is not None:
            act.unchanged()
            return row
        refuse_unless(Verb.FACTS, round_)
        if not reason.strip():
            raise Refused(gettext("没有写理由。请写明为什么作废。"), "reason")
        row.voided_at = by.at
        row.void_reason = brief(reason, Draw, "void_reason", "reason")
        row.save(update_fields=["voided_at", "void_reason"])
        told_round(act, "spot.void_draw", round_, reason=row.void_reason, hash=row.list_hash)
        return row
