"""The record of a draw: everything needed to do it again, and who was there."""

from collections.abc import Iterator

from gongkai.reports.official_document import (
    Annex,
    Block,
    Form,
    FormRow,
    Heading,
    OfficialDocument,
    Paragraph,
    Table,
    build,
)
from gongkai.reports.spot.values import DrawRecord
from gongkai.reports.spot.words import FOUR, minute, pair, to_sign, wide
from gongkai.rules.rounds.draws import Placed, placed

TITLE = "抽查单位抽取记录"
EVERY_GROUP = "全部单位"
_LONGEST_ANNEX = 300
AGAIN = """\
名单是一个 CSV 文件，从系统下载后不要用表格软件另存。计算它的 SHA-256：Linux 用 sha256sum，\
Windows 用 certutil -hashfile 文件名 SHA256。结果应与上面的名单校验值一致。
对参加抽取的每个单位，把“种子:单位编码”（半角冒号，前后没有空格和换行）计算 SHA-256，\
例如 printf '%s' '{seed}:{code}' | sha256sum。
同一组的单位按算出的结果由小到大排列（十六进制字符按 0–9、a–f 的次序），\
取前面规定的个数，就是抽中的单位。"""
"""How anybody repeats the draw, one step a line."""


def draw_record(record: DrawRecord) -> bytes:
    """Return the record as ``.docx``."""
    return build(document(record))


def document(record: DrawRecord) -> OfficialDocument:
    """Return the record as values, before it is laid out."""
    order = placed(record.plan, record.seed) if record.drawn_at is not None else ()
    return OfficialDocument(
        title=TITLE + ("（已作废）" if record.void_reason else ""),
        recipients="",
        blocks=tuple(_blocks(record, order)),
        annexes=_annexes(order),
        issuer=record.organ,
        issued_on=None,
        signed=False,
    )


def _blocks(record: DrawRecord, order: tuple[Placed, ...]) -> Iterator[Block]:
    yield Form(widths=FOUR, rows=tuple(_facts(record)))
    yield Heading(1, "各组抽取数")
    yield _groups(record)
    excluded = [one for one in record.plan.ordered() if one.excluded]
    if excluded:
        yield Heading(1, "不参加抽取的单位")
        yield Table(
            titles=("单位", "编码", "理由"),
            rows=[(one.name, one.code, one.excluded) for one in excluded],
            widths=(50, 36, 70),
        )
    yield Heading(1, "抽取结果")
    if order:
        yield _result(order)
    else:
        yield Paragraph("名单已经固定，还没有抽取。")
    yield Heading(1, "怎样复核")
    code = order[0].candidate.code if order else "单位编码"
    for number, words in enumerate(AGAIN.splitlines(), start=1):
        yield Paragraph(f"{number}. " + words.format(seed=record.seed or "种子", code=code))
    yield Form(widths=FOUR, rows=tuple(to_sign("抽取人", "见证人")))


def _facts(record: DrawRecord) -> Iterator[FormRow]:
    yield wide("考核", record.round)
    yield pair("组织单位", record.organ, "阶段", record.stage)
    yield wide(
        "抽取方法", f"{record.method}：各组按“种子:单位编码”的 SHA-256 由小到大排列，取前若干个"
    )
    yield wide("名单校验值\n（SHA-256）", record.list_hash)
    yield pair("名单固定时间", minute(record.fixed_at), "固定人", record.fixed_by)
    yield pair("种子", record.seed, "种子来源", record.seed_source)
    yield pair("抽取时间", minute(record.drawn_at), "抽取人", record.drawn_by)
    yield wide("见证人", record.witness)
    if record.void_reason:
        yield wide("作废的理由", record.void_reason)
    if record.earlier:
        yield wide("此前作废的\n抽取", "\n".join(record.earlier))


def _groups(record: DrawRecord) -> Table:
    return Table(
        titles=("组别", "参加抽取", "抽取"),
        rows=[
            (group or EVERY_GROUP, str(count), str(record.plan.size_of(group)))
            for group, count in record.plan.taking_part().items()
        ],
        widths=(80, 38, 38),
        numbers=(1, 2),
    )


def _result(order: tuple[Placed, ...]) -> Table:
    drawn = [one for one in order if one.drawn]
    return Table(
        titles=("序号", "组别", "单位", "编码"),
        rows=[
            (
                str(number),
                one.candidate.group or EVERY_GROUP,
                one.candidate.name,
                one.candidate.code,
            )
            for number, one in enumerate(drawn, start=1)
        ],
        widths=(16, 42, 62, 36),
        centred=(0,),
    )


def _annexes(order: tuple[Placed, ...]) -> tuple[Annex, ...]:
    """Return the whole order, as far as paper is the place for it; the file has it anyway."""
    if not 0 < len(order) <= _LONGEST_ANNEX:
        return ()
    table = Table(
        titles=("组内次序", "组别", "单位", "“种子:编码”的 SHA-256（前 16 位）", "抽中"),
        rows=[
            (
                str(one.place),
                one.candidate.group or EVERY_GROUP,
                one.candidate.name,
                one.digest[:16],
                "是" if one.drawn else "",
            )
            for one in order
        ],
        widths=(20, 34, 48, 40, 14),
        centred=(0, 4),
    )
    return (Annex(title="全部单位的次序", blocks=(table,)),)
