"""The page of one unit: judged in place, one item after another, without scripts."""

import re
from decimal import Decimal

import pytest

from gongkai.assessment.actions import judging, staffing
from gongkai.assessment.models import Deduction, ItemComment, ItemLook, SelfItem
from tests.assessment.app.judging.bench import ATTENTION, FEEDBACK, RATIO, Bench
from tests.office.scoring.conftest import Desk

pytestmark = pytest.mark.django_db
UNIT = "units/caizheng/"


def test_the_list_leads_to_units_and_says_what_is_left(desk: Desk) -> None:
    page = desk.get(desk.bench.scorer)
    assert "示例县财政局" in page
    assert "0 / 25" in page
    assert "接着评" in page
    assert "评分截止" in page
    assert "2026年11月30日" in page


def test_an_item_is_judged_in_place_and_the_next_one_opens(desk: Desk) -> None:
    scorer = desk.bench.scorer
    page = desk.get(scorer, UNIT)
    assert page.count('class="answer answer-open"') == 1
    assert "领导重视，及时研究问题" in page
    page = desk.post(scorer, UNIT, do="look", item=ATTENTION, next="1")
    assert 'id="item-org.mechanism"' in page.split("answer-open")[1][:60]
    assert "已评 1 / 25 项" in page
    assert ItemLook.objects.get().item == ATTENTION
    said = {"do": "deduct", "item": "org.mechanism", "points": "１．５", "reason": "无专班文件"}
    page = desk.post(scorer, UNIT, **said, evidence="查阅机构文件", next="1")
    assert Deduction.objects.get().points == Decimal("1.5")
    assert "扣 1.5" in page
    assert 'id="item-org.responsibility"' in page.split("answer-open")[1][:80]


def test_a_refused_deduction_keeps_what_was_typed_and_says_the_mend(desk: Desk) -> None:
    scorer = desk.bench.scorer
    said = {"do": "deduct", "item": FEEDBACK, "reason": "缺总结", "evidence": "查阅总结"}
    page = desk.post(scorer, UNIT, 422, **said, points="0.3")
    assert "0.5 分的整数倍" in page
    assert 'value="缺总结"' in page
    page = desk.post(scorer, UNIT, 422, **said, points="三")
    assert "要写成数字" in page
    page = desk.post(scorer, UNIT, 422, **said, points="7")
    assert "扣分超过该项分值" in page
    desk.post(scorer, UNIT, **said, points="7", beyond="1")
    assert Deduction.objects.get().points == 7


def test_the_basis_may_be_a_piece_of_the_unit(desk: Desk) -> None:
    piece = desk.bench.evidence()
    said = {"do": "deduct", "item": FEEDBACK, "points": "1", "reason": "内容空"}
    desk.post(desk.bench.scorer, UNIT, **said, piece=piece.pk, evidence="第 2 页")
    assert Deduction.objects.get().evidence == "2026 年工作总结；第 2 页"


def test_all_sides_stand_side_by_side(desk: Desk) -> None:
    bench = desk.bench
    SelfItem.objects.create(
        round_unit=bench.unit(), item=FEEDBACK, score=3, reason="按季总结", at=bench.board.now,
        name="张三",
    )  # fmt: skip
    bench.evidence()
    bench.deduct("1")
    page = desk.get(bench.board.office, f"{UNIT}?item={FEEDBACK}")
    for words in ("单位自评", "3 分", "按季总结", "2026 年工作总结", "−1", "缺第三季度总结",
                  "依据：查阅工作总结", "李四，2026年11月16日", "未核对", "现在得分"):  # fmt: skip
        assert words in page, words


def test_a_deduction_is_withdrawn_with_a_reason_and_stays_to_be_read(desk: Desk) -> None:
    row = desk.bench.deduct("1")
    said = {"do": "withdraw", "row": row.pk, "item": FEEDBACK}
    page = desk.post(desk.bench.scorer, UNIT, 422, **said, reason="")
    assert "没有写理由" in page
    page = desk.post(desk.bench.scorer, UNIT, **said, reason="后来找到")
    assert "李四撤销：后来找到" in page


def test_a_second_person_confirms_with_one_press(desk: Desk) -> None:
    row = desk.bench.deduct("1")
    page = desk.get(desk.bench.scorer, f"{UNIT}?item={FEEDBACK}")
    assert "核对无误" not in page
    page = desk.post(desk.bench.board.office, UNIT, do="check", row=row.pk, item=FEEDBACK)
    assert "张三（openness_office）已核对" in page


def test_evidence_gets_a_verdict(desk: Desk) -> None:
    piece = desk.bench.evidence()
    said = {"do": "verdict", "row": piece.pk, "item": FEEDBACK}
    page = desk.post(desk.bench.scorer, UNIT, 422, **said, verdict="doubted", reason="")
    assert "没有写理由" in page
    page = desk.post(desk.bench.scorer, UNIT, **said, verdict="doubted", reason="没有日期")
    assert "存疑：没有日期" in page


def test_a_rate_is_entered_and_then_deducted_from(desk: Desk) -> None:
    scorer = desk.bench.scorer
    page = desk.get(scorer, f"{UNIT}?item={RATIO}")
    assert "保存比率" in page
    assert "扣几分" not in page
    said = {"do": "rate", "item": RATIO, "numerator": "18", "denominator": "20", "version": 0}
    page = desk.post(scorer, UNIT, **said, records="申请登记台账")
    assert "18/20（90%）" in page
    assert "扣几分" in page
    page = desk.post(scorer, UNIT, 422, **said, records="另一本")
    assert "刚被别人改过" in page


def test_the_rest_of_a_part_is_looked_at_once_confirmed_and_back_again(desk: Desk) -> None:
    page = desk.get(desk.bench.scorer, UNIT)
    assert "其余 6 项看过，不扣分" in page
    assert re.search("”1 个单位的 6 项都记为看过、不扣分：领导重视，及时研究问题、", page)
    unconfirmed = desk.post(desk.bench.scorer, UNIT, do="look_part", part="org")
    assert "没有经过确认" in unconfirmed
    form = page.partition("其余 6 项看过，不扣分")[2].partition("</form>")[0]
    assert "csrfmiddlewaretoken" in form
    items = re.findall(r'name="items" value="([^"]+)"', page)[0]
    fewer = " ".join(items.split()[:-1])
    changed = desk.post(desk.bench.scorer, UNIT, do="look_part", part="org", items=fewer)
    assert "有变动" in changed
    assert not ItemLook.objects.exists()
    page = desk.post(desk.bench.scorer, UNIT, do="look_part", part="org", items=items)
    assert "记下 6 项看过、不扣分" in page
    assert ItemLook.objects.count() == 6
    assert "撤回这部分看过的 6 项" in page
    page = desk.post(desk.bench.scorer, UNIT, do="unlook_part", part="org", items=items)
    assert "6 项改为未看" in page
    assert not ItemLook.objects.exists()


def test_comments_stay_among_those_who_judge(desk: Desk) -> None:
    page = desk.post(desk.bench.scorer, UNIT, do="comment", item=FEEDBACK, text="待补材料")
    assert "待补材料" in page
    row = ItemComment.objects.get()
    page = desk.post(desk.bench.scorer, UNIT, do="uncomment", row=row.pk)
    assert "待补材料" not in page


def test_what_belongs_to_another_unit_is_not_touched_from_here(desk: Desk) -> None:
    row = desk.bench.deduct("1", code="minzheng")
    for do in ("withdraw", "check", "verdict", "uncomment", "take_back", "check_score"):
        page = desk.post(desk.bench.board.office, UNIT, do=do, row=row.pk, reason="x")
        assert "没有办理" in page
    row.refresh_from_db()
    assert row.withdrawn_at is None


def test_an_unknown_verb_is_refused_in_words(desk: Desk) -> None:
    page = desk.post(desk.bench.scorer, UNIT, do="explode")
    assert "没有这种操作" in page


def test_outside_the_stage_it_is_read_and_nothing_else(desk: Desk) -> None:
    desk.bench.board.wait(days=30)
    page = desk.get(desk.bench.scorer, f"{UNIT}?item={FEEDBACK}")
    assert "现在不是评分的时间" in page
    assert "扣几分" not in page
    page = desk.post(desk.bench.scorer, UNIT, do="look", item=FEEDBACK)
    assert "没有办理" in page


def test_the_office_establishes_fraud_and_takes_it_back(desk: Desk) -> None:
    office = desk.bench.board.office
    said = {"do": "establish", "finding": "sham_or_fraud", "reason": "补造台账"}
    page = desk.post(office, UNIT, 422, **said, evidence="")
    assert "没有写依据" in page
    page = desk.post(office, UNIT, **said, evidence="核查笔录")
    assert "补造台账；依据：核查笔录" in page
    row = desk.bench.unit().findings.get()
    page = desk.post(office, UNIT, do="unfind", row=row.pk, reason="查无实据")
    assert "已撤销：查无实据" in page


def test_a_grade_is_decided_where_the_pack_leaves_it_to_people(desk: Desk) -> None:
    board = desk.bench.board
    desk.bench = Bench.set_up_component(board, "duodao-caizheng")
    page = desk.get(board.leader, UNIT, 200)
    assert "认定等次" not in page
    page = desk.get(board.office, UNIT)
    assert "符合哪些认定要点" in page
    said = {"do": "grade", "grade": "good", "ticked": ["good.careful"]}
    page = desk.post(board.office, UNIT, 422, **said, reason="")
    assert "没有写理由" in page
    page = desk.post(board.office, UNIT, **said, reason="群众较满意")
    assert "良好" in page


def test_components_are_saved_noted_submitted_and_taken_back(desk: Desk) -> None:
    board = desk.bench.board
    bench = desk.bench = Bench.set_up_component(board, "bowang-jiaoyun", "third_party")
    scorer = bench.scorer
    note = {"do": "note", "item": "channels.boards", "component": "third_party", "version": 0}
    page = desk.post(scorer, UNIT, **note, note="公开栏空白", next="1")
    assert "备注已保存" in page
    said = {"do": "score", "component": "third_party", "version": 1}
    page = desk.post(scorer, UNIT, 422, **said, value="101", how="save", reason="")
    assert "0 到 100 之间" in page
    page = desk.post(scorer, UNIT, **said, value="83.1", how="save", reason="")
    assert "草稿，未提交" in page
    page = desk.post(scorer, UNIT, 422, **{**said, "version": 2}, value="83.1", how="submit")
    assert "没有写说明" in page
    page = desk.post(
        scorer, UNIT, **{**said, "version": 2}, value="83.1", how="submit", reason="栏目空白"
    )
    assert "已提交" in page
    row = bench.unit().component_scores.get()
    assert row.notes == {"channels.boards": "公开栏空白"}
    page = desk.get(board.office, f"{UNIT}?item=channels.boards")
    assert "李四的备注" in page
    assert "政务公开" not in page.split("各评分人的得分")[1][:20]
    desk.post(board.office, UNIT, do="check_score", row=row.pk)
    page = desk.post(scorer, UNIT, do="take_back", row=row.pk, reason="录错")
    assert "83.1" in page
    assert "草稿，未提交" in page


def test_the_matrix_progress_and_gaps_open_for_the_office(desk: Desk) -> None:
    desk.bench.deduct("1.5")
    office = desk.bench.board.office
    page = desk.get(office, "matrix/")
    assert "－1.5" in page
    assert f"units/caizheng/?item={FEEDBACK}#item-{FEEDBACK}" in page
    assert "还有 74 处未看" in page
    page = desk.get(office, "progress/")
    assert "1 / 75" in page
    page = desk.get(office, "gaps/")
    assert "没有设定自评差距的提醒线" in page
    assert desk.get(desk.bench.scorer, "matrix/")
    for rest in ("progress/", "gaps/", "votes/"):
        desk.get(desk.bench.scorer, rest, 403)


def test_who_runs_another_round_is_told_that_there_is_none(desk: Desk) -> None:
    other = desk.bench.board.viewer("openness_office", "qingshan")
    for rest in ("", "matrix/", "progress/", "gaps/", "votes/", UNIT):
        desk.get(other, rest, 404)


def test_units_and_leaders_see_no_score_before_its_time(desk: Desk) -> None:
    desk.bench.deduct("1")
    desk.get(desk.bench.board.clerk(), UNIT, 404)
    page = desk.get(desk.bench.board.leader, f"{UNIT}?item={FEEDBACK}")
    assert "缺第三季度总结" not in page
    assert "现在得分" not in page


def test_a_checker_is_told_how_much_waits(desk: Desk) -> None:
    board = desk.bench.board
    person = board.person("assessor", "xian", "赵六")
    staffing.add_scorer(desk.bench.round.pk, person=person, checks=True, by=board.office)
    row = desk.bench.deduct("1")
    checker = board.viewer("assessor", "xian", "赵六")
    assert "等您核对的" in desk.get(checker)
    judging.check_deduction(row.pk, by=checker)
    assert "等您核对的" not in desk.get(checker)


def test_a_tie_is_decided_with_minutes(desk: Desk) -> None:
    board = desk.bench.board
    bench = desk.bench = Bench.set_up_component(board, "bowang-jiaoyun", "third_party")
    inside = board.scorer(bench.round, "work", name="王五")
    for code in ("caizheng", "minzheng", "qingshan"):
        bench.report_self(code, "95")
        for part, by in (("third_party", bench.scorer), ("work", inside)):
            judging.submit_score(
                bench.unit(code).pk, component=part, given=judging.Given(Decimal(100)), by=by
            )
    page = desk.get(board.office, "votes/")
    assert "总分相同，优秀还剩 2 个名额" in page
    places = {"place-caizheng": "1", "place-minzheng": "1", "place-qingshan": "3"}
    said = {"do": "tie-excellent", "minutes": "第 2 次会议纪要"}
    page = desk.post(board.office, "votes/", 422, **said, **places)
    assert "同一个名次" in page
    page = desk.post(board.office, "votes/", **said, **{**places, "place-minzheng": "2"})
    assert "示例县财政局 → 示例县民政局 → 青山乡人民政府" in page
    row = bench.round.tie_decisions.get()
    page = desk.post(board.office, "votes/", 422, do="untie", row=row.pk, reason="")
    assert "没有写理由" in page
    page = desk.post(board.office, "votes/", do="untie", row=row.pk, reason="重议")
    assert "总分相同" in page


def test_a_unit_casts_its_ballot_and_the_office_sees_that_it_did(desk: Desk) -> None:
    board = desk.bench.board
    groups = {"caizheng": "业务部门", "minzheng": "业务部门", "qingshan": "综合部门"}
    desk.bench = Bench.set_up(board, "bianti-shi", **groups)
    page = desk.get(board.clerk(), "ballot/")
    assert "最多给 3 个单位" in page
    page = desk.post(board.clerk(), "ballot/", 422, **{"score-minzheng": "900"})
    assert "0 到 100 之间" in page
    page = desk.post(board.clerk(), "ballot/", **{"score-minzheng": "88.5"})
    assert "互评票已提交" in page
    page = desk.get(board.office, "votes/")
    assert "示例县财政局" in page
    assert "88.5" not in page
    page = desk.post(board.office, "votes/", do="paper", rater="评委一", **{"score-minzheng": "70"})
    assert "评委一" in page
    desk.get(board.office, "ballot/", 403)
    desk.get(board.viewer("final_reviewer", "qingshan-dongcun"), "ballot/", 404)
