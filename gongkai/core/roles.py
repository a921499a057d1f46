"""The usual roles, in the words of the people who have them. An office may add its own."""

from dataclasses import dataclass
from typing import Final

from gongkai.core.models import Duty, Role


@dataclass(frozen=True, slots=True)
class UsualRole:
    """A role every installation begins with."""

    code: str
    title: str
    description: str
    permissions: tuple[str, ...]
    duty: Duty = Duty.BUSINESS


_DESK: Final = ("desk.view", "disclosure.view", "units.view")
# Who works on a unit's texts sees them from the first word; who oversees it, once they are sent in.
_STAFF: Final = (*_DESK, "disclosure.drafts")
USUAL: Final = (
    UsualRole(
        "clerk",
        "信息员",
        "起草、导入和修改本单位的公开事项，登记公开渠道。",
        (
            *_STAFF,
            "disclosure.write",
            "disclosure.channels",
            "assessment.view",
            "assessment.self",
            "ledger.write",
        ),
    ),
    UsualRole("proofreader", "校对员", "校对本单位的稿件。", (*_STAFF, "disclosure.proofread")),
    UsualRole(
        "secrecy_reviewer",
        "保密审查员",
        "发布前逐件保密审查。",
        (*_STAFF, "disclosure.secrecy"),
    ),
    UsualRole("first_reviewer", "初审", "科室负责人，初审。", (*_STAFF, "disclosure.first_review")),
    UsualRole(
        "second_reviewer", "复审", "办公室负责人，复审。", (*_STAFF, "disclosure.second_review")
    ),
    UsualRole(
        "final_reviewer",
        "终审",
        "单位分管负责人，终审并发布。",
        (
            *_STAFF,
            "disclosure.final_review",
            "disclosure.lead",
            "disclosure.publish",
            "disclosure.urgent",
            "assessment.view",
            "assessment.self",
            "assessment.sign",
        ),
    ),
    UsualRole(
        "openness_office",
        "政务公开办",
        "查看各单位送审后的事项、公开任务和考核，编制计划，标注有效性，撤下有误的页面。",
        (
            *_DESK,
            "assessment.view",
            "assessment.export",
            "assessment.oversee",
            "assessment.run",
            "assessment.score",
            "ledger.write",
            "sites.manage",
            "disclosure.plan",
            "disclosure.oversee",
            "disclosure.validity",
            "disclosure.publish",
            "disclosure.channels",
            "search.report",
            "dashboard.view",
        ),
    ),
    UsualRole(
        "leader",
        "领导",
        "查看看板和考核，审定重要事项。",
        (
            *_DESK,
            "assessment.view",
            "assessment.export",
            "assessment.oversee",
            "assessment.decide",
            "assessment.hear",
            "dashboard.view",
            "disclosure.oversee",
            "disclosure.group",
        ),
    ),
    UsualRole(
        "assessor",
        "考评员",
        "对分配给自己的单位评分、到现场检查。",
        ("desk.view", "assessment.view", "assessment.score"),
    ),
    UsualRole(
        "third_party",
        "第三方评估员",
        "受邀评估，只看到分配给自己的单位和项目。",
        ("desk.view", "assessment.view", "assessment.score"),
    ),
    UsualRole(
        "appeal_reviewer",
        "复核人员",
        "复核对考核结果的申诉，不能复核自己评过分的单位。",
        ("desk.view", "assessment.view", "assessment.hear"),
    ),
    UsualRole(
        "system_admin",
        "系统管理员",
        "维护单位、名册、账号、后台任务和通知方式，不能授予角色。",
        (
            "desk.view",
            "units.view",
            "units.manage",
            "people.manage",
            "jobs.manage",
            "notices.manage",
        ),
        Duty.SYSTEM,
    ),
    UsualRole(
        "security_admin",
        "安全管理员",
        "授予和收回角色，结束他人的登录。",
        ("desk.view", "units.view", "roles.assign", "sessions.manage"),
        Duty.SECURITY,
    ),
    UsualRole(
        "auditor",
        "审计员",
        "查看并核验操作记录，只读。",
        ("desk.view", "units.view", "audit.view"),
        Duty.AUDIT,
    ),
)


def install_roles() -> None:
    """Make the usual roles where they are missing, and bring their permissions up to date.

    Part of setting up an installation, before anybody exists who could do it as an action.
    """
    roles = [
        Role(
            code=role.code,
            title=role.title,
            description=role.description,
            permissions=list(role.permissions),
            duty=role.duty,
            position=position,
        )
        for position, role in enumerate(USUAL)
    ]
    told = ["title", "description", "permissions", "duty", "position"]
    Role.objects.bulk_create(
        roles, update_conflicts=True, unique_fields=["code"], update_fields=told
    )
