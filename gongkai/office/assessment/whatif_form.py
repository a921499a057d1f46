"""The questions of a what-if: readings, weights, grade lines, shares; one field each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext

from gongkai.rules.numbers import plain
from gongkai.rules.readings import KINDS, Need, ReadingType, StatedReading
from gongkai.rules.scheme import Scheme
from gongkai.ui.components import Field, FieldKind, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing that can be changed: its path in the pack, its present value, its field."""

    section: str
    path: str
    present: str
    field: Field
    is_reading: bool = False
    answer: str = ""

    @property
    def changed(self) -> bool:
        """Whether the answer differs from what the round uses."""
        return bool(self.answer) and self.answer != self.present

    def answered(self, query: QueryDict) -> "Question":
        """Return the question with the answer of a submitted form."""
        answer = query.get(self.field.name, self.present).strip()
        hint = gettext("现为 %(present)s") % {"present": self._present_label()}
        moved = answer != self.present and bool(answer)
        field = replace(self.field, values=(answer,), hint=hint if moved else self.field.hint)
        return replace(self, answer=answer, field=field)

    def _present_label(self) -> str:
        labels = {option.value: option.label for option in self.field.options}
        return labels.get(self.present, self.present) or gettext("未设定")


def questions(scheme: Scheme) -> Iterator[Question]:
    """Yield what can be tried out on a scheme, in the order an office asks it."""
    for stated in scheme.stated:
        question = _reading(stated)
        if question is not None:
            yield question
    for leaf in scheme.leaves():
        yield _number(gettext("权重"), f"components.{leaf.id}.weight", leaf.title, leaf.weight, "%")
    for grade in scheme.grades:
        if grade.min:
            yield _number(
                gettext("等次"),
                f"grades.{grade.id}.min",
                gettext("%(grade)s的下限") % {"grade": grade.title},
                grade.min,
                gettext("分"),
            )
        if grade.max_share is not None:
            label = gettext("%(grade)s不超过（0 到 1）") % {"grade": grade.title}
            yield _number(
                gettext("等次"), f"grades.{grade.id}.max_share", label, grade.max_share, ""
            )


def _number(section: str, path: str, label: str, value: Decimal, unit: str) -> Question:
    name = path.replace(".", "-")
    present = plain(value)
    field = Field(name, label, FieldKind.NUMBER, (present,), suffix=unit, short=True)
    return Question(section=section, path=path, present=present, field=field)


def _reading(stated: StatedReading) -> Question | None:
    kind = KINDS[stated.name]
    if stated.need is Need.ROUND:
        return None
    present = "" if stated.value is None else _written(stated.value)
    if kind.type is ReadingType.CHOICE:
        field = Field(
            stated.name,
            kind.title,
            FieldKind.SELECT,
            (present,),
            _options(kind.choices, present),
        )
    elif kind.type in {ReadingType.DECIMAL, ReadingType.COUNT}:
        field = Field(stated.name, kind.title, FieldKind.NUMBER, (present,), short=True)
    else:
        return None
    return Question(
        section=gettext("口径"), path=stated.name, present=present, field=field, is_reading=True
    )


def _options(choices: Mapping[str, str], present: str) -> tuple[Option, ...]:
    options = tuple(Option(value, label) for value, label in choices.items())
    return options if present else (Option("", gettext("未设定")), *options)


def _written(value: object) -> str:
    return plain(value) if isinstance(value, Decimal) else str(value)
