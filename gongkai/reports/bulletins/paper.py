"""The bulletin laid out after GB/T 9704: what was published, by whom, what is missing."""

from collections.abc import Iterator
from datetime import date

from gongkai.assessment.month_figures import MonthFigures, UnitFigures
from gongkai.reports.bulletins.values import BulletinPaper
from gongkai.reports.disclosure.words import safe
from gongkai.reports.official_document import (
    Annex,
    Block,
    Heading,
    OfficialDocument,
    Paragraph,
    Table,
    build,
    placeholder,
)
from gongkai.rules.spelling import chinese_date

_MOST_NAMED = 10
_MOST_GAPS = 6
_WORK = {"visit": "现场指导", "exchange": "座谈交流", "training": "培训"}


def bulletin_paper(paper: BulletinPaper) -> bytes:
    """Return the bulletin as ``.docx``."""
    return build(document(paper))


def document(paper: BulletinPaper) -> OfficialDocument:
    """Return the bulletin as values, before it is laid out."""
    return OfficialDocument(
        title=f"关于{paper.title.removesuffix('通报')}的通报",
        recipients="各有关单位",
        blocks=tuple(_blocks(paper)),
        issuer=paper.issuer,
        issued_on=paper.on,
        number=paper.number or placeholder("发文字号"),
        annexes=tuple(_annexes(paper.figures)),
        remark=f"数据校验值（SHA-256 前 16 位）：{paper.hash[:16]}" if paper.hash else "",
    )


def _blocks(paper: BulletinPaper) -> Iterator[Block]:
    figures = paper.figures
    yield Paragraph(
        f"现将{paper.month.year}年{paper.month.month}月{len(figures.units)}个单位信息公开情况通报如下。"
        f"数据由系统按发布记录统计，截至{chinese_date(date.fromisoformat(figures.as_of))}。"
    )
    if paper.replaces:
        yield Paragraph(f"本通报更正{paper.replaces}。更正的理由：{safe(paper.reason)}")
    yield Heading(1, "发布情况")
    yield Paragraph(_published(figures))
    if len(figures.groups) > 1:
        yield Heading(1, "分组排名")
        yield _groups(figures)
    if figures.categories:
        yield Heading(1, "公开内容")
        yield _categories(figures)
    yield Heading(1, "对照目录的缺项")
    yield Paragraph(_gaps(figures))
    yield Heading(1, "公开渠道和工作开展")
    yield Paragraph(_channels(figures))
    yield Paragraph(_work(figures))
    for line in filter(str.strip, paper.note.splitlines()):
        yield Paragraph(safe(line))


def _published(figures: MonthFigures) -> str:
    none = [one.name for one in figures.units if not one.published]
    text = f"{len(figures.units)}个单位共发布信息{figures.total}条。"
    if not none:
        return f"{text}各单位均有发布。"
    return f"{text}本月没有发布信息的单位{len(none)}个：{_named(none)}。"


def _named(names: list[str]) -> str:
    return "、".join(names[:_MOST_NAMED]) + ("等" if len(names) > _MOST_NAMED else "")


def _groups(figures: MonthFigures) -> Table:
    return Table(
        titles=("名次", "组别", "单位数", "发布条数", "平均每单位", "未发布单位", "缺项"),
        rows=[
            (
                str(one.place),
                one.group,
                str(one.units),
                str(one.total),
                str(one.mean),
                str(one.none),
                str(one.gaps),
            )
            for one in figures.groups
        ],
        widths=(16, 44, 18, 22, 24, 24, 18),
        centred=(0, 2, 3, 4, 5, 6),
    )


def _categories(figures: MonthFigures) -> Table:
    return Table(
        titles=("公开目录", "条数", "涉及单位"),
        rows=[
            (figures.titles.get(one.category, one.category), str(one.total), str(one.units))
            for one in figures.categories
        ],
        widths=(92, 32, 32),
        centred=(1, 2),
    )


def _gaps(figures: MonthFigures) -> str:
    lacking = [one for one in figures.units if one.gaps]
    if not lacking:
        return "对照公开目录，各单位应当公开的类目均有内容。"
    total = sum(len(one.gaps) for one in lacking)
    worst = sorted(lacking, key=lambda one: -len(one.gaps))[:3]
    named = "、".join(f"{one.name}（{len(one.gaps)}类）" for one in worst)
    return (
        f"对照公开目录，{len(lacking)}个单位有{total}个应当公开的类目至今没有内容，"
        f"缺项较多的有{named}。各单位缺项见附件，请逐项补齐。"
    )


def _channels(figures: MonthFigures) -> str:
    found = [f"{name}{records}次" for name, records, _ in figures.channels()]
    if not found:
        return "除网站外，本月没有登记其他公开渠道。"
    return f"除网站外，通过其他渠道公开：{'、'.join(found)}。"


def _work(figures: MonthFigures) -> str:
    counts = {kind: sum(one.worked(kind) for one in figures.units) for kind in _WORK}
    found = [f"{_WORK[kind]}{count}次" for kind, count in counts.items() if count]
    if not found:
        return "本月没有登记现场指导、座谈交流和培训。"
    return f"本月按单位计，{'、'.join(found)}。"


def _annexes(figures: MonthFigures) -> Iterator[Annex]:
    yield Annex(title="各单位信息公开情况表", blocks=(_units(figures),))
    lacking = [one for one in figures.units if one.gaps]
    if lacking:
        rows = [(one.name, str(len(one.gaps)), _listed(one)) for one in lacking]
        table = Table(
            titles=("单位", "缺项", "尚无内容的类目"), rows=rows, widths=(44, 16, 96), centred=(1,)
        )
        yield Annex(title="对照公开目录缺项表", blocks=(table,))


def _units(figures: MonthFigures) -> Table:
    return Table(
        titles=("名次", "单位", "组别", "发布条数", "缺项", "现场指导"),
        rows=[
            (
                str(one.place),
                one.name,
                one.group,
                str(len(one.published)),
                str(len(one.gaps)),
                str(one.worked("visit")),
            )
            for one in figures.units
        ],
        widths=(16, 56, 34, 22, 14, 20),
        centred=(0, 3, 4, 5),
    )


def _listed(unit: UnitFigures) -> str:
    more = f"等{len(unit.gaps)}类" if len(unit.gaps) > _MOST_GAPS else ""
    return "、".join(unit.gaps[:_MOST_GAPS]) + more
