"""A service guide of 示例县 with everything in it: texts, a table, a list and a flow chart."""

from typing import Any, Final

from gongkai.disclosure.content import Content
from gongkai.rules.flows import Edge, Flow, Node, NodeKind, flow_value

FLOW: Final = Flow(
    (
        Node("n1", "提出申请", NodeKind.START, "申请人"),
        Node("n2", "受理", NodeKind.STEP, "乡镇便民服务站", "当场"),
        Node("n3", "材料是否齐全", NodeKind.DECISION),
        Node("n4", "一次告知补正", NodeKind.STEP, "乡镇便民服务站", "1个工作日"),
        Node("n5", "入户核实", NodeKind.STEP, "乡镇人民政府", "5个工作日"),
        Node("n6", "是否符合条件", NodeKind.DECISION, "县民政局"),
        Node("n7", "发放救助金", NodeKind.END, "县民政局", "3个工作日"),
        Node("n8", "书面告知理由", NodeKind.END, "县民政局"),
    ),
    (
        Edge("n1", "n2"),
        Edge("n2", "n3"),
        Edge("n3", "n4", "不齐全"),
        Edge("n3", "n5", "齐全"),
        Edge("n4", "n2"),
        Edge("n5", "n6"),
        Edge("n6", "n7", "符合"),
        Edge("n6", "n8", "不符合"),
    ),
)
GUIDE: Final[dict[str, Any]] = {
    "matter": "临时救助",
    "basis": "《社会救助暂行办法》第四十七条\n《示例县临时救助实施细则》第五条",
    "conditions": "因火灾、交通事故等意外事件，基本生活暂时出现严重困难的家庭。",
    "materials": [
        {"name": "居民身份证", "form": "original", "copies": "1", "source": "本人提供"},
        {
            "name": "临时救助申请书",
            "form": "electronic",
            "copies": "1",
            "source": "本人提供",
            "sample": "https://www.example.gov.cn/sample.docx",
        },
        {"name": "困难情况证明", "form": "copy", "copies": "2", "source": "部门核发"},
    ],
    "place": "示例县政务服务中心二楼 12 号窗口，各乡镇便民服务站",
    "hours": "工作日 8:30—12:00，14:00—17:30",
    "phone": "0555-1234567",
    "steps": ["提出申请", "受理并核对材料", "入户核实", "审批发放"],
    "legal_limit": "20 个工作日",
    "promised_limit": "8 个工作日",
    "charged": False,
    "chart": flow_value(FLOW),
}
SAID: Final = Content(
    title="临时救助办事指南", issuer="示例县财政局", contact="社会救助股", details=GUIDE
)
