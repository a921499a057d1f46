"""The register of permissions: every name a view, an action or a role may use, in Chinese words.

A name outside the register is refused where it is used, so that a misspelt one never opens or
closes anything silently.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gongkai.core.models import Duty


@dataclass(frozen=True, slots=True)
class Permission:
    """One permission. ``duty`` says which kind of role may hold it."""

    name: str
    title: str | Promise
    duty: Duty = Duty.BUSINESS


# What everybody has who signed in: one's own password, sessions, delegation.
OWN: Final = "account.own"
_ALL: Final = (
    Permission(OWN, _("管理自己的账号")),
    Permission("desk.view", _("使用工作台")),
    Permission("assessment.view", _("打开考核各页面")),
    Permission("assessment.oversee", _("查看各单位的考核")),
    Permission("assessment.run", _("组织考核：发起、安排、合成、整改")),
    Permission("assessment.self", _("填写本单位自评、签收、整改、申诉")),
    Permission("assessment.sign", _("签发本单位自评报告")),
    Permission("assessment.score", _("对分配给自己的单位评分、检查")),
    Permission("assessment.decide", _("审定考核结果")),
    Permission("assessment.hear", _("复核申诉")),
    Permission("ledger.write", _("登记工作台账")),
    Permission("sites.manage", _("管理示范点")),
    Permission("assessment.export", _("导出考核结果和通报")),
    Permission("disclosure.view", _("打开公开事项各页面")),
    Permission("disclosure.drafts", _("查看本单位未公开的稿件")),
    Permission("disclosure.write", _("起草和修改公开事项")),
    Permission("disclosure.proofread", _("校对")),
    Permission("disclosure.secrecy", _("保密审查")),
    Permission("disclosure.first_review", _("初审")),
    Permission("disclosure.second_review", _("复审")),
    Permission("disclosure.final_review", _("终审")),
    Permission("disclosure.lead", _("分管领导审批")),
    Permission("disclosure.group", _("领导小组审定")),
    Permission("disclosure.publish", _("发布、定时和撤下")),
    Permission("disclosure.urgent", _("紧急发布（事后补审）")),
    Permission("disclosure.validity", _("标注有效性")),
    Permission("disclosure.plan", _("编制年度公开计划")),
    Permission("disclosure.oversee", _("查看各单位送审后的事项和公开任务")),
    Permission("disclosure.channels", _("登记公开渠道")),
    Permission("units.view", _("查看单位和人员名册")),
    Permission("units.manage", _("维护单位、机构和名册"), Duty.SYSTEM),
    Permission("people.manage", _("维护人员账号"), Duty.SYSTEM),
    Permission("jobs.manage", _("处理后台任务"), Duty.SYSTEM),
    Permission("notices.manage", _("维护通知方式"), Duty.SYSTEM),
    Permission("roles.assign", _("授予和收回角色"), Duty.SECURITY),
    Permission("sessions.manage", _("结束他人的登录"), Duty.SECURITY),
    Permission("audit.view", _("查看操作记录"), Duty.AUDIT),
    Permission("search.report", _("查看检索统计")),
    Permission("dashboard.view", _("查看领导看板")),
)
REGISTER: Final = {permission.name: permission for permission in _ALL}


class UnknownPermissionError(LookupError):
    """A name that is not in the register: a mistake in code or in a stored role."""


def permission(name: str) -> Permission:
    """Return a permission by name.

    Raises:
        UnknownPermissionError: no such name.
    """
    try:
        return REGISTER[name]
    except KeyError:
        raise UnknownPermissionError(f"permission {name!r} is not in the register") from None


def known(names: Iterable[str]) -> frozenset[str]:
    """Return the names that are in the register; a role may outlive a permission."""
    return frozenset(names) & REGISTER.keys()
