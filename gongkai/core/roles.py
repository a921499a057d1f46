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


_STAFF: Final = ("desk.view", "disclosure.view", "units.view")
USUAL: Final = (
    UsualRole(
        "clerk",
        "信息员",
        "起草、导入和修改本单位的公开事项，登记公开渠道。",
        (*_STAFF, "disclosure.write", "disclosure.channels"),
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
        ),
    ),
    UsualRole(
        "openness_office",
        "政务公开办",
        "查看各单位公开任务和考核，编制计划，标注有效性，撤下有误的页面。",
        (
            *_STAFF,
            "assessment.view",
            "assessment.export",
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
            *_STAFF,
            "assessment.view",
            "assessment.export",
            "dashboard.view",
            "disclosure.oversee",
            "disclosure.group",
        ),
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
    for position, role in enumerate(USUAL):
        Role.objects.update_or_create(
            code=role.code,
            defaults={
                "title": role.title,
                "description": role.description,
                "permissions": list(role.permissions),
                "duty": role.duty,
                "position": position,
            },
        )
