"""Problems of a workbook in the words of its sheets: column titles, each mistake told once."""

import re
from collections.abc import Iterable
from dataclasses import replace
from string import ascii_uppercase

from gongkai.policy.problems import Place, Problem, Severity, suggestion
from gongkai.policy.workbook.layout import Column, Sheet
from gongkai.policy.workbook.pack_words import SAID, worded, words_of

# What is said of the sheet itself; what the content then lacks follows from it.
_HEADS = {"K-COLUMN", "K-HEAD"}
_CELLS = {"E-VALUE", "E-PERCENT", "E-FORMULA"}
_OWN = _HEADS | _CELLS | {"C-FORM", "T-LEVEL", "U-UNIT", "Y-DUP", "U-NAME"}
_LACKS = {"K-MISSING", "K-NULL", "C-MISSING", "G-MIN", "U-VALUE"}
# A number that cannot be read is no number left out on purpose.
_WRONG = {"T-NUMBER", "T-NEGATIVE", *_CELLS}
# Keys that messages name without quotation marks.
_BARE = ("points", "cite", "min", "max_share", "overflow_to", "full_at_least")
_MORE = 8
_LETTERS = ascii_uppercase
_CODE = re.compile(r"[a-z_]+")
_CHOICE = re.compile(r"不能是 (?P<said>.+?)，可用：(?P<tail>.*)")


def told(problems: Iterable[Problem], sheets: tuple[Sheet, ...]) -> list[Problem]:
    """Return the problems as a reader of the workbook needs them.

    Those of other files stay as they are. What only follows from a mistake already told at the
    same place is left out; the same mistake all down a column is told once, with the cells.
    """
    listed = list(dict.fromkeys(problems))
    return _collapsed([_worded(each, sheets) for each in _without_echoes(listed)])


def _sheet(place: Place) -> str:
    return place.cell.rpartition("!")[0]


def _row(place: Place) -> str:
    sheet, _, cell = place.cell.rpartition("!")
    return f"{sheet}!{cell.lstrip(_LETTERS)}"


def _without_echoes(problems: list[Problem]) -> list[Problem]:
    own = [each for each in problems if each.place.cell and each.code in _OWN]
    cells = {each.place: each.code for each in own}
    rows = {(each.place.file, _row(each.place)) for each in own if each.code in _CELLS}
    numbers = {(each.place.file, _sheet(each.place)) for each in problems if each.code in _WRONG}
    heads = {(each.place.file, _sheet(each.place)) for each in own if each.code in _HEADS}

    def echoes(each: Problem) -> bool:
        place = each.place
        if not place.cell or each.code in _OWN:
            return False
        if place in cells:
            return True
        if each.code == "N-POINTS":
            return (place.file, _sheet(place)) in numbers
        here = (place.file, _row(place)) in rows or (place.file, _sheet(place)) in heads
        return here and each.code in _LACKS

    return [each for each in problems if not echoes(each)]


def _worded(problem: Problem, sheets: tuple[Sheet, ...]) -> Problem:
    title = _sheet(problem.place)
    sheet = next((s for s in sheets if title in {s.title, *s.names}), None)
    if sheet is None:
        return problem
    message = problem.message
    for column in sheet.readable:
        message = _with_title(message, column)
    return replace(problem, message=message)


def _with_title(message: str, column: Column) -> str:
    key = column.key.rpartition(".")[2]
    title, quoted = column.title, f"“{key}”"
    if f"没有{quoted}这个键" in message:
        return message.replace(f"没有{quoted}这个键", f"这一行不填“{title}”（{key}），请清空这一格")
    if quoted in message and column.options in SAID:
        message = _with_words(message, column.options)
    message = message.replace(quoted, f"“{title}”（{key}）")
    if key not in _BARE:
        return message
    bare = rf"(?:{re.escape(title)} ?)?(?<![A-Za-z0-9_.#（]){key}(?![A-Za-z0-9_.#）])"
    return re.sub(bare, f"{title}（{key}）", message)


def _with_words(message: str, options: str) -> str:
    """Name the words of a closed set beside its codes, and the word nearest to what was said."""
    match = _CHOICE.search(message)
    if match is None:
        return message
    known = [code for code in SAID[options] if code in _CODE.findall(match["tail"])]
    if not known:
        return message
    words = [worded(code, options) for code in known]
    near = suggestion(match["said"], words_of(options)) or suggestion(match["said"], known)
    return f"{message[: match.start('tail')]}{'、'.join(words)}{near}"


def _collapsed(problems: list[Problem]) -> list[Problem]:
    groups: dict[tuple[str, str, str, str, Severity], list[Problem]] = {}
    for each in problems:
        place = each.place
        column = place.cell.rstrip("0123456789") or str(place)
        key = (place.file, column, each.code, each.message, each.severity)
        groups.setdefault(key, []).append(each)
    return [_one(group) for group in groups.values()]


def _one(group: list[Problem]) -> Problem:
    first, *others = group
    if not others:
        return first
    cells = [each.place.cell.rpartition("!")[2] for each in others]
    more = "、".join(cells[:_MORE]) + (" 等" if len(cells) > _MORE else "")
    return replace(first, message=f"{first.message}；同样的还有 {more}（共 {len(group)} 处）")
