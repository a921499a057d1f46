"""What the demo county does not disclose, and the later looks at it (条例 §18).

Fresh, near its look, over it, looked at and kept, looked at and disclosed: each counted from
today, so that it is the same whenever the county is made.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from gongkai.core.models import Person
from gongkai.demo.work import CHAIN, FULL_CHAIN, seen_by, signed
from gongkai.disclosure.actions import drafting, releasing, requests, reviewing
from gongkai.disclosure.content import Content
from gongkai.disclosure.models import Edition
from gongkai.rules.publishing.values import Attribute

_CLERK: Final = "zhangsan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Something that was settled as not disclosed so many days ago, and why.

    ``looked`` is how many days ago somebody looked again, ``opinion`` what they found;
    ``opened``: that it may be public by now, and it was published.
    """

    days: int
    title: str
    text: str
    category: str
    attribute: Attribute
    reason: str
    note: str
    looked: int = 0
    opinion: str = ""
    opened: bool = False


KEPT: Final = (
    Kept(
        days=700,
        title="财政专项资金绩效评价专家名册",
        text="名册登记评价专家的姓名、专业领域和联系方式，供项目评审时随机抽取。",
        category="five.management.funds",
        attribute=Attribute.WITHHELD,
        reason="privacy",
        note="专家没有同意公开联系方式。",
        looked=300,
        opinion="再次征求意见，仍有专家不同意公开联系方式，维持不予公开。",
    ),
    Kept(
        days=500,
        title="政府投资项目评审定额内部参考（试用）",
        text="参考按工程类别列出人工、材料的常用单价，供评审人员核对预算时使用。",
        category="five.management.funds",
        attribute=Attribute.WITHHELD,
        reason="process",
        note="试用阶段，内容尚未确定。",
        looked=120,
        opinion="试用已经结束，参考已定稿，可以公开。",
        opened=True,
    ),
    Kept(
        days=430,
        title="政府采购项目投标文件存档（办公设备）",
        text="存档包括三家供应商的报价明细和技术方案，评审结束后封存。",
        category="procurement",
        attribute=Attribute.WITHHELD,
        reason="trade_secret",
        note="两家供应商书面不同意公开报价明细。",
    ),
    Kept(
        days=350,
        title="财政局机关车辆使用和维修登记",
        text="登记机关用车的日期、事由、里程和维修项目，由办公室逐月汇总。",
        category="others",
        attribute=Attribute.INTERNAL,
        reason="internal",
        note="后勤管理的内部登记。",
    ),
    Kept(
        days=40,
        title="国有房产处置方案会商记录",
        text="记录各科室对五处房产处置方式的不同意见，供起草正式方案时参考。",
        category="five.management.funds",
        attribute=Attribute.WITHHELD,
        reason="process",
        note="讨论记录，方案还没有确定。",
    ),
)


def keep_back(now: datetime) -> None:
    """Settle what is not disclosed, and look at some of it again, as people of the county do."""
    for one in KEPT:
        edition = _settled(one, now - timedelta(days=one.days))
        if one.looked:
            _looked_at(one, edition, now - timedelta(days=one.looked))


def _settled(one: Kept, at: datetime) -> Edition:
    """Write it, say why it is not disclosed, and let the chain agree."""
    clerk = seen_by(_CLERK, at)
    unit = Person.objects.select_related("unit").get(username=_CLERK).unit
    edition = drafting.start_item(
        unit.pk, category=one.category, content_type="notice", title=one.title, by=clerk
    )
    said = Content(
        title=one.title,
        body_html=f"<p>{one.text}</p>",
        issuer=unit.name,
        issued_on=at.date(),
        contact=f"{unit.name}，{unit.phone}",
    )
    edition = drafting.save_draft(edition.pk, version=edition.version, said=said, by=clerk)
    drafting.decide_attribute(
        edition.pk, attribute=one.attribute, reason=one.reason, note=one.note, by=clerk
    )
    edition = reviewing.submit(edition.pk, by=clerk)
    signed(edition, at + timedelta(hours=1), FULL_CHAIN)
    return edition


def _looked_at(one: Kept, edition: Edition, at: datetime) -> None:
    """Look again; what may be public by now goes through review like anything else."""
    requests.reassess(
        edition.item_id,
        attribute=Attribute.PUBLIC if one.opened else one.attribute,
        on=at.date(),
        reason="" if one.opened else one.reason,
        note=one.opinion,
        by=seen_by(_CLERK, at),
    )
    if one.opened:
        reviewing.submit(edition.pk, by=seen_by(_CLERK, at + timedelta(hours=1)))
        signed(edition, at + timedelta(hours=2), CHAIN)
        releasing.publish(edition.pk, by=seen_by(CHAIN[-1], at + timedelta(hours=4)))
