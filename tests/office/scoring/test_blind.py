"""An invited account finds its own units and items, and nothing of what anybody else gave.

Every page it can reach by links is read, with the scoring sheet, the office's search, the to-do
list, the calendar and the round's other screens; what others said stands in none of them.
"""

import re
from decimal import Decimal
from html import unescape
from io import BytesIO

import pytest
from openpyxl import load_workbook

from gongkai.assessment.actions import judging, staffing
from gongkai.assessment.models import SelfItem
from gongkai.core.todo import todos
from tests.assessment.app.judging.bench import ATTENTION, FEEDBACK, RATIO
from tests.office.scoring.conftest import Desk

pytestmark = pytest.mark.django_db
SECRETS = ("密语扣分", "密语依据", "密语备注", "密语自评", "密语认定", "密语记录", "示例县民政局")
ENOUGH = 15


@pytest.fixture
def planted(desk: Desk) -> Desk:
    """Others have said a lot about the unit; the invited one was given one item of it."""
    bench, board = desk.bench, desk.bench.board
    bench.deduct("1.5", reason="密语扣分", evidence="密语依据")
    bench.deduct("0.5", ATTENTION, reason="密语扣分二", evidence="密语依据")
    judging.set_rate(
        bench.unit().pk, item=RATIO, numerator=Decimal(7), denominator=Decimal(9),
        records="密语记录", by=bench.scorer,
    )  # fmt: skip
    judging.comment(bench.unit().pk, item=FEEDBACK, text="密语备注", by=board.office)
    judging.judge_evidence(
        bench.evidence().pk, verdict="doubted", reason="密语认定", by=bench.scorer
    )
    SelfItem.objects.create(
        round_unit=bench.unit(), item=FEEDBACK, score=3, reason="密语自评", at=board.now
    )
    staffing.add_scorer(
        bench.round.pk,
        person=board.person("third_party", "xian", "王五"),
        units=[bench.unit()],
        items=[FEEDBACK],
        blind=True,
        by=board.office,
    )
    return desk


def test_nothing_of_others_stands_anywhere_an_invited_account_comes(planted: Desk) -> None:
    invited = planted.bench.board.viewer("third_party", "xian", "王五")
    client = planted.client(invited)
    key = planted.bench.round.key
    base = f"/office/rounds/{key}/"
    waiting = [
        "/office/", "/office/rounds/", base, f"{base}scoring/", f"{base}scoring/matrix/",
        f"{base}scoring/units/caizheng/?item={FEEDBACK}", f"{base}scoring/units/minzheng/",
        f"{base}scoring/progress/", f"{base}scoring/gaps/", f"{base}self/", f"{base}self/caizheng/",
        f"{base}results/", f"{base}spot/", f"{base}spot/findings/",
    ]  # fmt: skip
    waiting += [f"/office/find/?q={word}" for word in ("财政局", "考核", "扣分")]
    seen: dict[str, str] = {}
    while waiting and len(seen) < 120:
        path = waiting.pop().partition("#")[0]
        if path in seen or "logout" in path or "/file" in path:
            continue
        answer = client.get(path, follow=True)
        is_page = "html" in answer.headers.get("Content-Type", "")
        seen[path] = unescape(answer.content.decode()) if is_page else ""
        waiting += [
            found
            for found in re.findall(r'href="(/office/[^"]+)"', seen[path])
            if key in found or found == "/office/"
        ]
    assert len(seen) > ENOUGH
    found = [(path, word) for path, page in seen.items() for word in SECRETS if word in page]
    assert found == []
    answer = client.get(f"{base}scoring/sheet/file/")
    book = load_workbook(BytesIO(answer.content))
    text = str([list(sheet.values) for sheet in book])
    assert [word for word in SECRETS if word in text] == []
    listed = str(todos(invited))
    assert [word for word in SECRETS if word in listed] == []


def test_the_words_do_stand_where_they_belong(planted: Desk) -> None:
    office = planted.bench.board.office
    page = planted.get(office, f"units/caizheng/?item={FEEDBACK}")
    for word in ("密语扣分", "密语依据", "密语备注", "密语自评", "密语认定"):
        assert word in page, word
