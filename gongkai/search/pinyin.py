"""How the name of a unit is typed in Latin letters: whole syllables or their initials.

Needed only when documents are written to the index; the tables of pypinyin are large, so they
are loaded then and never by a process that only searches.
"""

from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from gongkai.search.words import data_lines

if TYPE_CHECKING:
    from types import ModuleType

MIN_INITIALS = 2
MIN_LETTERS = 4
"""Shortest beginnings by which initials and syllables are recognised; shorter ones say nothing."""


@cache
def _pypinyin() -> "ModuleType":
    import pypinyin

    places = (line.split() for line in data_lines("place_names.txt"))
    pypinyin.load_phrases_dict({name: [[one] for one in read] for name, *read in places})
    return pypinyin


@cache
def typed_forms(name: str) -> tuple[str, ...]:
    """Every way to begin typing a name: from each character on, initials and syllables.

    ``示例县统计局`` gives ``slxtjj`` and ``tjj``, ``shilixiantongjiju`` and ``tongjiju`` …
    """
    syllables = [one for one in _pypinyin().lazy_pinyin(name.casefold()) if one.isalnum()]
    initials = "".join(one[0] for one in syllables)
    lengths = accumulate(map(len, syllables), initial=0)
    letters = "".join(syllables)
    forms = [initials[place:] for place in range(len(initials))]
    whole = [letters[place:] for place in lengths]
    return tuple(
        dict.fromkeys(
            [form for form in forms if len(form) >= MIN_INITIALS]
            + [form for form in whole if len(form) >= MIN_LETTERS]
        )
    )
