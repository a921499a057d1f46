"""What the demo county publishes: for each unit its subjects, and for each kind of item a wording.

Figures are drawn; no sentence is anybody's.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Subject:
    """Something a unit writes about: the matter, whom it serves, who carries it out."""

    matter: str
    served: str
    measure: str


GENERAL: Final = (
    Subject("政务公开工作要点", "全县群众", "公开内容逐项对照目录核对"),
    Subject("安全生产专项检查", "生产经营单位", "发现隐患当场登记、限期整改"),
    Subject("惠民政策宣传", "城乡居民", "进村入户发放明白卡"),
)
BY_UNIT: Final[dict[str, tuple[Subject, ...]]] = {
    "xian": (
        Subject("优化营商环境若干措施", "各类经营主体", "惠企政策直达快享"),
        Subject("城乡供水一体化实施方案", "农村居民", "分片改造老旧管网"),
        Subject("困难群众救助管理办法", "困难家庭", "主动发现、动态调整"),
        Subject("县城停车设施管理办法", "县城居民", "新建和共享泊位并举"),
    ),
    "ju-fagai": (
        Subject("重大项目推进计划", "项目单位", "按月调度、按季通报"),
        Subject("居民用气价格调整", "燃气用户", "对低收入家庭给予补贴"),
    ),
    "ju-jiaoyu": (
        Subject("义务教育阶段招生工作", "适龄儿童家庭", "按学区登记、公开摇号"),
        Subject("学生营养改善计划", "农村学生", "食堂收支按月公示"),
        Subject("校外培训机构管理", "学生家长", "预收费资金监管"),
    ),
    "ju-minzheng": (
        Subject("城乡最低生活保障标准调整", "低保对象", "按月足额发放"),
        Subject("居家养老服务补贴", "高龄和失能老人", "按服务次数结算"),
        Subject("临时救助", "遇困家庭", "先行救助、后补手续"),
    ),
    "ju-caizheng": (
        Subject("县级财政预算执行情况", "全县群众", "三公经费只减不增"),
        Subject("惠农补贴资金发放", "种粮农户", "一卡通直达到户"),
        Subject("政府采购集中目录", "供应商", "限额以下简化程序"),
    ),
    "ju-renshe": (
        Subject("公益性岗位招聘", "就业困难人员", "名单公示七天"),
        Subject("城乡居民基本养老保险", "参保居民", "一次告知、线上办理"),
        Subject("职业技能培训补贴", "企业职工", "凭证书申领"),
    ),
    "ju-ziran": (
        Subject("土地征收补偿安置", "被征地农民", "补偿款发放到户后供地"),
        Subject("国土空间规划", "全县群众", "规划草案公示三十天"),
    ),
    "ju-zhujian": (
        Subject("公共租赁住房分配", "住房困难家庭", "分批摇号、结果公示"),
        Subject("农村危房改造", "危房户", "逐户鉴定、分级改造"),
        Subject("老旧小区改造", "小区业主", "业主表决后施工"),
    ),
    "ju-jiaotong": (
        Subject("农村公路养护", "沿线村民", "路长负责、季度评定"),
        Subject("城乡公交线路调整", "公交乘客", "征求意见后试运行"),
        Subject("道路运输企业质量信誉考核", "运输企业", "结果公示、动态管理"),
    ),
    "ju-nongye": (
        Subject("高标准农田建设", "项目区农户", "项目公示牌到田头"),
        Subject("农机购置补贴", "购机农户", "先购后补、定额补贴"),
    ),
    "ju-weijian": (
        Subject("家庭医生签约服务", "签约居民", "重点人群上门随访"),
        Subject("预防接种门诊安排", "儿童家长", "分时段预约"),
    ),
    "ju-yingji": (
        Subject("防汛抗旱应急预案", "沿河村民", "分级响应、包保到人"),
        Subject("危险化学品企业监督检查", "危化企业", "双随机抽查、结果公开"),
    ),
    "qi-gongshui": (Subject("供水水质检测", "用水户", "每月取样、结果公布"),),
    "qi-gongjiao": (Subject("公交线路运行时刻", "乘客", "首末班准点发车"),),
    "qi-yiyuan": (Subject("医疗服务价格", "就诊患者", "价格表在大厅公示"),),
}
TOWNSHIP: Final = (
    Subject("村级财务公开", "村民", "每季度上墙公布"),
    Subject("宅基地审批", "建房村民", "现场踏勘、结果张榜"),
    Subject("农村低保动态管理", "低保家庭", "民主评议后公示"),
    Subject("防火巡查", "村民", "网格员逐户告知"),
    Subject("农田水利维修", "灌区农户", "用工和材料清单公开"),
)


def subjects(unit: str) -> tuple[Subject, ...]:
    """Return what a unit, named by its code, writes about."""
    if unit.startswith(("zhen-", "xiang-")):
        return TOWNSHIP
    return (*BY_UNIT.get(unit, ()), *(() if unit.startswith("qi-") else GENERAL))


PARAGRAPHS: Final = (
    "为做好{matter}，方便{served}了解和办理，现将有关事项公开如下。",
    "本期涉及{served} {count} 户（家、人），资金合计 {money} 万元，{measure}。",
    "工作由{unit}负责，乡镇（街道）和有关部门配合；{served}可以到政务服务中心或者乡镇便民服务站查询。",
    "对结果有异议的，自公布之日起七日内可以向{unit}提出，工作人员应当登记并书面答复。",
    "本年度已安排检查 {checks} 次，整改问题 {mends} 个，未完成的列入下一季度计划。",
    "{matter}的进展按季度公布；内容发生变化的，及时更新。",
    "{unit}将继续把{matter}纳入年度公开计划，逐项对照目录核对，做到应公开尽公开。",
)
ROWS: Final = ("一季度", "二季度", "三季度", "四季度")
