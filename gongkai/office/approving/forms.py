"""The forms of approval that are open to a person now."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext, gettext_lazy

from gongkai.assessment.actions.approving import permission_of
from gongkai.assessment.current import current
from gongkai.assessment.queries.approvals import approval_state
from gongkai.assessment.snapshots import present
from gongkai.assessment.wording import ACTORS
from gongkai.core.access import Viewer
from gongkai.rules.rounds import Phase
from gongkai.rules.rounds.approvals import refused, step_title
from gongkai.rules.scheme.procedure import ApprovalStep
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.assessment.models import Round


_ACTS: Final = {
    "propose": gettext_lazy("%(who)s提出意见"),
    "decide": gettext_lazy("%(who)s审定"),
    "agree": gettext_lazy("%(who)s同意"),
}
_WHO: Final = {
    "office": gettext_lazy("考核办公室"),
    "leading_group": gettext_lazy("领导小组"),
    "county": gettext_lazy("县政府"),
}


def step_words(step: ApprovalStep) -> str:
    """Return who does what at a step, in the screen's language as far as it is known."""
    who = str(_WHO[step.by]) if step.by in _WHO else ACTORS.get(step.by, "")
    if step.act in _ACTS:
        return str(_ACTS[step.act]) % {"who": who}
    return f"{who}{step_title(step)}"


def forms(asker: Viewer, round_: "Round") -> dict[str, ui.Form]:
    """Return what a person may do with the result now, by what it does."""
    if round_.phase is Phase.RUNNING:
        return dict(_approving(asker, round_))
    if not asker.may("assessment.run", round_.unit.path):
        return {}
    if round_.phase is Phase.APPROVED:
        return {"announce": _announce(round_)}
    if round_.phase is Phase.ANNOUNCED:
        return {"close": _close()}
    return {}


def _approving(asker: Viewer, round_: "Round") -> Iterator[tuple[str, ui.Form]]:
    now = approval_state(round_)
    place = now.awaited
    if place is None or current(round_).problems:
        return
    step, path = now.steps[place], round_.unit.path
    if asker.may(permission_of(step), path) and not refused(now, place, asker.person_id):
        yield "give", _give(round_, place, step)
    if now.standing and asker.may("assessment.decide", path):
        yield "return", _return()


def _give(round_: "Round", place: int, step: ApprovalStep) -> ui.Form:
    proposes = place == 0
    fields = [
        ui.Field(
            "opinion",
            gettext("意见（可不填）"),
            ui.FieldKind.TEXTAREA,
            hint=gettext("例如等次名额、并列、免予考核的说明，审定的人会看到。")
            if proposes
            else "",
        )
    ]
    if not proposes:
        fields.append(
            ui.Field(
                "minutes",
                gettext("会议纪要（可不填）"),
                hint=gettext("会议名称、日期、纪要文号。"),
            )
        )
    title = gettext("提出意见，报请审定") if proposes else gettext("同意")
    return ui.Form(
        tuple(fields),
        (ui.Button.primary(title, "do", "give"),),
        hidden=(("step", str(place)), ("seen", present(round_))),
        legend=step_words(step),
    )


def _return() -> ui.Form:
    return ui.Form(
        (ui.Field("opinion", gettext("为什么退回"), ui.FieldKind.TEXTAREA, required=True),),
        (ui.Button(gettext("退回考核办公室"), "do", "return", ui.ButtonKind.DANGER),),
        panel=False,
    ).apart({"opinion"})


def _announce(round_: "Round") -> ui.Form:
    return ui.Form(
        (
            ui.Field(
                "number",
                gettext("通报的文号（可不填）"),
                hint=gettext("写成“机关代字〔2026〕5号”。印在通报和告知书上。"),
            ),
            ui.Field(
                "public",
                gettext("公开范围"),
                ui.FieldKind.CHECKBOXES,
                ("1",) if round_.is_public else (),
                (ui.Option("1", gettext("同时在门户网站向社会公布")),),
                hint=gettext("通报以后各单位都能看到全部单位的得分和等次。"),
            ),
        ),
        (ui.Button.primary(gettext("通报结果"), "do", "announce"),),
        legend=gettext("通报结果"),
        label=gettext("通报结果"),
    )


def _close() -> ui.Form:
    return ui.Form(
        (),
        (ui.Button(gettext("办结这次考核"), "do", "close"),),
        label=gettext("办结"),
        panel=False,
    )
