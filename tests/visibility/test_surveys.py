"""Every state of a survey × every outlet: its words where it is asked, its answers nowhere."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from gongkai.assessment.actions.notifying import cancel_round
from gongkai.assessment.actions.surveys import building, running
from gongkai.assessment.models import Survey
from gongkai.core.models import Event
from gongkai.rules.rounds.questionnaires import Asked, Asks
from tests.assessment.app.asking import Asking
from tests.assessment.app.board import Board
from tests.people import People
from tests.visibility.reading import Cache, served

pytestmark = pytest.mark.django_db(transaction=True)

WORDS: Final = {
    "title": "麒麟",
    "intro": "貔貅",
    "question": "饕餮",
    "option": "獬豸",
    "stratum": "毕方",
    "answer": "穷奇",
}
QUESTIONS: Final = (
    *(
        Asked(name=f"q{n}", asks=Asks.SCALE, text=f"{WORDS['question']}{n}？", low=1, high=5)
        for n in range(1, 5)
    ),
    Asked(
        name="way",
        asks=Asks.CHOICE,
        text="从哪里看到？",
        options=(WORDS["option"], "大厅"),
        required=False,
    ),
    Asked(name="more", asks=Asks.TEXT, text="建议？", required=False),
)


@dataclass
class Place:
    """A survey in a state, a reader's cache that saw it before, and who else looks."""

    asking: Asking
    cache: Cache
    stranger: str
    office: str
    code: str = ""

    def pages(self, *paths: str, cookie: str = "") -> bytes:
        return b"\n".join(self.cache.get(path, cookie) for path in paths)


def _made(board: Board, *, to_all: bool) -> Asking:
    asking = Asking.built(
        board,
        questions=QUESTIONS,
        strata={"群众": "1", WORDS["stratum"]: "2"},
        to_all=to_all,
    )
    building.edit_survey(
        asking.survey.pk,
        title=f"{WORDS['title']}问卷",
        intro=f"说明{WORDS['intro']}。",
        by=board.office,
    )
    return asking.fresh()


def _answered(asking: Asking) -> None:
    for code in asking.codes(6):
        asking.answer(code, more=f"{WORDS['answer']}的意见")


def draft(board: Board, look: Callable[[Asking], None]) -> Asking:
    return _made(board, to_all=True)


def ahead(board: Board, look: Callable[[Asking], None]) -> Asking:
    asking = _made(board, to_all=True)
    running.set_days(
        asking.survey.pk,
        opens_on=date(2026, 11, 20),
        closes_on=date(2026, 11, 25),
        by=board.office,
    )
    running.publish_survey(asking.survey.pk, by=board.office)
    return asking.fresh()


def open_to_all(board: Board, look: Callable[[Asking], None]) -> Asking:
    asking = _made(board, to_all=True)
    running.publish_survey(asking.survey.pk, by=board.office)
    _answered(asking)
    look(asking)
    return asking.fresh()


def by_code(board: Board, look: Callable[[Asking], None]) -> Asking:
    asking = _made(board, to_all=False)
    running.publish_survey(asking.survey.pk, by=board.office)
    _answered(asking)
    return asking.fresh()


def closed(board: Board, look: Callable[[Asking], None]) -> Asking:
    asking = open_to_all(board, look)
    return asking.close()


def withheld(board: Board, look: Callable[[Asking], None]) -> Asking:
    asking = _made(board, to_all=True)
    running.publish_survey(asking.survey.pk, by=board.office)
    look(asking)
    running.withhold_survey(asking.survey.pk, by=board.office)
    return asking.fresh()


def cancelled(board: Board, look: Callable[[Asking], None]) -> Asking:
    asking = open_to_all(board, look)
    cancel_round(asking.survey.round_id, reason="机构改革", by=board.office)
    return asking.fresh()


def index(place: Place) -> bytes:
    return place.pages("/survey/")


def public_page(place: Place) -> bytes:
    home = f"/survey/{place.asking.survey.key}/"
    return place.pages(home, f"{home}?with-code=1", f"{home}thanks/")


def with_code(place: Place) -> bytes:
    home = f"/survey/{place.asking.survey.key}/"
    return place.pages(home, cookie=f"survey_code={place.code}") if place.code else b""


def _office(place: Place, cookie: str) -> bytes:
    key = place.asking.survey.key
    start = f"/office/rounds/{place.asking.survey.round.key}/"
    parts = ("", "questions/", "people/", "tickets/", "paper/", "paper/new/", "results/")
    return place.pages(
        "/office/",
        start,
        f"{start}surveys/",
        *(f"{start}surveys/{key}/{part}" for part in parts),
        f"{start}surveys/{key}/results/?export=csv",
        "/office/find/?q=问卷",
        "/office/find/suggest/?q=问卷",
        cookie=cookie,
    )


def other_unit(place: Place) -> bytes:
    return _office(place, place.stranger)


def elsewhere(place: Place) -> bytes:
    """Where nothing of a survey has any business: search, open data, the portal's own pages."""
    return place.pages(
        "/",
        "/search/",
        "/search/suggest/?q=问卷",
        "/api/items",
        "/api/search?q=问卷",
        "/sitemap.xml",
        "/en/",
    )


def events(place: Place) -> bytes:
    about = Event.objects.filter(verb__startswith="survey.")
    return "\n".join(f"{one.object_title} {one.data}" for one in about).encode()


Outlet = Callable[[Place], bytes]
_NAME: Final = frozenset({"title"})
_ASKED: Final = frozenset({"title", "intro", "question", "option"})
_KNOWN: Final = frozenset({"title", "stratum", "question"})
SHOWN: Final[dict[str, dict[Outlet, frozenset[str]]]] = {
    "draft": {},
    # What is coming and what is over says its name and its days.
    "ahead": {public_page: _NAME, with_code: _NAME},
    "open_to_all": {
        index: _NAME,
        public_page: _ASKED | {"stratum"},
        with_code: _ASKED,
    },
    "by_code": {public_page: frozenset({"title", "intro"}), with_code: _ASKED},
    "closed": {public_page: _NAME, with_code: _NAME},
    "withheld": {},
    "cancelled": {public_page: _NAME, with_code: _NAME},
}
STATES: Final = {
    one.__name__: one for one in (draft, ahead, open_to_all, by_code, closed, withheld, cancelled)
}
OUTLETS: Final = (index, public_page, with_code, other_unit, elsewhere)


def parts_in(body: bytes) -> frozenset[str]:
    text = body.decode("utf-8", "replace")
    return frozenset(part for part, word in WORDS.items() if word in text)


@pytest.fixture
def place(
    people: People,
    settings: Settings,
    tmp_path: Path,
    signed_in: Callable[..., Client],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[[str], Place]]:
    settings.GONGKAI_DATA = tmp_path / "data"
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.GONGKAI_PORTAL = tmp_path / "portal"
    settings.GONGKAI_SEARCH = tmp_path / "search"
    (tmp_path / "portal").mkdir()
    board = Board(people)
    monkeypatch.setattr(timezone, "now", lambda: board.now)
    stranger = f"sessionid={signed_in('clerk', unit='minzheng').cookies['sessionid'].value}"
    office = f"sessionid={signed_in(board.person('openness_office')).cookies['sessionid'].value}"
    with served() as port:
        cache = Cache(port)

        def arrange(state: str) -> Place:
            codes: list[str] = []

            def look(asking: Asking) -> None:
                if not codes:
                    codes.extend(asking.codes(1))
                for outlet in OUTLETS:
                    outlet(Place(asking, cache, stranger, office, codes[0]))

            asking = STATES[state](board, look)
            if not codes and asking.survey.closed_at is None:
                codes.extend(asking.codes(1))
            return Place(asking, cache, stranger, office, codes[0])

        yield arrange


@pytest.mark.parametrize("state", STATES)
def test_words_of_a_survey_stand_where_it_is_asked_and_nowhere_else(
    place: Callable[[str], Place], state: str
) -> None:
    seen = place(state)
    found = {outlet.__name__: parts_in(outlet(seen)) for outlet in OUTLETS}
    shown = SHOWN[state]
    assert found == {one.__name__: shown.get(one, frozenset()) for one in OUTLETS}
    assert "answer" not in parts_in(events(seen))
    own = parts_in(_office(seen, seen.office))
    assert own >= _KNOWN  # the office itself does see it: the words are there
    assert ("answer" in own) is (state == "closed")
    assert Survey.objects.count() == 1
