"""Registers of the demo county: powers, duties, services, what is off limits, rules in force.

Weak units leave some out, as they do with everything else: that is what the overview by unit shows.
"""

import random
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from gongkai.assessment.demo.people import BUREAUS, ENTERPRISES, UNITS, DemoUnit
from gongkai.demo.guides import SERVICES, Service, flow_of, guide
from gongkai.demo.writing import COUNTY, SEED, ZONE, Written
from gongkai.rules.flows import Edge, Flow, Node, NodeKind, flow_value

# Powers of a bureau: what it may do, the kind of power, the basis.
POWERS: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    "ju-fagai": (("企业投资项目核准", "licence", "《示例县行政许可事项清单》第 1 项"),),
    "ju-jiaoyu": (
        ("民办学校设立许可", "licence", "《示例县行政许可事项清单》第 2 项"),
        ("校外培训机构检查", "inspection", "《示例县行政检查事项清单》第 1 项"),
    ),
    "ju-minzheng": (
        ("社会团体登记", "confirmation", "《示例县行政确认事项清单》第 1 项"),
        ("临时救助金给付", "payment", "《示例县行政给付事项清单》第 1 项"),
    ),
    "ju-caizheng": (
        ("代理记账资格审批", "licence", "《示例县行政许可事项清单》第 3 项"),
        ("会计信息质量检查", "inspection", "《示例县行政检查事项清单》第 2 项"),
    ),
    "ju-renshe": (
        ("劳务派遣经营许可", "licence", "《示例县行政许可事项清单》第 4 项"),
        ("拖欠工资处罚", "penalty", "《示例县行政处罚事项清单》第 1 项"),
    ),
    "ju-ziran": (("违法占地处罚", "penalty", "《示例县行政处罚事项清单》第 2 项"),),
    "ju-zhujian": (
        ("建筑工程施工许可", "licence", "《示例县行政许可事项清单》第 5 项"),
        ("物业服务企业检查", "inspection", "《示例县行政检查事项清单》第 3 项"),
    ),
    "ju-jiaotong": (
        ("道路货物运输经营许可", "licence", "《示例县行政许可事项清单》第 6 项"),
        ("超限运输处罚", "penalty", "《示例县行政处罚事项清单》第 3 项"),
    ),
    "ju-nongye": (("动物防疫条件合格证核发", "licence", "《示例县行政许可事项清单》第 7 项"),),
    "ju-weijian": (
        ("公共场所卫生许可", "licence", "《示例县行政许可事项清单》第 8 项"),
        ("医疗机构校验", "confirmation", "《示例县行政确认事项清单》第 2 项"),
    ),
    "ju-yingji": (
        ("危险化学品经营许可", "licence", "《示例县行政许可事项清单》第 9 项"),
        ("生产安全事故处罚", "penalty", "《示例县行政处罚事项清单》第 4 项"),
    ),
}
INSTITUTIONS: Final = (
    ("主动公开工作制度", "disclosure"),
    ("依申请公开办理制度", "request"),
    ("政府信息公开保密审查制度", "secrecy"),
    ("虚假和不完整信息澄清制度", "clarification"),
    ("政府信息发布协调制度", "coordination"),
    ("政务公开考核办法", "assessment"),
    ("政务公开责任追究办法", "accountability"),
)
NEGATIVE: Final = (
    ("个人身份证号码、银行账号、病历", "《示例县政府信息公开办法》第九条"),
    ("正在调查的案件材料", "《示例县政府信息公开办法》第十条"),
)
PENALTY: Final = Flow(
    (
        Node("n1", "立案", NodeKind.START, "执法人员", "7日"),
        Node("n2", "调查取证", NodeKind.STEP, "两名执法人员", "30日"),
        Node("n3", "法制审核", NodeKind.STEP, "法制机构", "5个工作日"),
        Node("n4", "违法事实是否成立", NodeKind.DECISION, "机关负责人"),
        Node("n5", "告知陈述、申辩和听证权利", NodeKind.STEP, "执法人员"),
        Node("n6", "作出处罚决定", NodeKind.STEP, "机关负责人", "立案之日起90日"),
        Node("n7", "送达并公示", NodeKind.END, "执法人员", "7个工作日"),
        Node("n8", "销案并告知", NodeKind.END, "执法人员"),
    ),
    (
        Edge("n1", "n2"),
        Edge("n2", "n3"),
        Edge("n3", "n4"),
        Edge("n4", "n5", "成立"),
        Edge("n4", "n8", "不成立"),
        Edge("n5", "n6"),
        Edge("n6", "n7"),
    ),
)


def entries(until: date) -> tuple[Written, ...]:
    """Return the entries of all registers and the service guides, published until a day."""
    chance = random.Random(SEED + 1)  # noqa: S311 - a demo, not a secret
    found = [*_of_services(until, chance)]
    for unit in (COUNTY, *UNITS):
        found += _of_unit(unit, until, chance)
    found.sort(key=lambda one: (one.published_at, one.unit, one.title))
    return tuple(found)


def _of_services(until: date, chance: random.Random) -> Iterator[Written]:
    names = {unit.id: unit.name for unit in UNITS}
    for number, service in enumerate(SERVICES):
        by = _Writer(service.unit, names[service.unit], until, chance)
        said = guide(service, f"0000-1234{number + 50:03}")
        yield by.write("service_guide", "licences", f"{service.matter}办事指南", said)
        yield by.write("service_list", "licences", service.matter, _listed(service, by.name))
        chart = {"matter": service.matter, "chart": flow_value(flow_of(service))}
        yield by.write("flow_chart", "five.service.guides", f"{service.matter}办理流程图", chart)


def _listed(service: Service, provider: str) -> Mapping[str, Any]:
    return {
        "name": service.matter,
        "recipients": service.applicant,
        "basis": service.basis,
        "provider": provider,
    }


def _of_unit(unit: DemoUnit, until: date, chance: random.Random) -> Iterator[Written]:
    by = _Writer(unit.id, unit.name, until, chance)
    if unit.group == ENTERPRISES:
        return
    for title, kind in INSTITUTIONS:
        if chance.random() > 0.35 + unit.level / 160:
            continue
        said = {"name": title, "kind": kind, "followed": chance.choice(_FOLLOWED)}
        yield by.write("institution", "own.institutions", f"{unit.name}{title}", said, years=5)
    if unit.group != BUREAUS:
        return
    for name, power, basis in POWERS.get(unit.id, ()):
        yield by.write(
            "power_list", "five.management.powers", name, _power(name, power, basis, by.name)
        )
        duty = {
            "duty": f"依法办理{name}，公开条件、程序和结果",
            "power": name,
            "holder": by.name,
            "basis": basis,
            "accountability": "不履行或者违法履行职责的，依法追究责任",
        }
        yield by.write("duty_list", "five.management.powers", f"{name}责任", duty)
    for matter, basis in NEGATIVE:
        if chance.random() < unit.level / 120:
            title = f"不予公开：{matter}"
            said = {"matter": matter, "basis": basis}
            yield by.write("negative_list", "five.management.negative", title, said)


_FOLLOWED: Final = (
    "本年度按制度检查 2 次，问题已整改",
    "每季度对照目录核对一次，有记录",
    "新入职人员已培训，考核时抽查",
)


def _power(name: str, kind: str, basis: str, holder: str) -> Mapping[str, Any]:
    said: dict[str, Any] = {
        "name": name,
        "kind": kind,
        "basis": basis,
        "holder": holder,
        "remedy": "可以依法申请行政复议或者提起行政诉讼",
    }
    if kind == "penalty":
        said["discretion"] = "按违法情节分为轻微、一般、严重三档"
        said["chart"] = flow_value(PENALTY)
    if kind == "licence":
        service = next((one for one in SERVICES if one.matter == name), SERVICES[-1])
        said["chart"] = flow_value(flow_of(service))
    return said


class _Writer:
    """Writes the entries of one unit, on days of its own."""

    def __init__(self, unit: str, name: str, until: date, chance: random.Random) -> None:
        self.unit, self.name, self.until, self.chance = unit, name, until, chance

    def write(
        self,
        kind: str,
        category: str,
        title: str,
        said: Mapping[str, Any],
        years: int | None = None,
    ) -> Written:
        """Return an entry; ``years`` is how long a rule stays in force."""
        day = self.until - timedelta(days=self.chance.randrange(5, 560))
        day -= timedelta(days=max(0, day.weekday() - 4))
        at = datetime.combine(day, time(self.chance.randrange(9, 17), 30), ZONE)
        return Written(
            unit=self.unit,
            content_type=kind,
            category=category,
            title=title,
            body_html="",
            issuer=self.name,
            issued_on=day,
            published_at=at,
            valid_for=years,
            details=said,
        )
