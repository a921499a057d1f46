"""What follows from a grade, in words: condition, by whom, to whom, what, until when."""

import re
from collections.abc import Mapping

from gongkai.rules.scheme import Consequence, Scheme

ACTIONS: Mapping[str, str] = {
    "commend": "通报表扬",
    "record_of_leaders": "记入领导人员工作业绩",
    "rectify": "责令整改",
    "revoke": "取消示范点资格",
    "announce": "向社会公布",
    "criticise": "通报批评",
    "accountability": "追究责任",
    "discipline": "追究纪律责任",
    "criticise_severely": "严厉批评",
    "performance": "作为绩效考核依据",
    "reward": "奖励",
    "spread": "总结推广做法",
    "target_management": "计入目标责任考核",
    "transfer_justice": "移送司法机关",
    "transfer_supervision": "移交监察机关",
}

ACTORS: Mapping[str, str] = {
    "unit": "被考核单位",
    "office": "政务公开领导小组办公室",
    "leading_group": "政务公开领导小组",
    "third_party": "第三方机构",
    "naming_office": "确定办点的领导小组办公室",
    "city_office": "市政务公开办公室",
    "panel": "考评组",
    "survey": "问卷",
    "staff": "工作人员",
    "county": "县政府",
    "leaders": "领导人员",
    "persons": "有关人员",
    "individuals": "突出贡献个人",
    "supervisors": "社会监督员",
    "organ_or_third_party": "行政机关或第三方机构",
    "application_test": "申请测试",
    "experts": "专家评审",
    "peers": "单位互评",
    "sampling": "抽查核实",
    "statistics": "统计分析",
    "supervision": "监督投诉",
}

# From what day a term runs.
STARTS: Mapping[str, str] = {
    "receipt": "收到通报之日",
    "bulletin": "通报之日",
    "decision": "作出决定之日",
}

# Under what condition a measure is taken.
CONDITIONS: Mapping[str, str] = {
    "rectify_overdue": "逾期不整改",
    "violation": "违反有关规定",
    "suspected_discipline": "涉嫌违纪",
    "suspected_crime": "涉嫌犯罪",
    "sham_or_perfunctory": "弄虚作假或者敷衍塞责",
}

# What an appeal is against.
COVERS: Mapping[str, str] = {
    "grades": "考核结果",
    "scores": "考核得分",
    "accountability": "责任追究决定",
}

_OPEN_TERM = "期限由考核机构另行书面通知"
_DURATION = re.compile(r"P(?:\d+[YMWD])+")
_SPANS = {"D": "日", "W": "周", "M": "个月", "Y": "年"}


def duration(text: str | None) -> str:
    """Return an ISO 8601 duration in Chinese: ``P1M`` is 1 个月. Other texts stay as they are."""
    if not text:
        return "未定期限"
    if not _DURATION.fullmatch(text):
        return text
    parts = re.findall(r"(\d+)([YMWD])", text)
    return " ".join(f"{number} {_SPANS[unit]}" for number, unit in parts)


def rectify_term(consequence: Consequence, scheme: Scheme) -> str:
    """Return until when a measure is to be done, e.g. 自收到通报之日起 1 个月内.

    Rectification without a term of its own takes the reading ``rectify_due``; where that is open
    too, the assessors set the term in writing (Q8). Other measures without a term give an empty
    text.
    """
    rectify = consequence.do == "rectify"
    due = consequence.due or (scheme.readings.rectify_due if rectify else None)
    if not due:
        return _OPEN_TERM if rectify else ""
    # A term that the local office wrote in words (由领导小组另定) is shown as it wrote it.
    if not _DURATION.fullmatch(due):
        return due
    start = STARTS.get(consequence.start, consequence.start)
    return (f"自{start}起 " if start else "") + f"{duration(due)}内"


def measure_text(consequence: Consequence, scheme: Scheme) -> str:
    """Return one measure as a phrase: condition, by whom, to whom, what, until when, reported to.

    For example 由县政府对被考核单位通报表扬, or 逾期不整改的，追究责任.
    """
    after = CONDITIONS.get(consequence.after, consequence.after)
    by = ACTORS.get(consequence.by, consequence.by)
    who = "、".join(ACTORS.get(name, name) for name in consequence.who)
    text = (f"{after}的，" if after else "") + (f"由{by}" if by else "")
    text += (f"对{who}" if who else "") + ACTIONS.get(consequence.do, consequence.do)
    term = rectify_term(consequence, scheme)
    if term:
        text += f"，{term}" + ("完成" if term.endswith("内") else "")
    if consequence.report_to:
        what = "整改情况报" if consequence.do == "rectify" else "报"
        text += f"，{what}{ACTORS.get(consequence.report_to, consequence.report_to)}"
    return text
