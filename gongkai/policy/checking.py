"""Checking a pack of any kind completely, for ``gongkai packs check``."""

from pathlib import Path

from gongkai.policy.cursor import Log
from gongkai.policy.disclosure import load_disclosure
from gongkai.policy.library import Library, PackFolder
from gongkai.policy.loading import DISCLOSURE, NATIONAL, build, kind_of, load_pack
from gongkai.policy.national import load_national
from gongkai.policy.problems import Problem, ProblemsError
from gongkai.policy.selfchecks import FILE as SELFCHECK
from gongkai.policy.selfchecks import load_selfcheck
from gongkai.policy.tree import read_tree
from gongkai.policy.workbook import pack_tree
from gongkai.policy.workbook.pack_layout import SHEETS
from gongkai.policy.workbook.told import told


def check_pack(reference: str, library: Library | None = None) -> list[Problem]:
    """Return every problem and note of a pack, in order of file and line; never raises.

    The pack's own cases are run by ``gongkai packs test``: they need the scoring of a layer above.
    """
    library = library or Library()
    try:
        folder = library.find(reference)
        kind, _ = kind_of(read_tree(folder.main, folder.named("pack.yaml")))
        if kind == NATIONAL:
            return sorted(load_national(library, reference).notes)
        if kind == DISCLOSURE:
            notes = load_disclosure(reference, library).notes
            if (folder.path / SELFCHECK).is_file():
                load_selfcheck(library, reference)
            return sorted(notes)
        return sorted(load_pack(reference, library).notes)
    except ProblemsError as error:
        return list(error.problems)


def check_workbook(path: Path) -> list[Problem]:
    """Return every problem and note of a rubric in Excel, by sheet and cell; never raises."""
    log = Log()
    try:
        root, sources = pack_tree(path, problems=log.problems)
        build(root, sources, (), log, folder=PackFolder(path.parent, str(path)))
    except ProblemsError as error:
        return told([*log.problems, *error.problems], SHEETS)
    return sorted(told(log.problems, SHEETS))
