"""A scorer judges a unit item by item; the office looks at everybody's work; at both sizes."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from gongkai.assessment.models import ComponentScore, Deduction
from gongkai.assessment.scoring_sheet.layout import SCORES
from tests.assessment.app.judging.bench import FEEDBACK, Bench
from tests.assessment.app.judging.sheets import put
from tests.journeys.assessment_rounds.hall import Hall

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_unit_is_judged_in_place_and_looked_at_from_above(hall: Hall, size: str) -> None:
    hall.size = size
    bench = Bench.set_up(hall.board)
    bench.evidence()
    base = f"/office/rounds/{bench.round.key}/scoring/"
    for address in (f"?item={FEEDBACK}", f"#item-{FEEDBACK}"):
        hall.open.allow("422", address)  # type: ignore[attr-defined]
    page = hall.as_("assessor", base, unit="xian", name="李四")
    hall.sound(page, f"scoring-list-{size}")
    page.get_by_role("link", name="接着评").click()
    page.get_by_role("button", name="看过，不扣分，下一项").click()
    expect(page).to_have_url(re.compile("item-org.mechanism"))
    page.get_by_role("link", name="总结和信息反馈及时真实").click()
    hall.sound(page, f"scoring-item-{size}")
    form = page.get_by_role("form", name="扣分", exact=True)
    form.get_by_label("扣几分").fill("9")
    form.get_by_label("理由").fill("缺第三季度总结")
    form.get_by_label("看的是哪份材料").select_option(label="2026 年工作总结")
    form.get_by_role("button", name="扣分", exact=True).click()
    hall.sound(page, f"scoring-refused-{size}")
    form.get_by_label("扣几分").fill("1.5")
    form.get_by_role("button", name="扣分，看下一项").click()
    row = Deduction.objects.get()
    assert (row.item, row.evidence) == (FEEDBACK, "2026 年工作总结")
    for rest in ("matrix/", "progress/", "gaps/", f"units/caizheng/?item={FEEDBACK}"):
        page = hall.as_("openness_office", base + rest, unit="xian")
        hall.sound(page, f"scoring-office-{len(rest)}-{size}")
    page.get_by_role("button", name="核对无误").click()
    row.refresh_from_db()
    assert row.checked_at is not None


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_an_invited_scorer_fills_the_sheet_and_uploads_it(
    hall: Hall, size: str, tmp_path: Path
) -> None:
    hall.size = size
    bench = Bench.set_up_component(hall.board, "bowang-jiaoyun", "third_party")
    base = f"/office/rounds/{bench.round.key}/scoring/"
    page = hall.as_("third_party", f"{base}sheet/", unit="xian", name="李四")
    hall.sound(page, f"scoring-sheet-{size}")
    with page.expect_download() as loading:
        page.get_by_role("link", name="下载评分表").click()
    path = tmp_path / "评分表.xlsx"
    loading.value.save_as(path)
    book = load_workbook(path)
    put(book, SCORES, {"unit": "caizheng"}, value=83.1, reason="栏目更新慢")
    book.save(path)
    for button, words in (("试运行", "还没有记下"), ("上传", "评分已记下")):
        page.get_by_label("填好的评分表").set_input_files(path)
        page.get_by_role("button", name=button, exact=True).click()
        assert words in page.inner_text("main")
        hall.sound(page, f"scoring-sheet-{button}-{size}")
    assert ComponentScore.objects.get().submitted_at is not None
