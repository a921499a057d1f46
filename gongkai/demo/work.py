"""Work under way in the demo county: a draft, a returned one, reviews at every step, a schedule.

Everything is done by the people whose work it is, with their own permissions.
"""

from datetime import datetime, timedelta

from gongkai.core.access import Viewer, viewer_of
from gongkai.core.models import Person
from gongkai.disclosure.actions import drafting, releasing, requests, reviewing
from gongkai.disclosure.content import Content
from gongkai.disclosure.models import Edition, Item
from gongkai.disclosure.workflow import standing

_CHAIN = ("lisi", "wangwu", "qianqi")


def begin_work(now: datetime) -> None:
    """Start what the people of the county find on their desks."""
    hour = timedelta(hours=1)
    clerk = _viewer("zhangsan", now - 30 * hour)
    _draft(clerk, "关于公开征求专项资金管理意见的公告", "general", submit=False)
    _draft(clerk, "2026 年财政专项资金目录", "notice")
    returned = _draft(clerk, "政府采购负面清单（征求意见稿）", "notice")
    reviewing.return_(
        returned.pk,
        reason="第二条和上位规定不一致，请对照后修改，并补充联系电话。",
        by=_viewer("lisi", now - 20 * hour),
    )
    _signed(_draft(clerk, "行政事业单位资产处置情况公示", "notice"), now - 10 * hour, 1)
    _signed(_draft(clerk, "财政票据网上查验说明", "notice"), now - 9 * hour, 2)
    approved = _draft(clerk, "会计专业技术资格考试考务安排", "notice")
    _signed(approved, now - 8 * hour, 3)
    scheduled = _draft(clerk, "县级部门预算公开安排", "notice")
    _signed(scheduled, now - 7 * hour, 3)
    at = (now + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
    releasing.schedule(scheduled.pk, release_at=at, by=_viewer("qianqi", now - 6 * hour))
    _change(now - 5 * hour)
    township = _viewer("chensan", now - 4 * hour)
    _draft(township, "青山乡村级财务公开（本季度）", "notice")


def _viewer(username: str, at: datetime) -> Viewer:
    return viewer_of(Person.objects.select_related("unit").get(username=username), at)


def _draft(by: Viewer, title: str, kind: str, *, submit: bool = True) -> Edition:
    """Draft an item as a clerk does, and submit it."""
    person = Person.objects.select_related("unit").get(pk=by.person_id or 0)
    edition = drafting.start_item(
        person.unit_id, category="budgets", content_type=kind, title=title, by=by
    )
    said = Content(
        title=title,
        body_html=(
            f"<p>为方便群众了解和监督，现将{title}公开如下。</p>"
            "<p>对公开内容有疑问的，可以在工作日向承办科室咨询，工作人员应当场答复或者登记后书面答复。</p>"
        ),
        issuer=person.unit.name,
        issued_on=by.at.date(),
        keywords=("财政", "公开"),
    )
    edition = drafting.save_draft(edition.pk, version=edition.version, said=said, by=by)
    return reviewing.submit(edition.pk, by=by) if submit else edition


def _signed(edition: Edition, at: datetime, steps: int) -> None:
    """Let the first reviewers sign, one after another."""
    for place, username in enumerate(_CHAIN[:steps]):
        current = Edition.objects.select_related("item__unit").get(pk=edition.pk)
        awaited = standing(current.item, current).review.awaited
        if awaited is None:
            return
        reviewing.sign(
            edition.pk,
            step=awaited.id,
            fingerprint=current.fingerprint,
            opinion="同意。",
            by=_viewer(username, at + timedelta(minutes=10 * place)),
        )


def _change(at: datetime) -> None:
    """Start a new edition of a published item because somebody asked for it."""
    clerk = _viewer("zhangsan", at)
    item = Item.objects.filter(unit__code="ju-caizheng").order_by("-first_published_at").first()
    if item is None:
        return
    asked = requests.request_change(
        item.pk,
        asked_by="县政务服务中心窗口",
        asked_on=at.date(),
        why="群众来电反映咨询电话已变更。",
        by=clerk,
    )
    drafting.start_edition(item.pk, change_request_id=asked.pk, by=clerk)
