"""What the events of assessment are called. Imported by the app when it is ready."""

from django.utils.translation import gettext_lazy as _

from gongkai.core.verbs import register

_VERBS = (
    ("round.create", _("发起考核"), _("发起“%(title)s”，规则包 %(pack)s")),
    ("round.take_over", _("接收历史考核"), _("接收“%(title)s”，单位 %(units)s 个")),
    ("round.units", _("列出被考核单位"), _("列出被考核单位 %(count)s 个")),
    ("round.reading", _("选定口径"), _("选定口径 %(reading)s：%(why)s")),
    ("round.move", _("改用新版规则包"), _("“%(title)s”由 %(old)s 改用 %(new)s")),
    ("round.stage", _("安排阶段"), _("安排阶段 %(stage)s：%(days)s")),
    ("round.public", _("决定结果是否公开"), _("决定“%(title)s”的结果是否向社会公开")),
    ("round.notify", _("通知考核"), _("通知各单位开始“%(title)s”")),
    ("round.receive", _("签收通知"), _("“%(title)s”签收考核通知")),
    ("round.exempt", _("免予考核"), _("“%(title)s”免予考核：%(reason)s")),
    ("round.include", _("恢复考核"), _("“%(title)s”恢复考核：%(reason)s")),
    ("round.extend", _("延长阶段"), _("“%(title)s”的阶段 %(stage)s 延长到 %(until)s：%(reason)s")),
    ("round.tell", _("告知各单位"), _("“%(title)s”的%(what)s，告知 %(count)s 人")),
    ("round.remind", _("提醒截止日期"), _("“%(title)s”的%(what)s %(due)s 截止，提醒 %(count)s 人")),
    ("round.cancel", _("取消考核"), _("取消“%(title)s”：%(reason)s")),
    ("round.approve", _("审定考核结果"), _("“%(title)s”：%(step)s")),
    ("round.return", _("退回考核结果"), _("退回“%(title)s”的结果：%(reason)s")),
    ("round.announce", _("通报考核结果"), _("通报“%(title)s”的结果")),
    ("round.receive_result", _("签收结果"), _("“%(title)s”签收考核结果")),
    ("round.close", _("办结考核"), _("办结“%(title)s”")),
    ("revision.begin", _("更正考核结果"), _("开始更正“%(title)s”：%(reason)s")),
    ("revision.finish", _("更正生效"), _("“%(title)s”的更正生效：%(reason)s")),
    ("scorer.add", _("安排评分人"), _("安排 %(person)s 评分")),
    ("scorer.remove", _("结束评分安排"), _("结束 %(person)s 的评分安排")),
)
for _name, _title, _sentence in _VERBS:
    register(_name, _title, _sentence)

_LEDGER = (
    ("ledger.add", _("登记台账"), _("登记台账“%(title)s”（%(kind)s，%(day)s）")),
    ("ledger.change", _("修改台账"), _("修改台账“%(title)s”（%(kind)s，%(day)s）")),
    ("ledger.void", _("作废台账"), _("作废台账“%(title)s”：%(reason)s")),
)
for _name, _title, _sentence in _LEDGER:
    register(_name, _title, _sentence)

_SELF = (
    ("self.save", _("填写自评"), _("填写“%(title)s”的“%(about)s”：%(said)s")),
    ("self.report", _("写自评报告"), _("修改“%(title)s”的自评报告")),
    ("self.submit", _("提交自评报告"), _("提交“%(title)s”的自评报告，等待签发")),
    ("self.sign", _("签发自评报告"), _("签发“%(title)s”的自评报告")),
    ("self.return", _("退回自评报告"), _("退回“%(title)s”的自评报告：%(reason)s")),
    ("self.claim", _("申请不适用"), _("“%(title)s”的“%(about)s”申请不适用：%(reason)s")),
    ("self.unclaim", _("撤回不适用申请"), _("撤回“%(title)s”的不适用申请：%(reason)s")),
    ("evidence.add", _("添加佐证"), _("为“%(title)s”的“%(about)s”添加佐证“%(evidence)s”")),
    ("evidence.remove", _("移除佐证"), _("移除“%(title)s”的佐证“%(evidence)s”")),
    ("evidence.carry", _("带来上次佐证"), _("从“%(before)s”带来佐证 %(count)s 件")),
)
for _name, _title, _sentence in _SELF:
    register(_name, _title, _sentence)

# Of tickets only how many; of answers nothing at all.
_SURVEYS = (
    ("survey.create", _("新建问卷"), _("新建问卷“%(title)s”")),
    ("survey.edit", _("修改问卷"), _("修改问卷“%(title)s”的名称、说明")),
    ("survey.people", _("确定答卷人"), _("确定“%(title)s”的答卷人类别：%(strata)s")),
    ("survey.question", _("修改问卷题目"), _("“%(title)s”的题目 %(name)s：%(text)s")),
    ("survey.drop_question", _("删除问卷题目"), _("删除“%(title)s”的题目 %(name)s：%(text)s")),
    ("survey.order", _("调整题目顺序"), _("调整“%(title)s”的题目顺序")),
    ("survey.days", _("安排问卷日期"), _("“%(title)s”从 %(opens_on)s 到 %(closes_on)s 填答")),
    ("survey.publish", _("开放问卷"), _("开放问卷“%(title)s”，%(opens_on)s 至 %(closes_on)s")),
    ("survey.withhold", _("撤回问卷"), _("撤回还没有人填答的问卷“%(title)s”")),
    ("survey.tickets", _("制作问卷编码"), _("为“%(title)s”制作编码 %(count)s 个，批次 %(batch)s")),
    (
        "survey.void_tickets",
        _("作废问卷编码"),
        _("作废“%(title)s”批次 %(batch)s 未用的编码 %(count)s 个：%(reason)s"),
    ),
    ("survey.paper", _("录入纸质问卷"), _("录入“%(title)s”的纸质答卷 %(count)s 份（%(unit)s）")),
    (
        "survey.void_paper",
        _("作废纸质问卷"),
        _("作废“%(title)s”的纸质答卷 %(count)s 份（%(unit)s）：%(reason)s"),
    ),
    ("survey.remind", _("提醒答卷不足"), _("“%(title)s” %(due)s 结束，%(units)s 个单位答卷不足")),
    ("survey.close", _("结束问卷"), _("结束问卷“%(title)s”")),
    ("survey.settle", _("确定问卷结果"), _("确定“%(title)s”的结果，涉及 %(units)s 个单位")),
)
for _name, _title, _sentence in _SURVEYS:
    register(_name, _title, _sentence)

_SCORES = (
    ("score.deduct", _("扣分"), _("“%(title)s”的“%(item)s”扣 %(points)s 分：%(reason)s")),
    ("score.award", _("加分"), _("“%(title)s”的“%(item)s”加 %(points)s 分：%(reason)s")),
    (
        "score.withdraw",
        _("撤销扣分或加分"),
        _("撤销“%(title)s”的“%(item)s” %(points)s 分：%(reason)s"),
    ),
    ("score.value", _("填写指标的值"), _("“%(title)s”的“%(item)s”填为 %(value)s")),
    ("score.clear", _("清除指标的值"), _("清除“%(title)s”的“%(item)s”的值：%(reason)s")),
    ("score.look", _("看过不扣分"), _("看过“%(title)s”的 %(count)s 项，不扣分：%(items)s")),
    ("score.unlook", _("重新看"), _("“%(title)s”的 %(count)s 项改为未看：%(items)s")),
    ("score.save", _("保存得分草稿"), _("保存“%(title)s”的“%(component)s”草稿")),
    ("score.submit", _("提交得分"), _("提交“%(title)s”的“%(component)s” %(value)s 分")),
    (
        "score.take_back",
        _("撤回得分"),
        _("撤回“%(title)s”的“%(component)s” %(value)s 分（%(scorer)s）：%(reason)s"),
    ),
    ("score.check", _("核对评分"), _("核对无误：“%(title)s”的“%(item)s”")),
    (
        "score.not_applicable",
        _("同意不适用"),
        _("同意“%(title)s”的“%(item)s”不适用：%(reason)s"),
    ),
    ("score.applicable", _("不同意不适用"), _("不同意“%(title)s”的“%(item)s”不适用：%(note)s")),
    ("score.find", _("认定事实"), _("认定“%(title)s”：%(finding)s，%(reason)s")),
    ("score.unfind", _("撤销认定事实"), _("撤销对“%(title)s”的认定：%(finding)s，%(reason)s")),
    ("score.grade", _("认定等次"), _("认定“%(title)s”为%(grade)s：%(reason)s")),
    ("score.ungrade", _("撤销认定等次"), _("撤销“%(title)s”的%(grade)s：%(reason)s")),
    ("score.tie", _("定同分先后"), _("定%(grade)s同分先后：%(order)s（%(minutes)s）")),
    ("score.untie", _("撤销同分先后"), _("撤销同分先后（%(minutes)s）：%(reason)s")),
    ("score.ballot", _("互评投票"), _("%(rater)s的互评票，评了 %(count)s 个单位")),
    ("score.verdict", _("认定材料"), _("“%(title)s”的材料“%(evidence)s”：%(verdict)s")),
    ("indicators.ask", _("要求计算指标"), _("要求计算“%(title)s”的指标，截至 %(as_of)s")),
    (
        "indicators.count",
        _("计算指标"),
        _(
            "计算“%(title)s”的指标，截至 %(as_of)s：%(counted)s 个数，变动 %(changed)s 个；"
            "记入考核项 %(items)s 处，因有扣分暂不记入 %(held)s 处"
        ),
    ),
    ("score.comment", _("评分备注"), _("关于“%(title)s”：%(text)s")),
    ("score.uncomment", _("收回评分备注"), _("收回关于“%(title)s”的备注")),
)
for _name, _title, _sentence in _SCORES:
    register(_name, _title, _sentence)

_SPOT = (
    (
        "spot.fix",
        _("固定抽取名单"),
        _("固定“%(title)s”的抽取名单，抽 %(count)s 个，校验值 %(hash)s"),
    ),
    (
        "spot.draw",
        _("抽取单位"),
        _("“%(title)s”按种子 %(seed)s（%(source)s）抽取：%(drawn)s；见证人 %(witness)s"),
    ),
    ("spot.void_draw", _("作废抽取"), _("作废“%(title)s”的抽取：%(reason)s")),
    ("visit.plan", _("安排检查"), _("安排到“%(title)s”检查：%(form)s，%(on)s")),
    ("visit.change", _("调整检查安排"), _("“%(title)s”的%(form)s由 %(before)s 改为 %(on)s")),
    ("visit.hold", _("登记检查"), _("登记“%(title)s”的%(form)s，%(on)s")),
    ("visit.void", _("作废检查登记"), _("作废“%(title)s” %(on)s 的检查：%(reason)s")),
    ("finding.record", _("记录发现的问题"), _("在“%(title)s”发现：%(text)s")),
    ("finding.void", _("作废发现的问题"), _("作废在“%(title)s”的发现“%(text)s”：%(reason)s")),
)
for _name, _title, _sentence in _SPOT:
    register(_name, _title, _sentence)

_MENDING = (
    ("order.propose", _("拟整改通知"), _("为“%(title)s”拟整改通知 %(count)s 份：%(units)s")),
    ("order.draft", _("拟整改通知"), _("拟“%(title)s”（%(unit)s），问题 %(count)s 条")),
    ("order.edit", _("修改整改通知"), _("修改“%(title)s”（%(unit)s），问题 %(count)s 条")),
    ("order.issue", _("发出整改通知"), _("向%(unit)s发出“%(title)s”（%(number)s）")),
    ("order.receive", _("签收整改通知"), _("%(unit)s签收“%(title)s”")),
    ("order.fill", _("填写整改情况"), _("%(unit)s填写“%(title)s”，改了 %(count)s 条")),
    ("order.file", _("添加整改材料"), _("%(unit)s为“%(title)s”添加“%(file)s”")),
    ("order.unfile", _("移除整改材料"), _("%(unit)s从“%(title)s”移除“%(file)s”")),
    ("order.submit", _("提交整改报告"), _("%(unit)s提交“%(title)s”的报告，等待签发")),
    ("order.take_back", _("退回未签发的报告"), _("“%(title)s”的报告未签发退回：%(reason)s")),
    ("order.report", _("报送整改情况"), _("%(unit)s报送“%(title)s”的整改情况")),
    ("order.check", _("核查整改"), _("核查%(unit)s的“%(title)s” %(count)s 条")),
    ("order.return", _("退回整改"), _("退回%(unit)s的“%(title)s”：%(reason)s")),
    ("order.close", _("整改办结"), _("%(unit)s的“%(title)s”办结")),
    ("order.extend", _("整改延期"), _("“%(title)s”（%(unit)s）延期到 %(until)s：%(reason)s")),
    ("order.cancel", _("撤销整改通知"), _("撤销“%(title)s”（%(unit)s）：%(reason)s")),
    (
        "order.propose_accountability",
        _("提出问责建议"),
        _("因“%(title)s”逾期，就%(unit)s向%(to)s提出问责建议"),
    ),
    (
        "order.withdraw_accountability",
        _("撤回问责建议"),
        _("撤回因“%(title)s”对%(unit)s的问责建议：%(reason)s"),
    ),
    ("order.remind", _("提醒整改期限"), _("提醒%(unit)s：“%(title)s”的期限 %(due)s")),
)
for _name, _title, _sentence in _MENDING:
    register(_name, _title, _sentence)

_APPEALS = (
    ("appeal.file", _("提出申诉"), _("“%(title)s”对“%(round)s”提出申诉")),
    ("appeal.withdraw", _("撤回申诉"), _("“%(title)s”撤回申诉：%(reason)s")),
    ("appeal.admit", _("受理申诉"), _("受理“%(title)s”的申诉")),
    ("appeal.refuse", _("不受理申诉"), _("不受理“%(title)s”的申诉：%(reason)s")),
    ("appeal.appoint", _("安排复核人员"), _("安排%(people)s复核“%(title)s”的申诉")),
    ("appeal.decide", _("复核决定"), _("“%(title)s”的申诉决定为%(outcome)s：%(reason)s")),
    ("appeal.correct", _("按复核决定更正"), _("按 %(number)s 更正“%(title)s”的结果")),
    ("appeal.remind", _("提醒复核期限"), _("提醒“%(title)s”的申诉应在 %(due)s 前决定")),
)
for _name, _title, _sentence in _APPEALS:
    register(_name, _title, _sentence)
