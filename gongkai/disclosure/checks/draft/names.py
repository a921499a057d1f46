"""Names that look alike: files that a reader would mix up, and a unit's name with a slip in it."""

import re
from collections.abc import Iterable, Iterator

from gongkai.disclosure.checks.draft.outline import Outline
from gongkai.disclosure.checks.draft.structure import Placed
from gongkai.disclosure.checks.draft.values import DraftFile
from gongkai.disclosure.checks.values import Finding
from gongkai.rules.text import Grade, mask_personal
from gongkai.rules.text.normal import normal

_COPY = re.compile(r"(?:\(\d+\)|[-_ ]*(?:副本|复件|copy|最终版?|定稿|终稿|改|新|v?\d+\.\d+))+$")
_SHORTEST = 5


def alike_files(files: tuple[DraftFile, ...]) -> Iterator[Finding]:
    """Yield files whose names are the same but for case, width, copies and spaces."""
    first: dict[str, str] = {}
    for file in files:
        key = _file_key(file.name)
        other = first.setdefault(key, file.name)
        if other is file.name:
            continue
        shown = mask_personal(f"{other} / {file.name}")
        mend = "核对是不是重复上传；不是的，把两个名称改得看得出区别"
        place = f"附件“{mask_personal(file.name)}”"
        yield Finding(place, "file.alike", "附件名称相近", Grade.WARN, shown, mend)


def _file_key(name: str) -> str:
    stem, _, suffix = normal(name).lower().rpartition(".")
    bare = "".join((stem or suffix).split())
    return f"{_COPY.sub('', bare)}.{suffix}"


def slipped_names(outline: Outline, names: Iterable[str]) -> Iterator[Placed]:
    """Yield words that differ from the name of a unit by one character and are no unit's name."""
    known = {name for name in names if len(name) >= _SHORTEST}
    for at, piece in enumerate(outline.pieces):
        if piece.raw:
            continue
        for name in sorted(known):
            yield from ((at, found) for found in _slips(piece.place, piece.text, name, known))


def _slips(place: str, text: str, name: str, known: set[str]) -> Iterator[Finding]:
    for written in dict.fromkeys(_near(text, name)):
        if written in known:
            continue
        mend = f"只差一个字，核对是不是“{name}”"
        yield Finding(place, "name.alike", "单位名称疑似写错", Grade.NOTE, written, mend)


def _near(text: str, name: str) -> Iterator[str]:
    """Yield the windows of a text with exactly one other character, neither first nor last.

    With one slip one half of the name stands unchanged, so it is enough to look for the halves.
    """
    size, half = len(name), len(name) // 2
    for part, offset in ((name[:half], 0), (name[half:], half)):
        at = text.find(part)
        while at >= 0:
            start = at - offset
            window = text[start : start + size] if start >= 0 else ""
            if len(window) == size and window != name and _one_inner(window, name):
                yield window
            at = text.find(part, at + 1)


def _one_inner(window: str, name: str) -> bool:
    wrong = [at for at, (one, two) in enumerate(zip(window, name, strict=True)) if one != two]
    return len(wrong) == 1 and 0 < wrong[0] < len(name) - 1 and window[wrong[0]].isalpha()
