"""The column of policies: documents with the way to what interprets them, which stands apart."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from gongkai.core.models import Job
from gongkai.disclosure.actions.pages import withdraw_page
from gongkai.disclosure.actions.taking_over import Former, take_over
from gongkai.disclosure.content import Content
from gongkai.disclosure.models import Item
from gongkai.portal.jobs import PAGES, rebuild_pages, refresh, tree
from gongkai.rules.publishing.availability import RemovalGround
from tests.people import NOW, SYSTEM, People

pytestmark = pytest.mark.django_db
DOCUMENT, INTERPRETATION = "会计监督办法", "《会计监督办法》一问一答"


@pytest.fixture
def keys(people: People, settings: Settings, tmp_path: Path) -> tuple[str, str]:
    """A document and what interprets it, all pages made."""
    settings.GONGKAI_PORTAL = tmp_path / "portal"
    settings.GONGKAI_SEARCH = tmp_path / "search"
    at = NOW - timedelta(days=3)
    rows = [
        Former(
            "caizheng",
            category,
            kind,
            Content(title=title, body_html=f"<p>{title}</p>", issued_on=at.date()),
            at,
            interprets=interprets,
        )
        for category, kind, title, interprets in (
            ("rules", "normative", DOCUMENT, None),
            ("interaction.interpretation", "interpretation", INTERPRETATION, 0),
        )
    ]
    document, interpretation = take_over(rows, by=SYSTEM)
    rebuild_pages(NOW)
    return document, interpretation


def text(address: str) -> str:
    path = tree().root / "current" / "pages" / address.strip("/") / "index.html"
    return path.read_text(encoding="utf-8")


def test_interpretations_are_listed_apart_and_linked_from_their_document(
    keys: tuple[str, str],
) -> None:
    document, interpretation = keys
    page = text("/policies/")
    assert f'<a href="/item/{document}/">{DOCUMENT}</a>' in page
    assert f'<a href="/item/{interpretation}/">{INTERPRETATION}</a>' not in page
    assert f'<a href="/item/{interpretation}/">解读' in page
    assert "/column/interaction-interpretation/" in page
    apart = text("/column/interaction-interpretation/")
    assert f'<a href="/item/{interpretation}/">{INTERPRETATION}</a>' in apart
    assert f'<a href="/item/{interpretation}/">解读' in text("/unit/caizheng/")


def test_an_interpretation_taken_down_is_no_longer_led_to(keys: tuple[str, str]) -> None:
    document, interpretation = keys
    withdraw_page(
        Item.objects.get(key=interpretation).pk,
        ground=RemovalGround.ERROR,
        notice="内容有误，正在核实。",
        reason="核实",
        by=SYSTEM,
    )
    job = Job.objects.filter(kind=PAGES).latest("pk")
    refresh(job.payload["items"], NOW)
    assert f"/item/{document}/" in text("/policies/")
    assert f"/item/{interpretation}/" not in text("/policies/")
    again = rebuild_pages(NOW)
    assert (again.added, again.removed, again.changed) == ((), (), ())
