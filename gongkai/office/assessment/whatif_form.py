"""The questions of a what-if: readings, weights, grade lines, shares; one field each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext

from gongkai.assessment.wording import reading_unit
from gongkai.office.assessment.whatif_numbers import Scale, number_of
from gongkai.rules.numbers import HUNDRED, ZERO, plain
from gongkai.rules.readings import KINDS, Need, ReadingType, StatedReading
from gongkai.rules.scheme import Scheme
from gongkai.ui.components import Field, FieldKind, Option
from gongkai.ui.known import in_language


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing that can be changed: its path in the pack, its present value, its field.

    ``present`` and ``answer`` are written as the field shows them; ``scale`` says how a number is
    read, None for a choice. ``top`` is the greatest number allowed.
    """

    section: str
    path: str
    present: str
    field: Field
    is_reading: bool = False
    written: str = ""
    scale: Scale | None = None
    top: Decimal | None = None

    @property
    def changed(self) -> bool:
        """Whether the answer differs from what the round uses."""
        return bool(self.written) and self.written != self.present

    @property
    def answer(self) -> str:
        """The answer as the pack writes it."""
        if self.scale is Scale.SHARE and self.written:
            return plain(Decimal(self.written) / HUNDRED)
        return self.written

    def answered(self, query: QueryDict) -> "Question":
        """Return the question with the answer of a submitted form, or with what is wrong in it."""
        raw = query.get(self.field.name, self.present).strip()
        if not raw:
            return replace(self, written=self.present)
        written, wrong = self._read(raw)
        if wrong:
            error = f"{self.field.label}：{wrong}"
            return replace(self, field=replace(self.field, values=(raw,), error=error))
        answered = replace(self, written=written)
        hint = gettext("现为 %(present)s") % {"present": self._present_label()}
        shown = hint if answered.changed else self.field.hint
        return replace(answered, field=replace(self.field, values=(written,), hint=shown))

    def _read(self, raw: str) -> tuple[str, str]:
        """Return the answer in its plain form, and what is wrong with it."""
        if self.scale is not None:
            return number_of(raw, self.scale, self.top)
        if raw not in {option.value for option in self.field.options}:
            return "", gettext("请从列表里选")
        return raw, ""

    def _present_label(self) -> str:
        labels = {option.value: option.label for option in self.field.options}
        return labels.get(self.present, self.present) or gettext("未设定")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Questions under one heading; weights have a line with their sum."""

    title: str
    questions: tuple[Question, ...]
    sum_line: str = ""
    sum_wrong: bool = False


def sections(asked: Iterable[Question], scheme: Scheme) -> list[Section]:
    """Return the questions under their headings, in the order they are asked."""
    found: dict[str, list[Question]] = {}
    for question in asked:
        found.setdefault(question.section, []).append(question)
    return [_section(title, tuple(part), scheme) for title, part in found.items()]


def _section(title: str, questions: tuple[Question, ...], scheme: Scheme) -> Section:
    weights = [q for q in questions if q.path.startswith("components.")]
    if not weights or any(q.field.error for q in weights):
        return Section(title=title, questions=questions)
    total = sum((Decimal(q.written) for q in weights), ZERO)
    present = sum((leaf.weight for leaf in scheme.leaves()), ZERO)
    wrong = total != present
    line = gettext("权重合计 %(sum)s") % {"sum": plain(total)}
    if wrong:
        line += gettext("，应为 %(wanted)s") % {"wanted": plain(present)}
    return Section(title=title, questions=questions, sum_line=line, sum_wrong=wrong)


def questions(scheme: Scheme) -> Iterator[Question]:
    """Yield what can be tried out on a scheme, in the order an office asks it."""
    for stated in scheme.stated:
        question = _reading(stated)
        if question is not None:
            yield question
    for leaf in scheme.leaves():
        path = f"components.{leaf.id}.weight"
        question = _number(gettext("权重"), path, leaf.title, leaf.weight, "%", HUNDRED)
        yield replace(question, scale=Scale.PERCENT)
    for grade in scheme.grades:
        # The lowest grade takes everybody who is left: its line is no question.
        if grade.min:
            label = gettext("%(grade)s的下限") % {"grade": in_language(grade.title)}
            path, unit = f"grades.{grade.id}.min", gettext("分")
            yield _number(gettext("等次"), path, label, grade.min, unit, scheme.max)
        if grade.max_share is not None:
            label = gettext("%(grade)s不超过") % {"grade": in_language(grade.title)}
            question = _number(
                gettext("等次"),
                f"grades.{grade.id}.max_share",
                label,
                grade.max_share * HUNDRED,
                "%",
                HUNDRED,
            )
            yield replace(question, scale=Scale.SHARE)


def _number(
    section: str, path: str, label: str, value: Decimal, unit: str, top: Decimal
) -> Question:
    present = plain(value)
    name = path.replace(".", "-")
    field = Field(name, label, FieldKind.NUMBER, (present,), suffix=unit, short=True)
    return Question(
        section=section, path=path, present=present, field=field, scale=Scale.POINTS, top=top
    )


def _reading(stated: StatedReading) -> Question | None:
    kind = KINDS[stated.name]
    if stated.need is Need.ROUND:
        return None
    present = "" if stated.value is None else _written(stated.value)
    scale: Scale | None = None
    if kind.type is ReadingType.CHOICE:
        options = _options(kind.choices, present)
        field = Field(stated.name, kind.title, FieldKind.SELECT, (present,), options)
    elif kind.type in {ReadingType.DECIMAL, ReadingType.COUNT}:
        field = Field(
            stated.name,
            kind.title,
            FieldKind.NUMBER,
            (present,),
            suffix=reading_unit(stated.name),
            short=True,
        )
        scale = Scale.WHOLE if kind.type is ReadingType.COUNT else Scale.POINTS
    else:
        return None
    return Question(
        section=gettext("口径"),
        path=stated.name,
        present=present,
        field=field,
        is_reading=True,
        scale=scale,
    )


def _options(choices: Mapping[str, str], present: str) -> tuple[Option, ...]:
    options = tuple(Option(value, label) for value, label in choices.items())
    return options if present else (Option("", gettext("未设定")), *options)


def _written(value: object) -> str:
    return plain(value) if isinstance(value, Decimal) else str(value)
