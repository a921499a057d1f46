"""What the demo county's units write about, and the sentences any of them may write.

Places in braces are filled in: what it is about, whom it serves, who says so, and figures.
"""

from typing import Final

from gongkai.demo.matters import subjects

__all__ = ["ASKED", "CLOSED", "DEMANDED", "HEARD", "OPENED", "PARAGRAPHS", "TASKED", "subjects"]

OPENED: Final = (
    "现将{matter}有关情况公告如下。",
    "根据年度工作安排，{unit}对{matter}的有关情况进行了汇总，现予公布。",
    "为让{served}了解{matter}的最新安排，现就有关事项说明如下。",
    "按照公开目录的要求，{matter}的有关信息公布如下，请{served}互相转告。",
    "近期{served}对{matter}咨询较多，现集中公布有关情况。",
    "{matter}已按程序办理完毕，结果公布如下。",
    "本期{matter}信息由{unit}汇总核对，现予公开。",
)
ASKED: Final = (
    "有疑问的，请在工作日拨打{phone}，也可以到{unit}一楼窗口询问。",
    "咨询电话：{phone}。不方便打电话的，可以请村（社区）干部代为询问。",
    "看不明白的，可以到乡镇便民服务站请工作人员讲解，电话{phone}。",
    "具体问题请联系{unit}，电话{phone}，工作日上午八点半到十二点有人接听。",
    "需要纸质材料的，可以到政务服务中心公开查阅点免费复印。",
)
HEARD: Final = (
    "对公布内容有异议的，请在七日内以书面或者口头方式提出，{unit}登记后十五个工作日内答复。",
    "发现内容有误的，请直接告诉我们，核实后三个工作日内更正并注明。",
    "认为处理不公正的，可以向{unit}反映，也可以依法申请行政复议。",
    "公示期自发布之日起七天，期间收到的意见将逐条核实。",
    "以上情况欢迎{served}监督，监督电话{phone}。",
)
TASKED: Final = (
    "各单位要把{matter}列入重要议事日程，主要负责人每季度听取一次汇报。",
    "牵头单位要列出任务清单，写明责任人和完成时限，{measure}。",
    "乡镇要摸清底数，建立台账，做到底子清、情况明。",
    "有关部门要共享数据，能够核实的信息不再要求{served}重复提供。",
    "要用{served}听得懂的话做好解释，重要事项上门告知。",
    "对工作中遇到的新情况，要及时报告，不得擅自提高门槛或者增加环节。",
    "要公开办理条件、程序、时限和结果，方便{served}办事和监督。",
)
DEMANDED: Final = (
    "各责任单位每月 25 日前报送进展，没有进展的说明原因。",
    "政府办公室将不定期抽查，结果列入年度考核。",
    "工作不力、造成不良影响的，按有关规定追究责任。",
    "好的做法要及时总结，经验材料报{unit}。",
    "不得以检查为由增加基层负担，能从系统取得的材料不再报送。",
    "年底前将对落实情况作一次评估，评估结果向社会公开。",
)
CLOSED: Final = (
    "以上各项请认真抓好落实。",
    "执行中的问题，请径向{unit}反映。",
    "本通知自印发之日起执行。",
    "请各单位于收到本通知之日起十日内制定具体措施。",
)
PARAGRAPHS: Final = (
    "为做好{matter}，方便{served}了解和办理，现将有关事项公开如下。",
    "本期涉及{served} {count} 户（家、人），资金合计 {money} 万元，{measure}。",
    "工作由{unit}负责，乡镇（街道）和有关部门配合；{served}可以到政务服务中心或者乡镇便民服务站查询。",
    "对结果有异议的，自公布之日起七日内可以向{unit}提出，工作人员应当登记并书面答复。",
    "本年度已安排检查 {checks} 次，整改问题 {mends} 个，未完成的列入下一季度计划。",
    "{matter}的进展按季度公布；内容发生变化的，及时更新。",
)
"""A few of all kinds, for texts in great numbers."""
