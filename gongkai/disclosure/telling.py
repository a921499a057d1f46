"""Whom an action tells, and in which usual words."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from gongkai.core.actions import Act
from gongkai.core.days import day_of
from gongkai.core.models import Assignment, Role
from gongkai.core.models.period import in_force
from gongkai.core.notices import notice_kind, tell
from gongkai.disclosure.models import Edition, Item
from gongkai.disclosure.workflow import Standing
from gongkai.rules.publishing.chains import ReviewStep

AWAITED: Final = notice_kind(
    "disclosure.awaited",
    _("稿件等待审核"),
    title="“${标题}”等待${环节}",
    text="${单位}送来第${版本}版，请办理${环节}。",
    sample={"标题": "防汛应急预案", "单位": "示例县财政局", "版本": "1", "环节": "保密审查"},
    by_mail=False,
)
RETURNED: Final = notice_kind(
    "disclosure.returned",
    _("稿件被退回"),
    title="“${标题}”被退回",
    text="退回理由：${理由}",
    sample={"标题": "防汛应急预案", "理由": "缺少附件"},
)
PUBLISHED: Final = notice_kind(
    "disclosure.published",
    _("稿件已发布"),
    title="“${标题}”已发布",
    text="索引号：${索引号}",
    sample={"标题": "防汛应急预案", "索引号": "caizheng/others/2026-00001"},
    by_mail=False,
)
RELEASE_FAILED: Final = notice_kind(
    "disclosure.release_failed",
    _("定时发布失败"),
    title="“${标题}”没有按时发布",
    text="原因：${原因}",
    sample={"标题": "防汛应急预案", "原因": "批准之后内容有修改"},
)
DESTROYED: Final = notice_kind(
    "disclosure.destroyed",
    _("附件有密级标志，已销毁"),
    title="“${标题}”的附件“${文件}”已销毁",
    text="${位置}有密级标志。涉密文件不得在本系统处理；请立即从本机删除，并告知保密工作机构。",
    sample={"标题": "防汛应急预案", "文件": "附件.pdf", "位置": "第1页第1行"},
)


def address_of(item: Item) -> str:
    """Return the address of an item in the office (ADR 9)."""
    return f"/office/disclosure/items/{item.key}/"


def tell_awaited(act: Act, stands: Standing, step: ReviewStep | None) -> None:
    """Tell those who hold the step whose turn it is now, except the writers."""
    if step is None:
        return
    item, edition = stands.item, stands.edition
    people = holders(act, step.permission, stands.place_of(step)) - stands.review.authors
    tell(
        act,
        people,
        AWAITED,
        key=_key("awaited", edition, act),
        context={
            "标题": edition.title,
            "单位": item.unit.name,
            "版本": edition.number,
            "环节": step.title,
        },
        href=address_of(item),
    )


def tell_returned(act: Act, edition: Edition, people: set[int], reason: str) -> None:
    """Tell the writers, or those who have to sign again, why an edition came back."""
    tell(
        act,
        people,
        RETURNED,
        key=_key("returned", edition, act),
        context={"标题": edition.title, "理由": reason},
        href=address_of(edition.item),
        unit=edition.item.unit,
    )


def tell_published(act: Act, item: Item, edition: Edition) -> None:
    """Tell the writers that their text is public."""
    tell(
        act,
        writers_of(edition),
        PUBLISHED,
        key=f"published:{edition.pk}",
        context={"标题": edition.title, "索引号": item.index_number},
        href=address_of(item),
        unit=item.unit,
    )


def tell_failed(act: Act, item: Item, edition: Edition, reason: str) -> None:
    """Tell writers and publishers that nothing was published at the set minute, and why."""
    tell(
        act,
        writers_of(edition) | holders(act, "disclosure.publish", item.unit.path),
        RELEASE_FAILED,
        key=_key("failed", edition, act),
        context={"标题": edition.title, "原因": reason},
        href=address_of(item),
        unit=item.unit,
    )


def tell_destroyed(act: Act, item: Item, edition: Edition, name: str, place: str) -> None:
    """Tell the writers that a file was destroyed for its secrecy marking."""
    tell(
        act,
        writers_of(edition),
        DESTROYED,
        key=_key("destroyed", edition, act),
        context={"标题": str(edition), "文件": name, "位置": place},
        href=address_of(item),
        unit=item.unit,
    )


def writers_of(edition: Edition) -> set[int]:
    """Return everybody who wrote an edition."""
    return set(edition.writers.values_list("pk", flat=True))


def holders(act: Act, permission: str, path: str) -> set[int]:
    """Return the people whose own role grants a permission at a unit."""
    roles = [role.pk for role in Role.objects.all() if permission in role.permissions]
    found = Assignment.objects.filter(
        in_force(day_of(act.by.at)), role_id__in=roles, person__is_active=True
    )
    rows = found.values_list("person_id", "unit__path", "subtree")
    return {
        person for person, at, subtree in rows if at == path or (subtree and path.startswith(at))
    }


def _key(what: str, edition: Edition, act: Act) -> str:
    """Name one telling: the same edition may come back, or fail, more than once."""
    return f"{what}:{edition.pk}:{act.by.at.isoformat()}"
