"""The glossary holds one English word per term, and names in the code that exist."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = ROOT / "docs" / "glossary.md"


def _rows() -> Iterator[list[str]]:
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 4 and cells[0] not in {"中文", "---"}:
            yield cells


def test_no_term_and_no_english_word_is_listed_twice() -> None:
    terms = Counter(term for row in _rows() for term in row[0].split("、"))
    words = Counter(row[1] for row in _rows())
    assert [term for term, count in terms.items() if count > 1] == []
    assert [word for word, count in words.items() if count > 1] == []


def test_every_class_the_glossary_names_is_in_the_code() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("gongkai/**/*.py"))
    defined = set(re.findall(r"^class (\w+)", code, re.MULTILINE))
    names = [name for row in _rows() for name in re.findall(r"`([A-Z]\w+)(?:\.\w+)?`", row[2])]
    assert len(names) > 60
    assert [name for name in names if name not in defined and not name.isupper()] == []
