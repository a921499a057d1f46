"""Service guides of the demo county: each with its materials, steps and flow chart as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from gongkai.rules.flows import Edge, Flow, Node, NodeKind, flow_value


@dataclass(frozen=True, slots=True)
class Service:
    """A service: who gives it, what for, on what basis, and how it runs.

    ``visits``: somebody looks at home or on the spot. ``days`` are working days, those of the law
    and those promised. ``fee`` is empty where nothing is charged.
    """

    unit: str
    matter: str
    applicant: str
    basis: str
    conditions: str
    materials: tuple[tuple[str, str], ...]
    result: str
    days: tuple[int, int]
    visits: bool = False
    fee: str = ""


SERVICES: Final = (
    Service(
        "ju-minzheng",
        "临时救助",
        "遇困家庭",
        "《示例县临时救助实施细则》第五条",
        "遇到意外、重病等情况，眼下生活有困难的本县家庭。",
        (("居民身份证", "original"), ("临时救助申请书", "electronic"), ("困难情况说明", "copy")),
        "发放临时救助金",
        (20, 8),
        visits=True,
    ),
    Service(
        "ju-minzheng",
        "高龄津贴申领",
        "年满八十周岁的老人",
        "《示例县高龄津贴发放办法》第三条",
        "具有本县户籍，年满八十周岁。",
        (("居民身份证", "original"), ("户口簿", "copy"), ("银行账户", "copy")),
        "按月发放高龄津贴",
        (15, 5),
    ),
    Service(
        "ju-renshe",
        "灵活就业社会保险补贴",
        "就业困难人员",
        "《示例县就业补助资金管理办法》第九条",
        "已认定为就业困难人员，自己找到活干并自己缴纳社会保险。",
        (("居民身份证", "original"), ("就业创业证", "copy"), ("缴费凭证", "electronic")),
        "拨付补贴",
        (20, 10),
    ),
    Service(
        "ju-zhujian",
        "公共租赁住房申请",
        "城镇住房困难家庭",
        "《示例县公共租赁住房管理办法》第六条",
        "人均住房和收入低于县里公布的标准，在县城没有别的住房。",
        (
            ("居民身份证", "original"),
            ("收入情况申报表", "electronic"),
            ("住房情况承诺书", "original"),
        ),
        "列入轮候名单",
        (45, 30),
        visits=True,
    ),
    Service(
        "ju-jiaotong",
        "道路货物运输经营许可",
        "运输经营者",
        "《示例县道路运输管理办法》第八条",
        "车辆检测合格，驾驶员有从业资格，有安全管理制度。",
        (("营业执照", "copy"), ("车辆检测报告", "copy"), ("安全管理制度文本", "electronic")),
        "发给经营许可证",
        (20, 5),
        visits=True,
        fee="许可证工本费 10 元，县价格主管部门核定",
    ),
    Service(
        "ju-weijian",
        "公共场所卫生许可",
        "公共场所经营者",
        "《示例县公共场所卫生管理办法》第六条",
        "布局和卫生设施合格，从业人员有健康证明。",
        (("营业执照", "copy"), ("平面布局图", "electronic"), ("卫生检测报告", "copy")),
        "发给卫生许可证",
        (20, 7),
        visits=True,
    ),
)


def flow_of(service: Service) -> Flow:
    """Return how a service runs, from the application to what is handed out."""
    legal, promised = service.days
    nodes = [
        Node("n1", "提出申请", NodeKind.START, service.applicant),
        Node("n2", "受理", NodeKind.STEP, "政务服务窗口", "当场"),
        Node("n3", "材料是否齐全", NodeKind.DECISION, "政务服务窗口"),
        Node("n4", "一次告知补正", NodeKind.STEP, "政务服务窗口", "1个工作日"),
        Node("n5", "审查", NodeKind.STEP, "承办科室", f"{max(promised - 3, 1)}个工作日"),
        Node("n6", "是否符合条件", NodeKind.DECISION, "分管负责人"),
        Node("n7", service.result, NodeKind.END, "承办科室", "3个工作日"),
        Node("n8", "书面告知理由", NodeKind.END, "承办科室", "3个工作日"),
    ]
    edges = [
        Edge("n1", "n2"),
        Edge("n2", "n3"),
        Edge("n3", "n5", "齐全"),
        Edge("n3", "n4", "不齐全"),
        Edge("n4", "n2"),
        Edge("n5", "n6"),
        Edge("n6", "n7", "符合"),
        Edge("n6", "n8", "不符合"),
    ]
    if service.visits:
        nodes.insert(
            5, Node("n9", "现场核查", NodeKind.STEP, "两名工作人员", f"{legal // 4}个工作日")
        )
        edges[5:6] = [Edge("n5", "n9"), Edge("n9", "n6")]
    return Flow(tuple(nodes), tuple(edges))


def guide(service: Service, phone: str) -> Mapping[str, Any]:
    """Return the fields of a service guide."""
    legal, promised = service.days
    visit = ("现场核查",) if service.visits else ()
    said: dict[str, Any] = {
        "matter": service.matter,
        "basis": service.basis,
        "conditions": service.conditions,
        "materials": [
            {"name": name, "form": form, "copies": "1", "source": "申请人提供"}
            for name, form in service.materials
        ],
        "place": "示例县政务服务中心综合窗口，各乡镇便民服务站",
        "hours": "工作日 8:30—12:00，14:00—17:30",
        "phone": phone,
        "steps": ["提出申请", "受理并核对材料", "审查", *visit, "作出决定", "送达结果"],
        "legal_limit": f"{legal} 个工作日",
        "promised_limit": f"{promised} 个工作日",
        "charged": bool(service.fee),
        "result": service.result,
        "complaints": "示例县政务服务中心投诉窗口，0000-1234000",
        "chart": flow_value(flow_of(service)),
    }
    if service.fee:
        said["fee"] = service.fee
    return said
