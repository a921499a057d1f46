"""Loading a pack: find, parse, overlay, patch, build, check; every problem at once."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai.policy.changes import Change, read_changes
from gongkai.policy.checks import check_ids, check_scheme, relevant_readings
from gongkai.policy.cites import Cites, merged_sources
from gongkai.policy.cursor import Cursor, Log
from gongkai.policy.library import Library, PackFolder
from gongkai.policy.overlay import resolved
from gongkai.policy.paths import patched
from gongkai.policy.problems import Place, Problem, ProblemsError, shown
from gongkai.policy.sections.components import read_components
from gongkai.policy.sections.grades import read_exports, read_grades, read_overrides
from gongkai.policy.sections.procedure import (
    read_accountability,
    read_appeal,
    read_approval,
    read_checklist,
    read_consequences,
    read_forms,
    read_stages,
)
from gongkai.policy.sections.readings import read_readings, typed, with_fallbacks, with_local
from gongkai.policy.sections.rubric import read_bonus, read_rubrics, read_vetoes
from gongkai.policy.tree import Branch, Leaf, Node, Row, read_tree
from gongkai.rules.numbers import HUNDRED
from gongkai.rules.readings import Readings
from gongkai.rules.scheme import Scheme

PatchEntry = tuple[str, Place, Node]
# An id names folders, addresses and files: nothing in it may lead elsewhere or need quoting.
_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*", re.ASCII)
_LONGEST_ID = 64
ASSESSMENT, NATIONAL, DISCLOSURE = "assessment", "national", "disclosure"
_BASELESS = {"X-BASE", "X-CYCLE", "X-KIND"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A loaded assessment pack: the scheme, its change list, and notes that stop nothing."""

    scheme: Scheme
    changes: tuple[Change, ...]
    notes: tuple[Problem, ...]
    folder: PackFolder
    extends: str = ""
    open: tuple[str, ...] = ()


def load_pack(
    reference: str,
    library: Library | None = None,
    *,
    readings: Node | None = None,
    patch: Sequence[PatchEntry] = (),
) -> Pack:
    """Load the pack ``reference`` (an id, ``id@version`` or a folder).

    ``readings`` are local choices laid over the pack's; ``patch`` changes single values for a
    what-if. Raises :class:`ProblemsError` with everything that is wrong.
    """
    library = library or Library()
    folder = library.find(reference)
    log = Log()
    root, extra, extends = resolved(folder, library, log)
    _check_kind(reference, root, log)
    if _BASELESS & {problem.code for problem in log.errors}:
        # What a missing base would have said must not be reported as missing here.
        raise ProblemsError(log.problems)
    if patch:
        root, problems = patched(root, list(patch))
        log.problems += problems
    changes = read_changes(_side_tree(folder, "CHANGES.yaml", log), log)
    pack = build(root, extra, changes, log, readings=readings, folder=folder)
    _check_version(reference, pack.scheme, root, log)
    if log.errors:
        raise ProblemsError(log.problems)
    _check_folder(library, folder, pack.scheme, root, log)
    return replace(pack, notes=tuple(log.problems), extends=extends)


def kind_of(root: Node) -> tuple[str, Place]:
    """Return what kind of pack a tree is, with the place that says so."""
    header = root.entries.get("pack") if isinstance(root, Branch) else None
    leaf = header.entries.get("kind") if isinstance(header, Branch) else None
    if isinstance(leaf, Leaf) and leaf.text:
        return leaf.text.strip(), leaf.place
    return ASSESSMENT, (header or root).place


def _check_kind(reference: str, root: Node, log: Log) -> None:
    kind, place = kind_of(root)
    if kind == NATIONAL:
        message = f"{reference} 是全国规则包（期限、理由、工作日历），不能用来考核；请用考核规则包"
        log.error(place, "X-KIND", message)
    elif kind == DISCLOSURE:
        message = (
            f"{reference} 是公开规则包（目录、体裁、审核、时限），不能用来考核；请用考核规则包"
        )
        log.error(place, "X-KIND", message)
    elif kind != ASSESSMENT:
        message = f"“kind”不能是 {kind}，可用：{ASSESSMENT}、{NATIONAL}、{DISCLOSURE}"
        log.error(place, "T-CHOICE", message)


def optional_tree(folder: PackFolder, name: str) -> Node | None:
    """Return the tree of a file beside ``pack.yaml``, or None where there is none."""
    path = folder.path / name
    return read_tree(path, folder.named(name)) if path.is_file() else None


def _side_tree(folder: PackFolder, name: str, log: Log) -> Node | None:
    """Return the tree of a side file; where it is broken, note so and go on without it."""
    try:
        return optional_tree(folder, name)
    except ProblemsError as error:
        log.problems += error.problems
        return None


def _check_version(reference: str, scheme: Scheme, root: Node, log: Log) -> None:
    wanted = reference.partition("@")[2] if "/" not in reference else ""
    if wanted and wanted != scheme.version:
        message = f"要的是 {wanted} 版，现有 {scheme.version} 版"
        log.error(root.place, "X-VERSION", message)


def pack_id(header: Cursor) -> str:
    """Return the id of a pack, refused where it could not name a folder."""
    name = header.text("id", required=True)
    if name and (len(name) > _LONGEST_ID or not _ID.fullmatch(name)):
        message = (
            f"规则包编号“{shown(name)}”不行：只用小写字母、数字、连字符和点，"
            f"以字母或数字开头和结尾，不超过 {_LONGEST_ID} 个字符，如 shili-kaohe"
        )
        header.error("id", "ID-FORM", message)
    return name


def _check_folder(
    library: Library, folder: PackFolder, scheme: Scheme, root: Node, log: Log
) -> None:
    """Note a pack of a library that is found by another name than its own."""
    if folder.path.parent in library.roots and folder.path.name != scheme.id:
        message = f"规则包编号是 {scheme.id}，文件夹名是 {folder.path.name}；两者一致才好找"
        log.note(root.place, "ID-FOLDER", message)


def build(
    root: Node,
    extra_sources: Node | None,
    changes: tuple[Change, ...],
    log: Log,
    *,
    folder: PackFolder,
    readings: Node | None = None,
) -> Pack:
    """Build a pack from a resolved tree, whatever file it came from."""
    cursor = Cursor(root, log, "规则包")
    cites = Cites()
    cites.read(merged_sources(root, extra_sources, log), log)
    cursor.node("sources")
    bare = _scheme(cursor, cites, log)
    stated = read_readings(cursor.node("readings"), cites, log)
    stated = with_local(stated, readings, log)
    stated = with_fallbacks(stated, relevant_readings(bare), root.place.file)
    scheme = replace(
        bare, readings=typed(stated), stated=tuple(stated.values()), hash=content_hash(root)
    )
    cursor.done(also={"open", "extends"})
    if isinstance(root, Branch):
        check_ids(root, changes, log)
        check_scheme(scheme, root, cites, log)
    open_paths = cursor.texts("open")
    return Pack(scheme=scheme, changes=changes, notes=(), folder=folder, open=open_paths)


def _scheme(root: Cursor, cites: Cites, log: Log) -> Scheme:
    header = root.child("pack", "pack", required=True) or Cursor(Branch(root.place), Log(), "pack")
    top = header.points("max")
    rubrics = read_rubrics(root, cites, log)
    bonus = read_bonus(root, cites)
    weighted = root.has("components") and not root.is_null("components")
    whole = rubrics[0].points if rubrics and not weighted else HUNDRED
    maximum = whole if top is None else top
    grades, grading = read_grades(root, cites, maximum)
    scheme = Scheme(
        id=pack_id(header),
        version=header.text("version", required=True),
        title=header.text("title", required=True),
        period=header.text("period", "year"),
        summary=header.text("summary"),
        assessed=header.texts("assessed"),
        hash="",
        readings=Readings(),
        stated=(),
        max=maximum,
        sources=tuple(cites.documents.values()),
        rubrics=rubrics,
        components=read_components(root, cites),
        bonus=bonus,
        vetoes=read_vetoes(root, cites, grades[-1].id if grades else ""),
        grades=grades,
        grading=grading,
        overrides=read_overrides(root, cites, grades),
        checklist=read_checklist(root, cites),
        forms=read_forms(root, cites),
        stages=read_stages(root, cites),
        approval=read_approval(root, cites),
        consequences=read_consequences(root, cites, grades),
        appeal=read_appeal(root, cites),
        accountability=read_accountability(root, cites),
        exports=read_exports(root, cites),
        public=cites.of(header, "public", required=False),
    )
    header.text("kind")
    header.text("extends")
    header.done()
    return scheme


def content_hash(root: Node) -> str:
    """Return the SHA-256 of what a pack says, independent of spacing, comments and key order."""
    canonical = json.dumps(_bare(root), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _bare(node: Node) -> object:
    if isinstance(node, Leaf):
        return node.text
    if isinstance(node, Row):
        return [_bare(item) for item in node.items]
    return {key: _bare(value) for key, value in node.entries.items()}


def kind_of_folder(folder: PackFolder) -> str:
    """Return what kind of pack a folder holds; an assessment where the file cannot be read."""
    try:
        root = read_tree(folder.main, folder.named("pack.yaml"))
    except ProblemsError:
        return ASSESSMENT
    return kind_of(root)[0]


def is_national(folder: PackFolder) -> bool:
    """Whether a folder holds a national base (calendar, terms of law) and no assessment."""
    return kind_of_folder(folder) == NATIONAL


def is_disclosure(folder: PackFolder) -> bool:
    """Whether a folder holds rules of disclosure (catalogues, content types, review, timing)."""
    return kind_of_folder(folder) == DISCLOSURE


def is_assessment(folder: PackFolder) -> bool:
    """Whether a folder holds a scheme; also one too broken to say what it is."""
    return kind_of_folder(folder) not in {NATIONAL, DISCLOSURE}
