"""The steps that may be taken with several items at once, and how one of them is taken with one.

What was on the screen is pinned: a draft that changed since is not submitted, a text that changed
since is not signed. So a step asked for twice is taken once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.disclosure.actions import checking, reviewing
from gongkai.disclosure.queries.review import signing, standings
from gongkai.disclosure.workflow import Standing
from gongkai.office.disclosure.item_forms import why_not
from gongkai.office.posting import number
from gongkai.rules.publishing.editions import Transition
from gongkai.rules.publishing.values import EditionState


@dataclass(frozen=True, slots=True)
class Pin:
    """What stood on the screen for one item; it travels in the form as text."""

    item: int
    edition: int
    version: int
    step: str
    fingerprint: str

    @classmethod
    def of(cls, stands: Standing) -> "Pin":
        """Pin an edition as it stands."""
        edition, awaited = stands.edition, stands.review.awaited
        step = awaited.id if awaited is not None else ""
        return cls(stands.item.pk, edition.pk, edition.version, step, edition.fingerprint)

    @classmethod
    def read(cls, text: str) -> "Pin | None":
        """Return a pin that came back; ``None`` where somebody sent something else."""
        parts = text.split("|")
        if len(parts) != 5 or not number(parts[0]):
            return None
        item, edition, version = (number(part) for part in parts[:3])
        return cls(item, edition, version, parts[3], parts[4])

    def __str__(self) -> str:
        return f"{self.item}|{self.edition}|{self.version}|{self.step}|{self.fingerprint}"


@dataclass(frozen=True, slots=True)
class Result:
    """How it went with one item: done, or refused with ``words`` that say why."""

    key: str
    title: str
    done: bool
    words: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step. ``may`` says who is offered it, ``closed`` why one item is not ready for it.

    ``take`` does it and returns what is said.
    """

    key: str
    text: str | Promise
    may: Callable[[Viewer], bool]
    closed: Callable[[Standing, Viewer], str]
    take: Callable[[Standing, Pin, str, Viewer], str]
    opinion: bool = False


def _submit(stands: Standing, pin: Pin, opinion: str, by: Viewer) -> str:
    """Check and submit; the checks are an action of their own, so that what they find stays."""
    del opinion
    if stands.facts.state is EditionState.DRAFT:
        checking.run_checks(pin.edition, by=by)
    reviewing.submit(pin.edition, version=pin.version, by=by)
    return gettext("已送审。")


def _sign(stands: Standing, pin: Pin, opinion: str, by: Viewer) -> str:
    reviewing.sign(pin.edition, step=pin.step, fingerprint=pin.fingerprint, opinion=opinion, by=by)
    titles = {step.id: step.title for step in stands.chain.steps}
    return gettext("已同意（%(step)s）。") % {"step": titles.get(pin.step, pin.step)}


def _check(stands: Standing, pin: Pin, opinion: str, by: Viewer) -> str:
    del stands, opinion
    found = checking.run_checks(pin.edition, by=by)
    if found.blocking:
        return gettext("已检查，%(count)s 处必须处理。") % {"count": len(found.blocking)}
    if found.unanswered:
        return gettext("已检查，%(count)s 处提示待处理。") % {"count": len(found.unanswered)}
    return gettext("已检查，没有要处理的问题。")


def _may_review(asker: Viewer) -> bool:
    return any(asker.may(name) for name in _REVIEWS)


_REVIEWS: Final = (
    "disclosure.proofread",
    "disclosure.secrecy",
    "disclosure.first_review",
    "disclosure.second_review",
    "disclosure.final_review",
    "disclosure.lead",
    "disclosure.group",
)
_ALL: Final = (
    Step(
        "submit",
        gettext_lazy("送审"),
        lambda asker: asker.may("disclosure.write"),
        lambda stands, asker: why_not(stands, asker, Transition.SUBMIT),
        _submit,
    ),
    Step(
        "approve",
        gettext_lazy("同意"),
        _may_review,
        lambda stands, asker: why_not(stands, asker, signing(stands)),
        _sign,
        opinion=True,
    ),
    Step(
        "recheck",
        gettext_lazy("重新检查"),
        lambda asker: asker.may("disclosure.drafts"),
        lambda stands, asker: asker.decide("disclosure.drafts", stands.item.unit.path).reason,
        _check,
    ),
)
STEPS: Final = {one.key: one for one in _ALL}


def offered(asker: Viewer) -> tuple[Step, ...]:
    """Return the steps a person may take with some item or other."""
    return tuple(one for one in _ALL if one.may(asker))


def take(step: Step, pin: Pin, opinion: str, by: Viewer) -> Result:
    """Take a step with one item, in a transaction of its own, and say how it went."""
    stands = standings(by, [pin.item]).get(pin.item)
    if stands is None:
        gone = gettext("没有这个公开事项，或者不在您的权限范围内。")
        return Result("", gettext("（看不到的事项）"), False, gone)
    key, title = stands.item.key, str(stands.edition)
    if stands.edition.pk != pin.edition:
        return Result(key, title, False, gettext("这个事项刚换了版本。请看过新版再办理。"))
    try:
        return Result(key, title, True, step.take(stands, pin, opinion, by))
    except Refused as refused:
        return Result(key, title, False, refused.message)
    except PermissionDenied as denied:
        return Result(key, title, False, str(denied))
