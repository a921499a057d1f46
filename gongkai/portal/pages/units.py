"""The pages of units and the guide to their information (条例 §12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.values import Named
from gongkai.portal.frame import title_of
from gongkai.portal.pages.markup import Tags, draw, exports_of
from gongkai.portal.pages.told import Groups, Section, Told
from gongkai.ui import components as ui


@dataclass(frozen=True, slots=True)
class PublicUnit:
    """What the public may know of a unit; working body and heads come from its roster."""

    code: str
    name: str
    kind: str
    group: str
    functions: str
    address: str
    office_hours: str
    phone: str
    fax: str
    email: str
    working_body: str
    updated_on: date | None = None

    @property
    def named(self) -> Named:
        """The unit and where its page stands."""
        return Named(self.code, self.name, to.unit(self.code))


def units_page(
    groups: Sequence[tuple[str, Sequence[Named]]], *, sites: bool, results: bool
) -> bytes:
    """Return the page that lists all units by their kind.

    It leads to the demonstration ``sites`` among them and to ``results`` of assessments, where
    there are any.
    """
    title = gettext("按单位查看")
    tags = Tags(title, title, gettext("公开信息的单位名录"), title)
    context: dict[str, object] = {
        "title": title,
        "groups": groups,
        "sites": to.SITES if sites else "",
        "results": to.RESULTS if results else "",
        "twin": to.UNITS_DATA,
        "exports": exports_of(to.UNITS_DATA),
        "breadcrumb": ui.Breadcrumb.to(title, (gettext("首页"), to.HOME)),
    }
    return draw("portal/units.html", to.UNITS, tags, context)


def guide(unit: PublicUnit, columns: Groups, others: Groups = ()) -> Told:
    """Return a unit's guide: how its information is sorted, how to get it, whom to ask.

    With the guides of the ``others`` it is that of the whole government, at the address every
    portal has. Columns and guides come in groups with a title.
    """
    whole = bool(others)
    return Told(
        address=to.GUIDE if whole else to.unit_guide(unit.code),
        title=gettext("%(unit)s政府信息公开指南") % {"unit": unit.name},
        column=title_of(to.GUIDE),
        unit=unit.named,
        lead=gettext("本指南说明本机关公开哪些信息、怎样查找、怎样申请，以及由谁负责。"),
        sections=(
            *_ways(columns),
            Section(title=gettext("四、工作机构"), facts=_contact(unit)),
            *((Section(title=gettext("五、各单位公开指南"), groups=others),) if others else ()),
        ),
        above=() if whole else ((unit.name, to.unit(unit.code)),),
    )


def _ways(columns: Groups) -> tuple[Section, ...]:
    """What there is, and the ways to get it, as every guide says them."""
    return (
        Section(
            title=gettext("一、公开的信息及编排"),
            text=(
                gettext(
                    "主动公开的信息按下列栏目编排，每条信息标明索引号、名称、内容概述和生成日期。"
                ),
            ),
            groups=columns,
        ),
        Section(
            title=gettext("二、获取方式"),
            text=(
                gettext(
                    "可以在本网站检索、查阅和下载，也可以到政务服务中心、国家档案馆、"
                    "公共图书馆的公开查阅场所查阅。"
                ),
            ),
            links=(
                Named("search", gettext("检索"), to.SEARCH),
                Named("catalogue", gettext("公开目录"), to.CATALOGUE),
            ),
        ),
        Section(
            title=gettext("三、依申请公开"),
            text=(gettext("没有主动公开的信息，公民、法人或者其他组织可以申请获取。"),),
            links=(Named("request", gettext("申请办法"), to.REQUEST),),
        ),
    )


def _contact(unit: PublicUnit) -> tuple[tuple[str, str], ...]:
    rows = (
        (gettext("工作机构"), unit.working_body or unit.name),
        (gettext("办公地址"), unit.address),
        (gettext("办公时间"), unit.office_hours),
        (gettext("联系电话"), unit.phone),
        (gettext("传真"), unit.fax),
        (gettext("电子邮箱"), unit.email),
    )
    return tuple((term, value) for term, value in rows if value)
