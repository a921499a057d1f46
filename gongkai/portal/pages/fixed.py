"""The pages every portal has: home, catalogue, about, and the notice on requests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.site import site
from gongkai.disclosure.open_data.values import Listed, Named
from gongkai.portal.frame import frame, search_box
from gongkai.portal.pages.lists import Line, lines
from gongkai.portal.pages.markup import Tags, draw, exports_of
from gongkai.portal.pages.told import Section, Told
from gongkai.portal.pages.units import PublicUnit
from gongkai.ui import components as ui


@dataclass(frozen=True, slots=True)
class Block:
    """A sheet of the home page: the newest of one column."""

    title: str
    href: str
    items: tuple[Line, ...]

    @classmethod
    def of(cls, title: str, href: str, items: Sequence[Listed]) -> "Block":
        """Build from items of a list."""
        return cls(title, href, lines(items))


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of the catalogue tree with those below it."""

    node: Named
    children: tuple["Branch", ...] = ()


def home_page(
    blocks: Sequence[Block],
    columns: Sequence[tuple[str, Sequence[Named]]],
    units: Sequence[tuple[str, Sequence[Named]]],
) -> bytes:
    """Return the home page; columns and units come in groups with a title."""
    title = gettext("首页")
    tags = Tags(title, title, site().name, gettext("政府信息公开"))
    context: dict[str, object] = {
        "box": search_box(),
        "twin": to.ITEMS_DATA,
        "blocks": blocks,
        "columns": columns,
        "units": units,
    }
    return draw("portal/home.html", to.HOME, tags, context)


def catalogue_page(branches: Sequence[Branch]) -> bytes:
    """Return the catalogue: every category the government must publish, as a tree."""
    title = gettext("法定主动公开内容")
    context: dict[str, object] = {
        "title": title,
        "branches": branches,
        "twin": to.COLUMNS_DATA,
        "exports": exports_of(to.COLUMNS_DATA),
        "breadcrumb": ui.Breadcrumb.to(title, (gettext("首页"), to.HOME)),
    }
    tags = Tags(title, title, gettext("法律、法规规定主动公开的内容"), title)
    return draw("portal/catalogue.html", to.CATALOGUE, tags, context)


def request_page(unit: PublicUnit) -> Told:
    """Return the page on requests: how to apply today, until it can be done on the web."""
    where = (unit.working_body or unit.name, unit.address, unit.office_hours)
    phone = gettext("电话 %(phone)s") % {"phone": unit.phone} if unit.phone else ""
    return Told(
        address=to.REQUEST,
        title=gettext("依申请公开"),
        column=gettext("依申请公开"),
        unit=unit.named,
        lead=gettext(
            "没有主动公开的政府信息，公民、法人或者其他组织可以申请获取，不需要说明用途。"
        ),
        sections=(
            Section(
                title=gettext("怎样申请"),
                text=(
                    gettext(
                        "网上申请尚未开通。目前可以当面提交，或者邮寄书面申请；书写有困难的，"
                        "可以当面口述，由工作人员代为填写。"
                    ),
                ),
            ),
            Section(
                title=gettext("申请应当写明"),
                points=(
                    gettext("申请人的姓名或者名称、身份证明、联系方式；"),
                    gettext("所申请信息的名称、文号，或者便于查询的其他特征；"),
                    gettext("希望得到信息的形式，包括提供的方式和途径。"),
                ),
            ),
            Section(
                title=gettext("提交到哪里"),
                text=("，".join(filter(None, (*where, phone))),),
                links=(Named("units", gettext("也可以向信息所在的单位申请"), to.UNITS),),
            ),
        ),
    )


def about_page(unit: PublicUnit) -> Told:
    """Return the page about the site: who runs it, feeds, open data, accessibility."""
    help_ = gettext("遇到困难请致电 %(phone)s。") % {"phone": unit.phone} if unit.phone else ""
    return Told(
        address=to.ABOUT,
        title=gettext("关于本站"),
        column=gettext("关于本站"),
        unit=unit.named,
        lead=gettext("本站由%(name)s主办，公开的信息由各单位提供并负责。") % {"name": unit.name},
        sections=(
            Section(
                title=gettext("订阅与开放数据"),
                text=(
                    gettext(
                        "每个页面都有同样内容的 JSON，每个列表都可以下载 CSV 和 Excel。"
                        "地址一经公布不再改变。"
                    ),
                ),
                links=(
                    Named("feed", gettext("全站最新公开（Atom）"), to.FEED),
                    Named("api", gettext("数据接口说明（OpenAPI）"), to.OPENAPI),
                    Named("sitemap", gettext("站点地图"), to.SITEMAP),
                ),
            ),
            Section(
                title=gettext("无障碍"),
                text=(
                    gettext(
                        "页面不依赖脚本，可以只用键盘操作，可以放大到两倍而不丢失内容，适配读屏软件。"
                    )
                    + help_,
                ),
            ),
        ),
    )


def withdrawn_page(key: str, title: str, notice: str, at: datetime | None) -> bytes:
    """Return what stands where a page was taken down: that it was, when, and why."""
    address = to.item(key)
    context: dict[str, object] = {
        "title": title or gettext("信息已撤下"),
        "notice": notice,
        "at": at,
        "breadcrumb": ui.Breadcrumb.to(gettext("已撤下"), (gettext("首页"), to.HOME)),
    }
    tags = Tags("", "", "", "")
    return draw("portal/withdrawn.html", address, tags, context)


def missing_page(*, gone: bool) -> bytes:
    """Return what stands where a page is not, or is no longer."""
    title = gettext("此信息已删除") if gone else gettext("没有这个页面")
    context: dict[str, object] = {
        "title": title,
        "gone": gone,
        "box": search_box(),
        "chrome": frame("", site()),
        "around": None,
    }
    return draw("portal/missing.html", to.HOME, Tags("", "", "", ""), context)
