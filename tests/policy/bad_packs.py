"""The bad packs beside this file: one folder each, the first line saying what must be found.

``# expect 14:47 C-CITE`` names line, column and code in ``pack.yaml``; another file of the folder
stands before the line. A folder ``library`` holds the packs that ``extends`` may name.
"""

from pathlib import Path

FOLDER = Path(__file__).parent / "bad"
NAMES = sorted(path.name for path in FOLDER.iterdir())


def expected(name: str) -> list[str]:
    first = (FOLDER / name / "pack.yaml").read_text(encoding="utf-8").splitlines()[0]
    return first.removeprefix("# expect ").split(", ")


def code_of(name: str) -> str:
    """``G-OVERFLOW-misspelt`` is another example of G-OVERFLOW."""
    return "-".join(name.split("-")[:2])
