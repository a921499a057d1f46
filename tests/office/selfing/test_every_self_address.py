"""Every address of self-assessment and the ledger × everybody: open to exactly whom it is for."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from gongkai.assessment.actions.ledger import EntryDraft, add_entry
from gongkai.assessment.actions.selfing import claiming, evidence
from gongkai.assessment.actions.selfing.evidence import PieceText
from gongkai.assessment.models import RoundUnit
from gongkai.office.ledger import urls as ledger_urls
from gongkai.office.selfing import urls as self_urls
from gongkai.ui.access import declared
from tests.assessment.app.board import Board
from tests.assessment.app.selfing.filling import sign, submitted
from tests.photographs import PNG

pytestmark = pytest.mark.django_db
OWN = (("clerk", "caizheng"), ("final_reviewer", "caizheng"))
OVER = (("openness_office", "xian"), ("leader", "xian"))
OUTSIDE = (
    ("clerk", "minzheng"),
    ("final_reviewer", "minzheng"),
    ("clerk", "qingshan-dongcun"),
    ("assessor", "xian"),
    ("third_party", "xian"),
    ("appeal_reviewer", "xian"),
)
NOBODY = (("proofreader", "caizheng"), ("system_admin", "xian"), ("auditor", "xian"))
# Read by name: what shows a unit, and what is the same whoever asks.
OF_NO_UNIT = {"round-self", "ledger", "ledger-new", "ledger-import", "ledger-import-template"}


def patterns() -> Iterator[URLPattern]:
    yield from self_urls.urlpatterns
    yield from ledger_urls.urlpatterns


@pytest.fixture
def places(board: Board, unit: RoundUnit, paper: bytes) -> dict[str, str]:
    """An address for each name, of things that are really there."""
    entry = add_entry(
        unit.unit_id,
        EntryDraft(kind="meeting", title="会议", on=date(2026, 3, 5)),
        file=("纪要".encode(), "纪要.txt"),
        by=board.clerk(),
    )
    claim = claiming.claim_not_applicable(
        unit.pk, "system.hearing", reason="没有", by=board.clerk()
    )
    piece = evidence.add_file(
        unit.pk, "org.plan", PieceText(), file=(PNG, "照片.png"), by=board.clerk()
    )
    submitted(board, unit)
    sign(board, unit, paper)
    values: dict[str, object] = {
        "key": unit.round.key,
        "code": "caizheng",
        "item": "org.plan",
        "claim_id": claim.pk,
        "evidence_id": piece.pk,
        "entry_id": entry.pk,
    }
    return {str(one.name): address_of(one, values) for one in patterns()}


def address_of(one: URLPattern, values: dict[str, object]) -> str:
    """Return an address with its parameters filled in; those of a round have its key as well."""
    names = {*one.pattern.regex.groupindex, *({"key"} if one in self_urls.urlpatterns else ())}
    return reverse(str(one.name), kwargs={name: values[name] for name in names})


def test_each_address_is_open_to_exactly_those_it_is_for(
    board: Board, places: dict[str, str], signed_in: Callable[..., Client]
) -> None:
    wrong = []
    needs = {str(one.name): declared(one.callback) for one in patterns()}
    for role, unit in (*OWN, *OVER, *OUTSIDE, *NOBODY):
        viewer = board.viewer(role, unit)
        client = signed_in(board.person(role, unit))
        client.raise_request_exception = False
        for name, place in places.items():
            access = needs[name]
            assert access is not None
            status = client.get(place).status_code
            if not viewer.may(access.permission):
                expected = {403}
            elif (role, unit) in OUTSIDE and name not in OF_NO_UNIT:
                expected = {404, 405}
            elif name == "round-self" and (role, unit) in OUTSIDE and unit != "minzheng":
                expected = {404}
            else:
                # What is only posted to may not be read; what cannot be done now is not there.
                expected = {200, 302, 405} | ({404} if name == "self-choose" else set())
            if status not in expected:
                wrong.append((role, unit, name, status))
    assert wrong == []


def test_the_own_people_read_what_is_theirs_and_the_office_everything(
    board: Board, places: dict[str, str], signed_in: Callable[..., Client]
) -> None:
    for role, unit in (*OWN, *OVER):
        client = signed_in(board.person(role, unit))
        for name in ("self", "self-evidence", "self-paper", "ledger-entry", "ledger-file"):
            assert client.get(places[name]).status_code == 200, (role, name)
