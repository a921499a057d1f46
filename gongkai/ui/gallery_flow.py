"""Lifelike flow charts of the gallery: a permit with a correction, a review with three branches."""

from typing import Final

from gongkai.ui import components as ui

PERMIT: Final = ui.FlowChart(
    "食品经营许可办理流程",
    (
        ui.FlowNode("apply", "申请", ui.FlowKind.START, "申请人", "网上或窗口"),
        ui.FlowNode("check", "材料是否齐全", ui.FlowKind.DECISION, "县政务服务中心窗口", "当场"),
        ui.FlowNode("mend", "一次告知补正", who="窗口", limit="5日内"),
        ui.FlowNode("accept", "受理，出具受理通知书", who="窗口"),
        ui.FlowNode("review", "审查和现场核查", who="县市场监督管理局许可股", limit="10个工作日"),
        ui.FlowNode("decide", "是否符合条件", ui.FlowKind.DECISION, "县市场监督管理局负责人"),
        ui.FlowNode("refuse", "不予许可，说明理由", ui.FlowKind.END, "告知复议、诉讼权利"),
        ui.FlowNode("grant", "准予许可，发证", ui.FlowKind.END, limit="5个工作日内送达"),
    ),
    (
        ui.FlowEdge("apply", "check"),
        ui.FlowEdge("check", "mend", "不齐"),
        ui.FlowEdge("mend", "check"),
        ui.FlowEdge("check", "accept", "齐全"),
        ui.FlowEdge("accept", "review"),
        ui.FlowEdge("review", "decide"),
        ui.FlowEdge("decide", "refuse", "不符合"),
        ui.FlowEdge("decide", "grant", "符合"),
    ),
    note="法定期限20个工作日，承诺期限10个工作日；不收费。",
)
REVIEW: Final = ui.FlowChart(
    "公开属性审查流程",
    (
        ui.FlowNode("draft", "起草时提出公开属性", ui.FlowKind.START, "承办科室"),
        ui.FlowNode("secret", "保密审查", ui.FlowKind.DECISION, "保密工作机构"),
        ui.FlowNode("public", "主动公开", ui.FlowKind.END, limit="20个工作日内"),
        ui.FlowNode("request", "依申请公开", ui.FlowKind.END),
        ui.FlowNode("withhold", "不予公开", ui.FlowKind.END, "写明条例依据"),
    ),
    (
        ui.FlowEdge("draft", "secret"),
        ui.FlowEdge("secret", "public", "可以公开"),
        ui.FlowEdge("secret", "request", "不宜主动公开"),
        ui.FlowEdge("secret", "withhold", "属十四至十六条"),
        ui.FlowEdge("draft", "withhold", "定密文件"),
    ),
)
