"""The notices about sites as official documents: what they say of one and of many."""

import io
from dataclasses import replace
from datetime import date

import docx
import pytest

from gongkai.reports.sites import (
    Commended,
    Named,
    Revoked,
    SiteLine,
    commendation,
    designation,
    revocation,
)

LINES = [
    *(
        SiteLine(unit=f"第{n}乡人民政府", group="乡镇（街道）", grade="合格", total="92.5")
        for n in range(1, 5)
    ),
    *(
        SiteLine(unit=f"示例县第{n}局", group="政府部门", grade="合格", total="88")
        for n in range(1, 4)
    ),
]
NAMED = Named(
    issuer="示例县政务公开领导小组",
    level="县级",
    sites=LINES,
    number="示公开〔2026〕4号",
    on=date(2026, 3, 2),
    goal="制度健全。\n内容全面。",
)
COMMENDED = Commended(
    issuer="示例县人民政府",
    level="县级",
    sites=LINES,
    number="示政〔2026〕31号",
    on=date(2026, 11, 30),
    round="2026 年政务公开示范点考评",
    basis="《政务公开示范点建设考评办法》",
)
REVOKED = Revoked(
    issuer="示例县政务公开领导小组",
    level="县级",
    sites=LINES[:1],
    number="示公开〔2026〕32号",
    on=date(2026, 11, 30),
    reason="考评不合格，联系人电话13812345678。",
)


def text(data: bytes) -> str:
    paper = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text.replace("\n", "") for one in paper.paragraphs), *cells])


def test_many_are_listed_by_group_and_the_goal_line_by_line() -> None:
    paper = text(designation(NAMED))
    assert "第1乡人民政府等7个单位" in paper
    assert "乡镇（街道）（4个）：第1乡人民政府、第2乡人民政府" in paper
    assert "政府部门（3个）：" in paper
    assert paper.index("制度健全。") < paper.index("内容全面。")
    assert "2026年3月2日" in paper
    assert "（此件公开发布）" in paper


def test_one_unit_is_addressed_itself_and_gaps_are_marked() -> None:
    paper = text(designation(replace(NAMED, sites=LINES[:1], number="", on=None, goal=" ")))
    assert "第1乡人民政府：" in paper
    for gap in ("【发文字号】", "【成文日期】", "【建设目标】"):
        assert gap in paper


def test_a_commendation_lists_results_in_a_table() -> None:
    paper = text(commendation(COMMENDED))
    assert "根据《政务公开示范点建设考评办法》，" in paper
    assert "92.5" in paper
    plain = replace(COMMENDED, sites=[SiteLine(unit="第1乡人民政府")], round="", basis="")
    assert "得分" not in text(commendation(plain))


def test_a_revocation_names_the_reason_and_masks_persons() -> None:
    paper = text(revocation(REVOKED))
    assert "取消第1乡人民政府县级政务公开示范点资格" in paper
    assert "考评不合格" in paper
    assert "13812345678" not in paper
    many = text(revocation(replace(REVOKED, sites=LINES)))
    assert "政府部门（3个）：" in many


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="不合格式"):
        designation(replace(NAMED, number="四号"))
