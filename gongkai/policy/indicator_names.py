"""The computed indicators a rubric may name (the list of the sources, see docs/glossary.md)."""

from collections.abc import Mapping

from gongkai.policy.cursor import Cursor
from gongkai.policy.problems import suggestion

INDICATORS: Mapping[str, str] = {
    "disclosure.on_time": "主动公开按时率",
    "disclosure.number_completeness": "文号连续率",
    "disclosure.per_month": "月均公开条数",
    "disclosure.quarterly": "经常性工作每季度公开率",
    "disclosure.catalogue_fresh": "指南、目录、年报更新率",
    "requests.done_ratio": "依申请公开办结率",
    "requests.on_time": "依申请公开按时答复率",
    "interpretation.with_document": "解读与文件同步率",
    "interpretation.conference_quarterly": "新闻发布会每季度召开率",
    "interpretation.leader_conference": "主要负责人出席发布会",
    "response.release_in_time": "重大舆情 5 小时内发布率",
    "response.conference_in_time": "重大舆情 24 小时内发布会率",
    "leadership.report_heard": "主要负责同志听取汇报",
    "training.held": "培训计划完成率",
    "complaints.answered": "投诉回复率",
    "inspection.held": "督查检查每季度开展率",
    "funding.recorded": "经费落实",
    "rectification.closed_in_time": "整改按期完成率",
    "review.three_level": "三级审核执行率",
}


def read_known(cursor: Cursor) -> tuple[str, ...]:
    """Read ``known``: the indicators shown beside an item, which decide nothing."""
    names = cursor.texts("known")
    for name in names:
        if name not in INDICATORS:
            near = suggestion(name, INDICATORS)
            cursor.error("known", "I-UNKNOWN", f"没有名为 {name} 的计算指标{near}")
    return names
