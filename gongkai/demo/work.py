"""Work under way in the demo county: a draft, a returned one, reviews at every step, a schedule.

Everything is done by the people whose work it is, with their own permissions.
"""

from datetime import datetime, timedelta
from typing import Final

from gongkai.core.access import Viewer, viewer_of
from gongkai.core.models import Person
from gongkai.demo.elsewhere import begin_elsewhere
from gongkai.disclosure.actions import bundles, drafting, filing, releasing, requests, reviewing
from gongkai.disclosure.content import Content
from gongkai.disclosure.models import Edition, Item, MemberRole
from gongkai.disclosure.workflow import standing

CHAIN: Final = ("lisi", "wangwu", "qianqi")
FULL_CHAIN: Final = ("lisi", "wangwu", "zhaoliu", "qianqi")
"""Who signs normative documents, and what is not disclosed."""
# What each draft says: title, content type, category, its paragraphs.
_SAYS: Final = {
    "opinions": (
        "关于公开征求《县级专项资金管理办法（草案）》意见的公告",
        "notice",
        "five.management.funds",
        (
            "为提高专项资金使用效益，我局起草了《县级专项资金管理办法（草案）》，现公开征求意见。",
            "草案主要规定了设立条件、分配办法、绩效评价和退出机制，共六章三十二条。",
            "请于公告之日起三十日内把意见发到财政局预算股，也可以在政务服务中心意见箱投递。",
        ),
    ),
    "funds": (
        "县级财政专项资金目录（本年度第二版）",
        "notice",
        "five.management.funds",
        (
            "本年度县级专项资金共十九项，比上一版减少二项，合并一项。",
            "每项资金的主管部门、分配办法和申报时间见附表，申报一律不收费。",
        ),
    ),
    "forbidden": (
        "政府采购禁止行为清单（征求意见稿）",
        "notice",
        "procurement",
        (
            "清单列出了采购文件编制、评审、合同履约三个环节的二十八种禁止行为。",
            "供应商发现有关行为的，可以向财政局采购监管股举报，举报人信息严格保密。",
        ),
    ),
    "assets": (
        "行政事业单位闲置房产公开招租公示",
        "notice",
        "five.management.funds",
        (
            "本次招租房产五处，位于人民路、解放路沿线，租期三年，底价经评估确定。",
            "有意承租的请于公示期内到公共资源交易中心报名，现场看房提前一天预约。",
        ),
    ),
    "receipts": (
        "财政电子票据网上查验说明",
        "notice",
        "livelihood",
        (
            "打开手机短信里的链接，输入票据代码、号码和校验码，就能看到票据真伪。",
            "查不到的，请把票据号码报给财政局票据中心，工作人员当天回复。",
        ),
    ),
    "exam": (
        "会计专业技术资格考试考务安排",
        "notice",
        "livelihood",
        (
            "考点设在县实验中学，考生凭准考证和身份证提前三十分钟入场。",
            "考场不提供停车，请乘公交三路、环城线前往；残疾考生可以提前申请便利。",
        ),
    ),
    "budgets": (
        "县级部门预算集中公开安排",
        "notice",
        "budgets",
        (
            "各部门应当在批复后二十日内公开部门预算，公开目录和表样统一。",
            "没有三公经费安排的也要公开空表并说明；涉密部分按规定处理。",
        ),
    ),
    "village": (
        "青山乡村级财务收支公示（本季度）",
        "notice",
        "practice.finance",
        (
            "东村、西村等五个村本季度收支经村务监督委员会审核，现予公示。",
            "村民对账目有疑问的，可以到村部查看票据，也可以请乡农经站派人说明。",
        ),
    ),
    "rule": (
        "示例县财政局关于印发《财政补贴资金一卡通管理办法》的通知",
        "normative",
        "rules",
        (
            "第一条　为规范财政补贴资金发放，保障群众利益，制定本办法。",
            "第二条　补贴资金一律通过一卡通发放，不得以现金代发，不得抵扣任何款项。",
            "第三条　发放前在村（社区）公示七天，公示内容不得泄露个人隐私。",
            "第四条　本办法自印发之日起满三十日施行，有效期五年。",
        ),
    ),
    "reading": (
        "《财政补贴资金一卡通管理办法》政策解读",
        "interpretation",
        "interaction.interpretation",
        (
            "过去补贴种类多、账户多，群众弄不清领了什么。办法把所有补贴归到一张卡上。",
            "群众要做的只有一件事：核对短信里的补贴名称和金额，有误当天告诉村干部。",
        ),
    ),
}


def begin_work(now: datetime) -> None:
    """Start what the people of the county find on their desks."""
    hour = timedelta(hours=1)
    clerk = seen_by("zhangsan", now - 30 * hour)
    _draft(clerk, "opinions", submit=False)
    _draft(clerk, "funds")
    returned = _draft(clerk, "forbidden")
    reviewing.return_(
        returned.pk,
        reason="第二条和上位规定不一致，请对照后修改，并补充联系电话。",
        by=seen_by("lisi", now - 20 * hour),
    )
    signed(_draft(clerk, "assets"), now - 10 * hour, CHAIN[:1])
    signed(_draft(clerk, "receipts"), now - 9 * hour, CHAIN[:2])
    signed(_draft(clerk, "exam"), now - 8 * hour, CHAIN)
    scheduled = _draft(clerk, "budgets")
    signed(scheduled, now - 7 * hour, CHAIN)
    morning = (now + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
    releasing.schedule(scheduled.pk, release_at=morning, by=seen_by("qianqi", now - 6 * hour))
    _bundle(clerk, now)
    _change(now - 5 * hour)
    _draft(seen_by("chensan", now - 4 * hour), "village")
    begin_elsewhere(now)


def seen_by(username: str, at: datetime) -> Viewer:
    """Return somebody of the county at a moment, with their own permissions."""
    return viewer_of(Person.objects.select_related("unit").get(username=username), at)


def _draft(
    by: Viewer, name: str, *, submit: bool = True, interprets: Item | None = None
) -> Edition:
    """Draft an item as a clerk does, and submit it."""
    title, kind, category, paragraphs = _SAYS[name]
    person = Person.objects.select_related("unit").get(pk=by.person_id or 0)
    edition = drafting.start_item(
        person.unit_id, category=category, content_type=kind, title=title, by=by
    )
    rule = kind == "normative"
    said = Content(
        title=title,
        body_html="".join(f"<p>{one}</p>" for one in paragraphs),
        document_number=f"示财规〔{by.at.year}〕9号" if rule else "",
        issuer=person.unit.name,
        issued_on=by.at.date(),
        effective_on=by.at.date() + timedelta(days=30) if rule else None,
        keywords=("财政", "公开"),
        contact=f"{person.unit.name}办公室，0000-1234103",
        details={"form": "text"} if interprets is not None else {},
    )
    edition = drafting.save_draft(edition.pk, version=edition.version, said=said, by=by)
    if interprets is not None:
        filing.relate(edition.item_id, interprets=interprets, by=by)
        edition = Edition.objects.get(pk=edition.pk)
    return reviewing.submit(edition.pk, by=by) if submit else edition


def _bundle(clerk: Viewer, now: datetime) -> None:
    """A document, its interpretation, and the bundle they go out in; half-way through review."""
    document = _draft(clerk, "rule")
    reading = _draft(clerk, "reading", interprets=document.item)
    made = bundles.create_bundle(document.item.unit_id, title="一卡通管理办法及解读", by=clerk)
    for edition, role in (
        (document, MemberRole.DOCUMENT),
        (reading, MemberRole.INTERPRETATION),
    ):
        bundles.add_to_bundle(made.pk, edition.pk, role=role, by=clerk)
        signed(edition, now - timedelta(hours=11), FULL_CHAIN[:1])


def signed(edition: Edition, at: datetime, people: tuple[str, ...]) -> None:
    """Let reviewers sign, one after another."""
    for place, username in enumerate(people):
        current = Edition.objects.select_related("item__unit").get(pk=edition.pk)
        awaited = standing(current.item, current).review.awaited
        if awaited is None:
            return
        reviewing.sign(
            edition.pk,
            step=awaited.id,
            fingerprint=current.fingerprint,
            opinion="同意。",
            by=seen_by(username, at + timedelta(minutes=10 * place)),
        )


def _change(at: datetime) -> None:
    """Start a new edition of a published item because somebody asked for it; another still asks."""
    clerk = seen_by("zhangsan", at)
    mine = Item.objects.filter(unit__code="ju-caizheng", content_type="notice", availability="live")
    item, other = (*mine.order_by("-first_published_at")[:2], None, None)[:2]
    if item is None:
        return
    asked = requests.request_change(
        item.pk,
        asked_by="县政务服务中心窗口",
        asked_on=at.date(),
        way="office",
        why="群众来电反映咨询电话已变更。",
        by=clerk,
    )
    requests.accept_change(asked.pk, by=clerk)
    if other is not None:
        requests.request_change(
            other.pk,
            asked_by="青山乡农经站",
            asked_on=(at - timedelta(days=1)).date(),
            way="phone",
            why="附表里两个村的户数写反了，请核对。",
            by=clerk,
        )
