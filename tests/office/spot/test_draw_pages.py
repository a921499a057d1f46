"""A draw on the screen: fixed, published, drawn, checked, printed, voided."""

from hashlib import sha256
from io import BytesIO

import docx
import pytest
from django.test import Client

from gongkai.assessment.actions import notifying
from gongkai.assessment.models import Draw, Round
from tests.assessment.app.spot.checking import SEED, SOURCE, Checking
from tests.office.spot.desk import SignIn, place, sent, stand_still, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(checking: Checking, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Client:
    stand_still(checking, monkeypatch)
    return signed_in(checking.board.person("openness_office"))


def fixed(checking: Checking, office: Client, **said: object) -> str:
    names = sorted(one.group for one in checking.round.units.all())
    assert names == ["中省直驻县单位", "乡镇政府", "县政府直属单位"]
    usual = {"stage": "spot", "size-0": "0", "size-1": "1", "size-2": "1"}
    return sent(office, place(checking, "draws/new/"), **{**usual, **said})


def test_the_form_offers_the_reading_shared_out(checking: Checking, office: Client) -> None:
    page = text(office, place(checking, "draws/new/"))
    assert "本次考核定的抽评单位数是 2 个" in page
    assert 'name="size-0"' in page
    assert "示例县财政局不参加抽取的理由" in page


def test_the_hash_is_shown_before_the_seed_is_asked(checking: Checking, office: Client) -> None:
    page = fixed(checking, office)
    row = Draw.objects.get()
    assert page.index(row.list_hash) < page.index('name="seed"')
    assert "请先把上面的校验值告诉见证人" in page
    assert "抽中的单位</h2>" not in page


def test_wrong_numbers_keep_what_was_typed(checking: Checking, office: Client) -> None:
    said = {"stage": "spot", "size-0": "1", "size-1": "1", "size-2": "1", "reason-minzheng": "新设"}
    page = sent(office, place(checking, "draws/new/"), 422, **said)
    assert "只有 0 个单位参加抽取" in page
    assert 'value="新设"' in page
    assert not Draw.objects.exists()


def test_the_result_can_be_done_again_from_what_is_on_the_page(
    checking: Checking, office: Client
) -> None:
    fixed(checking, office, **{"reason-minzheng": "今年新设"})
    row = Draw.objects.get()
    one = place(checking, f"draws/{row.pk}/")
    page = sent(office, one, 422, do="run", seed="０３０８", seed_source=SOURCE, witness="王五")
    assert "种子太短" in page
    page = sent(office, one, do="run", seed=SEED, seed_source=SOURCE, witness="王五")
    assert "结果一致" in page
    assert f"printf '%s' '{SEED}:qingshan' | sha256sum" in page
    digest = sha256(f"{SEED}:qingshan".encode()).hexdigest()
    assert digest[:16] in page
    listed = office.get(f"{one}list/")
    assert sha256(listed.content).hexdigest() == row.list_hash
    assert "今年新设" in listed.content.decode()
    record = office.get(f"{one}record/")
    paper = docx.Document(BytesIO(record.content))
    cells = "".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    assert row.list_hash in cells
    assert "青山乡人民政府" in cells


def test_a_record_somebody_changed_is_shown_to_be_wrong(checking: Checking, office: Client) -> None:
    row = checking.drawn()
    Draw.objects.filter(pk=row.pk).update(drawn=["minzheng", "caizheng"])
    assert "结果与记录不一致" in text(office, place(checking, f"draws/{row.pk}/"))


def test_a_void_draw_stays_listed_and_is_named_on_the_next_record(
    checking: Checking, office: Client
) -> None:
    row = checking.drawn()
    one = place(checking, f"draws/{row.pk}/")
    assert "没有写理由" in sent(office, one, 422, do="void", reason="")
    assert "已作废，记录保留" in sent(office, one, do="void", reason="名单漏了一个")
    assert "已作废" in text(office, place(checking, "draws/"))
    later = checking.fixed()
    record = office.get(place(checking, f"draws/{later.pk}/record/"))
    paper = docx.Document(BytesIO(record.content))
    cells = "".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    assert "作废：名单漏了一个" in cells


def test_a_draw_already_there_leads_to_it(checking: Checking, office: Client) -> None:
    checking.fixed()
    assert "现在没有要抽取的阶段" in text(office, place(checking, "draws/new/"))
    unit = checking.board.unit(checking.round, "caizheng")
    notifying.exempt_unit(unit.pk, exempt=True, reason="改革", by=checking.board.office)
    row = Draw.objects.get()
    said = {"do": "run", "seed": SEED, "seed_source": SOURCE, "witness": "王五"}
    page = sent(office, place(checking, f"draws/{row.pk}/"), 422, **said)
    assert "在名单固定之后免予考核" in page


def test_who_is_assessed_sees_the_draw_with_the_bulletin(
    checking: Checking, signed_in: SignIn
) -> None:
    row = checking.drawn()
    clerk = signed_in(checking.board.person("clerk", "caizheng"))
    one = place(checking, f"draws/{row.pk}/")
    text(clerk, one, 404)
    text(clerk, place(checking, "draws/new/"), 403)
    now = checking.board.now
    Round.objects.filter(pk=checking.round.pk).update(approved_at=now, announced_at=now)
    page = text(clerk, one)
    assert row.list_hash in page
    assert 'value="void"' not in page
