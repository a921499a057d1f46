"""Flow charts in the office: what changed is told node by node."""

import html
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from gongkai.rules.flows import Flow, Node, flow_value, in_order
from tests.disclosure.app.office import SAID, ZONE, Office
from tests.people import People

SignIn = Callable[..., Client]
FLOW = in_order(["申请", "受理", "审查", "送达"])

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def surroundings(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.GONGKAI_FILES = tmp_path / "files"
    now = datetime(2026, 3, 2, 10, 32, tzinfo=ZONE)
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def office(people: People) -> Office:
    return Office(people)


def details(flow: Flow) -> dict[str, object]:
    return {"matter": "临时救助", "chart": flow_value(flow)}


def words(client: Client, path: str) -> str:
    """Return a page as text, without its markup."""
    page = client.get(path).content.decode()
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def test_a_new_edition_says_what_changed_in_the_chart(office: Office, signed_in: SignIn) -> None:
    first = office.published(replace(SAID, details=details(FLOW)), content_type="flow_chart")
    slower = replace(FLOW.nodes[1], who="窗口", limit="5个工作日")
    nodes = (FLOW.nodes[0], slower, FLOW.nodes[2], Node("n9", "公示"), FLOW.nodes[3])
    office.next_edition(first.item, details=details(Flow(nodes, FLOW.edges)))
    shown = words(signed_in(office.person("clerk")), f"/office/disclosure/items/{first.item.key}/")
    assert "改了流程图" in shown
    assert "环节：受理；由谁办理： 新增： 窗口 （新增完） ；时限： 新增： 5个工作日" in shown
    assert "环节： 新增： 公示（步骤）" in shown
