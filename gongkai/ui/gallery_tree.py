"""The explanation tree shown in the gallery: one unit's score down to record and clause."""

from decimal import Decimal
from typing import Final

from gongkai.ui.components import Badge, Link, Tone, TreeNode
from gongkai.ui.components import Tree as TreeComponent

D = Decimal

_ATTENTION: Final = TreeNode(
    "org.attention",
    "领导重视，及时研究问题",
    D("3.0"),
    D(4),
    method_label="扣分：每处0.5分，扣完本项为止",
    inputs=(
        ("会议无记录", "扣0.5分，台账-12，张某，2026年11月5日"),
        ("未专题研究", "扣0.5分，台账-13，张某，2026年11月5日"),
    ),
    cites=(Link("考评办法第四条第（一）项第1目", "#tree"),),
    reading="扣分下限按考核项计：原文“扣完该项”所指不明",
    tone=Tone.WARN,
)
_RATIO: Final = TreeNode(
    "content.done_ratio",
    "依申请公开办结率",
    D("4"),
    D(4),
    method_label="计算：办结率达到95%得满分",
    inputs=(("办结件数", "19"), ("受理件数", "20"), ("办结率", "0.95")),
    cites=("考评办法第四条第（二）项第4目",),
    reading="没有受理申请时视为满分",
    tone=Tone.GOOD,
)
_SKIPPED: Final = TreeNode(
    "procedure.approval",
    "审批事项接入电子监察",
    None,
    D(5),
    cites=("考评办法第四条第（三）项",),
    reading="不适用的考核项，其分值按比例分给同一指标的其他项",
    badge=Badge("不适用"),
    note="本单位无行政审批职能，由领导小组办公室批准。",
)
_SURVEY: Final = TreeNode(
    "effect.rights",
    "群众知情权、参与权、监督权得到保障，对单位政务公开工作的透明度和办事效率表示满意",
    D("6.40"),
    D(8),
    method_label="问卷：平均分按线性换算",
    inputs=(("平均分", "4.2（1至5分）"), ("有效问卷", "120份")),
    cites=("考评办法第四条第（六）项",),
    tone=Tone.FAIR,
)

TREE: Final = TreeComponent(
    (
        TreeNode(
            "total",
            "示例县民政局总分",
            D("84.60"),
            D(100),
            method_label="各一级指标得分相加，四舍五入到两位小数",
            cites=("考评办法第三条", "考评办法第五条"),
            reading="等次按印出的总分确定，分界取下限",
            tone=Tone.WARN,
            badge=Badge("基本合格", Tone.WARN),
            children=(
                TreeNode(
                    "org",
                    "组织领导",
                    D("18.5"),
                    D(20),
                    "各考核项相加",
                    tone=Tone.GOOD,
                    children=(
                        _ATTENTION,
                        TreeNode("org.duty", "建立责任制", D("3"), D(3), tone=Tone.GOOD),
                    ),
                ),
                TreeNode(
                    "content",
                    "公开内容",
                    D("16"),
                    D(16),
                    "各考核项相加",
                    tone=Tone.GOOD,
                    children=(_RATIO,),
                ),
                TreeNode(
                    "procedure", "公开程序", D("12.0"), D(16), "各考核项相加", children=(_SKIPPED,)
                ),
                TreeNode(
                    "effect", "公开效果", D("12.80"), D(16), "各考核项相加", children=(_SURVEY,)
                ),
                TreeNode("bonus", "加分", D("0.00"), None),
            ),
        ),
    ),
    label="示例县民政局得分说明",
    open_depth=2,
)
