"""Words of the rules and of packs on a screen in English."""

from enum import StrEnum

import pytest
from django.utils import translation

from gongkai.policy.library import Library
from gongkai.policy.loading import is_assessment, load_pack
from gongkai.rules.flows import NodeKind
from gongkai.rules.obligations import DutyState
from gongkai.rules.publishing.availability import RemovalGround
from gongkai.rules.publishing.bundles import BundleState
from gongkai.rules.publishing.chains import Reviewer
from gongkai.rules.publishing.validity import Validity
from gongkai.rules.publishing.values import Attribute, Availability, EditionState
from gongkai.rules.rounds import Phase, ReportState, StageState
from gongkai.rules.rounds.appeals import AppealState
from gongkai.rules.rounds.rectifications import OrderState
from gongkai.ui.known import in_language, is_known

STATES: tuple[type[StrEnum], ...] = (
    AppealState,
    Attribute,
    Availability,
    BundleState,
    DutyState,
    EditionState,
    NodeKind,
    OrderState,
    Phase,
    RemovalGround,
    ReportState,
    Reviewer,
    StageState,
    Validity,
)


@pytest.mark.parametrize("states", STATES)
def test_every_state_that_screens_show_has_its_english(states: type[StrEnum]) -> None:
    for one in states:
        label = one.label  # type: ignore[attr-defined]
        with translation.override("en"):
            assert in_language(label).isascii(), label
        with translation.override("zh-hans"):
            assert in_language(label) == label


def test_grades_of_the_packs_have_their_english() -> None:
    names = [one.path.name for one in Library().folders() if is_assessment(one)]
    titles = {grade.title for name in names for grade in load_pack(name).scheme.grades}
    assert {title for title in titles if not is_known(title)} == set()


def test_what_nobody_listed_stays_as_the_pack_has_it() -> None:
    with translation.override("en"):
        assert in_language("三等奖") == "三等奖"
