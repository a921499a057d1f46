"""The bulletin on disclosure duties: which unit met, was late, or missed what."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from gongkai.reports.disclosure.values import DutiesBulletin, DutyLine, UnitDuties
from gongkai.reports.disclosure.words import DASH, day_text, safe
from gongkai.reports.official_document import (
    Block,
    Heading,
    OfficialDocument,
    Paragraph,
    Table,
    build,
    placeholder,
)
from gongkai.rules.obligations.results import DutyState


@dataclass(frozen=True, slots=True)
class Counts:
    """How many duties were met on time, met late, missed; together those that fell due."""

    on_time: int
    late: int
    missed: int

    @property
    def judged(self) -> int:
        """The duties that fell due in the period."""
        return self.on_time + self.late + self.missed

    @property
    def rate(self) -> str:
        """The share met on time in percent with one digit; a dash where nothing fell due."""
        if not self.judged:
            return DASH
        share = Decimal(self.on_time * 100) / self.judged
        return f"{share.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def counts_of(duties: tuple[DutyLine, ...]) -> Counts:
    """Count the duties whose outcome is known."""
    found = Counter(duty.state for duty in duties)
    return Counts(found[DutyState.MET], found[DutyState.MET_LATE], found[DutyState.OVERDUE])


def duties_bulletin(bulletin: DutiesBulletin) -> bytes:
    """Return the bulletin as ``.docx``. Raises ``ValueError`` where the number is none."""
    return build(document(bulletin))


def document(bulletin: DutiesBulletin) -> OfficialDocument:
    """Return the bulletin as values, before it is laid out."""
    return OfficialDocument(
        title=f"关于{bulletin.period}主动公开任务完成情况的通报",
        recipients=bulletin.recipients,
        blocks=list(_blocks(bulletin)),
        issuer=bulletin.issuer or placeholder("发文机关"),
        issued_on=bulletin.issued_on,
        number=bulletin.number,
    )


def _blocks(bulletin: DutiesBulletin) -> Iterator[Block]:
    every = tuple(duty for unit in bulletin.units for duty in unit.duties)
    yield Paragraph(
        f"现将{bulletin.period}主动公开任务完成情况通报如下（数据截至{day_text(bulletin.as_of)}）。"
    )
    yield Heading(1, "总体情况")
    yield Paragraph(_overall(bulletin, counts_of(every)))
    yield _table(bulletin.units)
    missed = list(_open(bulletin))
    yield Heading(1, "未完成的任务")
    if missed:
        yield _missed_table(missed)
    else:
        yield Paragraph("没有到期未公开的任务。")
    late = list(_late(bulletin))
    if late:
        yield Heading(1, "逾期后公开的任务")
        yield _late_table(late)
    if missed and bulletin.mend_by is not None:
        yield Heading(1, "整改要求")
        yield Paragraph(
            f"有未完成任务的单位，请于{day_text(bulletin.mend_by)}前公开到位；"
            "确有法定理由不能公开的，报公开属性和理由。"
        )


def _overall(bulletin: DutiesBulletin, counts: Counts) -> str:
    if not counts.judged:
        return f"{len(bulletin.units)}个单位本期没有到期的任务。"
    full = sum(
        1
        for unit in bulletin.units
        if (found := counts_of(unit.duties)).judged and found.on_time == found.judged
    )
    return (
        f"{len(bulletin.units)}个单位到期任务{counts.judged}项，按时公开{counts.on_time}项，"
        f"逾期后公开{counts.late}项，未公开{counts.missed}项，按时率{counts.rate}。"
        f"全部按时的单位{full}个。"
    )


def _table(units: tuple[UnitDuties, ...]) -> Table:
    counted = [(unit.unit, counts_of(unit.duties)) for unit in units]
    return Table(
        titles=("单位", "到期任务", "按时", "逾期后公开", "未公开", "按时率"),
        rows=[
            (name, str(one.judged), str(one.on_time), str(one.late), str(one.missed), one.rate)
            for name, one in sorted(counted, key=lambda pair: (-pair[1].missed, -pair[1].late))
        ],
        widths=(56, 20, 18, 24, 18, 20),
        centred=(1, 2, 3, 4, 5),
    )


def _open(bulletin: DutiesBulletin) -> Iterator[tuple[str, ...]]:
    for unit in bulletin.units:
        for duty in sorted(unit.duties, key=lambda one: one.due_on):
            if duty.state is DutyState.OVERDUE:
                days = (bulletin.as_of - duty.due_on).days
                yield (
                    unit.unit,
                    safe(duty.title),
                    safe(duty.rule),
                    day_text(duty.due_on),
                    f"{days}天",
                )


def _late(bulletin: DutiesBulletin) -> Iterator[tuple[str, ...]]:
    for unit in bulletin.units:
        for duty in sorted(unit.duties, key=lambda one: one.due_on):
            if duty.state is DutyState.MET_LATE:
                yield (unit.unit, safe(duty.title), day_text(duty.due_on), day_text(duty.met_on))


def _missed_table(rows: list[tuple[str, ...]]) -> Table:
    return Table(
        titles=("单位", "应公开的内容", "时限要求", "到期日", "已逾期"),
        rows=rows,
        widths=(31, 49, 33, 28, 15),
        centred=(3, 4),
    )


def _late_table(rows: list[tuple[str, ...]]) -> Table:
    return Table(
        titles=("单位", "公开的内容", "到期日", "公开日期"),
        rows=rows,
        widths=(34, 64, 29, 29),
        centred=(2, 3),
    )
