"""Events for auditors: what they see, how they filter, and that tampering is shown."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from openpyxl import load_workbook

from gongkai.core.access import Viewer, viewer_of
from gongkai.core.actions.sessions import note_refusal
from gongkai.core.actions.units import edit_unit, rename_unit
from gongkai.core.audit import head
from gongkai.core.models import Event
from gongkai.core.queries.audit import events
from tests.people import NOW, SYSTEM, People

Signed = Callable[..., Client]


@pytest.fixture
def auditor(signed_in: Signed) -> Client:
    return signed_in("auditor", name="周八")


@pytest.fixture
def done(people: People) -> People:
    unit = people.unit("caizheng")
    rename_unit(unit.pk, name="示例县财政金融局", on=date(2025, 6, 1), by=SYSTEM)
    by = viewer_of(people("system_admin", name="王五"), NOW)
    edit_unit(people.unit("minzheng").pk, {"phone": "0000-1"}, by=by)
    return people


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("who=王五", 1),
        ("verb=unit.rename", 1),
        ("about=财政", 1),
        ("at_from=2026-03-02&at_to=2026-03-02", 2),
        ("at_to=2026-03-01", 0),
        ("verb=no.such", 3),
    ],
)
def test_events_are_filtered(done: People, auditor: Client, query: str, count: int) -> None:
    assert f"共 {count} 条" in text(auditor, f"/office/audit/?{query}")


def test_events_of_a_unit_and_below(done: People, auditor: Client) -> None:
    page = text(auditor, f"/office/audit/?unit={done.unit('caizheng').pk}")
    assert "“示例县财政局”更名为“示例县财政金融局”" in page
    assert "共 1 条" in page


def test_the_exported_file_has_the_filtered_events_with_their_hashes(
    done: People, auditor: Client
) -> None:
    answer = auditor.get("/office/audit/?verb=unit.rename&export=xlsx")
    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    rows = list(load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True))
    event = Event.objects.get(verb="unit.rename")
    assert len(rows) == 2
    assert event.hash in rows[1]
    assert "单位更名" in rows[1]


def test_the_history_of_an_object_is_one_press_away(done: People, auditor: Client) -> None:
    unit = done.unit("caizheng")
    path = f"/office/audit/objects/core.unit/{unit.pk}/"
    assert path in text(auditor, "/office/audit/")
    assert "更名为" in text(auditor, path)
    assert auditor.get("/office/audit/objects/core.unit/999999/").status_code == 404


def test_an_auditor_of_a_township_sees_the_township_alone(done: People) -> None:
    by = done.viewer("auditor", unit="qingshan", name="钱七")
    note_refusal("nobody", "x", by=Viewer(NOW))
    edit_unit(done.unit("qingshan-dongcun").pk, {"phone": "1"}, by=SYSTEM)
    assert {event.object_title for event in events(by)} == {"青山乡东村村民委员会"}
    whole = done.viewer("auditor", name="周八")
    assert events(whole).count() == Event.objects.count()
    assert events(done.viewer("leader", name="张三")).count() == 0


def test_a_delegate_is_named_with_whom_they_stood_in_for(done: People, auditor: Client) -> None:
    grant = viewer_of(done("system_admin", name="李四"), NOW)
    edit_unit(done.unit("minzheng").pk, {"phone": "9"}, by=grant)
    with connection.cursor() as cursor:
        _without_triggers(cursor)
        cursor.execute("update core_event set on_behalf_of='张三' where actor_name='李四'")
    assert "李四（代张三）" in text(auditor, "/office/audit/?who=张三")


def _without_triggers(cursor: object) -> None:
    """Do what somebody with the keys of the database could do."""
    drop = {
        "sqlite": ["drop trigger core_event_no_update"],
        "postgresql": ["alter table core_event disable trigger user"],
    }[connection.vendor]
    for statement in drop:
        cursor.execute(statement)  # type: ignore[attr-defined]


def test_the_chain_is_verified_and_the_number_to_keep_is_shown(
    done: People, auditor: Client
) -> None:
    kept = head()
    page = auditor.post("/office/audit/verify/", {"kept": f"{kept.number}:{kept.hash}"})
    assert "核验通过" in page.content.decode()
    assert Event.objects.latest("number").verb == "audit.verify"
    wrong = auditor.post("/office/audit/verify/", {"kept": "12"})
    assert "写法不对" in wrong.content.decode()


def test_a_changed_event_is_shown_with_its_number(done: People, auditor: Client) -> None:
    number = Event.objects.get(verb="unit.rename").number
    with connection.cursor() as cursor:
        _without_triggers(cursor)
        cursor.execute("update core_event set actor_name='李四' where number=%s", [number])
    page = auditor.post("/office/audit/verify/", {}).content.decode()
    assert "发现 1 处问题" in page
    assert f"第 {number} 号：内容与校验值不符" in page


def test_a_chain_rewritten_as_a_whole_differs_from_what_was_kept(
    done: People, auditor: Client
) -> None:
    kept = head()
    page = auditor.post("/office/audit/verify/", {"kept": f"{kept.number}:{'f' * 64}"})
    assert "整条链被重写过" in page.content.decode()
