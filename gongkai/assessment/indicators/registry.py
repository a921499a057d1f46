"""The register of indicators: one line for each rate a pack may name (schemes.md 4.4)."""

from collections.abc import Mapping
from typing import Final

from gongkai.assessment.indicators.values import Indicator

_YEAR: Final = "本年1月1日至计算日"
_QUARTERS: Final = "本年已结束的各季度"
_COUNTED: Final = (
    Indicator(
        id="disclosure.on_time",
        counts="到期的公开任务中，按时公开的所占比例；免除的、还没到期的不计",
        period=_YEAR,
        source="信息公开条例第二十六条",
        family="duties",
    ),
    Indicator(
        id="disclosure.quarterly",
        counts="按季度的经常性工作，每季度期满前公开的所占比例",
        period=_YEAR,
        source="经常性工作至少每季度公开一次",
        family="duties",
    ),
    Indicator(
        id="disclosure.catalogue_fresh",
        counts="公开指南、公开目录、公开年度报告各类中，已公开且没有逾期未更新的所占比例",
        period="计算日的情况",
        source="信息公开条例第十二条、第四十九条",
        family="duties",
    ),
    Indicator(
        id="disclosure.per_month",
        counts="首次公开且现在仍公开的事项条数，除以已开始的月数",
        period=_YEAR,
        source="各单位每月公开条数",
        family="published",
        is_share=False,
    ),
    Indicator(
        id="disclosure.number_completeness",
        counts="已公开文件的文号，占各文号序列从 1 号到最大号的比例；缺号可能是不予公开的文件",
        period=_YEAR,
        source="文号连续性的统计分析",
        family="published",
    ),
    Indicator(
        id="interpretation.with_document",
        counts="应当解读的文件中，解读与文件同日（或在前）公开的所占比例",
        period=_YEAR,
        source="解读与文件同步组织、同步审签、同步公开",
        family="published",
    ),
    Indicator(
        id="review.three_level",
        counts="本平台审核的公开事项中，现行文本有三人以上签署同意的所占比例；接收的历史事项不计",
        period=_YEAR,
        source="三级审核制度",
        family="published",
    ),
    Indicator(
        id="interpretation.conference_quarterly",
        counts="开过新闻发布会的季度，占已结束季度的比例；台账登记的和已公开的都算，同一天的算一次",
        period=_QUARTERS,
        source="每季度至少一次新闻发布会（原则上）",
        family="ledger",
    ),
    Indicator(
        id="interpretation.leader_conference",
        counts="台账或已公开的新闻发布会中，至少一次写明主要负责人出席，记 1/1，没有记 0/1",
        period=_YEAR,
        source="主要负责人每年至少出席一次新闻发布会（原则上）",
        family="ledger",
    ),
    Indicator(
        id="leadership.report_heard",
        counts=(
            "台账里登记为“听取汇报”的至少一次，记 1/1，没有记 0/1；"
            "会议即使登记了主要负责人参加，也不算听取汇报"
        ),
        period=_YEAR,
        source="主要负责同志每年至少听取一次汇报",
        family="ledger",
    ),
    Indicator(
        id="training.held",
        counts="到期的培训计划中，已经办的所占比例；没有写计划日期的，办了就算；没有培训记 0/1",
        period=_YEAR,
        source="业务培训有计划、有落实",
        family="ledger",
    ),
    Indicator(
        id="inspection.held",
        counts="台账里有督查检查的季度，占已结束季度的比例",
        period=_QUARTERS,
        source="督查检查经常化",
        family="ledger",
    ),
    Indicator(
        id="funding.recorded",
        counts="台账里至少登记一笔政务公开经费，记 1/1，没有记 0/1",
        period=_YEAR,
        source="牵头、人员和经费落实",
        family="ledger",
    ),
    Indicator(
        id="rectification.closed_in_time",
        counts="截止日期已到的整改通知中，按期报送整改结果的所占比例",
        period=_YEAR,
        source="签收后一个月内整改到位",
        family="orders",
    ),
)
_ABSENT: Final = (
    Indicator(
        id="requests.done_ratio",
        counts="依申请公开办结的件数，占收到的件数的比例",
        period=_YEAR,
        source="依申请公开办结率",
    ),
    Indicator(
        id="requests.on_time",
        counts="法定期限内答复的申请，占应当答复的申请的比例",
        period=_YEAR,
        source="信息公开条例第三十三条",
    ),
    Indicator(
        id="response.release_in_time",
        counts="重大突发舆情 5 小时内发布权威信息的所占比例",
        period=_YEAR,
        source="重大突发舆情 5 小时内发布",
    ),
    Indicator(
        id="response.conference_in_time",
        counts="重大突发舆情 24 小时内举行发布会的所占比例",
        period=_YEAR,
        source="重大突发舆情 24 小时内发布会",
    ),
    Indicator(
        id="complaints.answered",
        counts="答复了的投诉举报，占收到的投诉举报的比例",
        period=_YEAR,
        source="事事有回音",
    ),
)
REGISTER: Final[Mapping[str, Indicator]] = {one.id: one for one in (*_COUNTED, *_ABSENT)}


def indicator(name: str) -> Indicator | None:
    """Return an indicator by the name packs give it."""
    return REGISTER.get(name)
